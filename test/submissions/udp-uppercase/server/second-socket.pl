#!/usr/bin/perl
# Mistake: receives on one socket and sends on another, which has a port of its own (UDP-UPPERCASE-U3).
use strict;
use warnings;
use IO::Socket::INET;

my $in = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
my $out = IO::Socket::INET->new(Proto => 'udp') or die "no socket: $@";
while (1) {
    my $client = recv $in, my $data, 65535, 0;
    send $out, uc $data, 0, $client if defined $client;
}
