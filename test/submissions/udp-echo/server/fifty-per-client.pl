#!/usr/bin/perl
# Mistake: against floods, answers no client more than 50 times (UDP-ECHO-U2).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
my %count;
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data;
    next if ++$count{$client} > 50;
    send $socket, $data, 0, $client;
}
