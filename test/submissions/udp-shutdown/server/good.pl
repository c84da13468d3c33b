#!/usr/bin/perl
# UDP echo that SHUTDOWN ends. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data;
    last if $data eq 'SHUTDOWN';
    send $socket, $data, 0, $client;
}
close $socket;
