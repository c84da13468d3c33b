#!/usr/bin/perl
# Mistake: FB_CROAK makes decode die where the octets are not UTF-8 (UDP-UPPERCASE-U4).
use strict;
use warnings;
use Encode;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 4096, 0;
    my $text = decode('UTF-8', $data, Encode::FB_CROAK);
    send $socket, encode('UTF-8', uc $text), 0, $client;
}
