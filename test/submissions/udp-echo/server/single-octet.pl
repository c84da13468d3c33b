#!/usr/bin/perl
# Mistake: takes a single octet for a bare line end and does not answer it (UDP-ECHO-S3).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data > 1;
    send $socket, $data, 0, $client;
}
