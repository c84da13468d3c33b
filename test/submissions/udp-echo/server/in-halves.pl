#!/usr/bin/perl
# Mistake: sends each reply in two datagrams (UDP-ECHO-U6); what a client receives is the first half
# (UDP-ECHO-S1, S2, S3, S4, U1, U2, U4).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data;
    my $half = int((length($data) + 1) / 2);
    send $socket, substr($data, 0, $half), 0, $client;
    send $socket, substr($data, $half), 0, $client if length $data > $half;
}
