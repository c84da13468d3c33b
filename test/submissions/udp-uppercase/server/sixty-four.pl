#!/usr/bin/perl
# Mistake: ends after 64 requests (UDP-UPPERCASE-U2).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
for my $request (1 .. 64) {
    my $client = recv $socket, my $data, 65535, 0;
    send $socket, uc $data, 0, $client if defined $client;
}
