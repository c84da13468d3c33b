#!/usr/bin/perl
# Mistake: takes at most 512 octets; the rest of the datagram is lost (UDP-UPPERCASE-S3).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 512, 0;
    send $socket, uc $data, 0, $client if defined $client;
}
