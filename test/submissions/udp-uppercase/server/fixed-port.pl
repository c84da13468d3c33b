#!/usr/bin/perl
# Mistake: answers to port 12001, whatever the client's is: nobody gets a reply
# (UDP-UPPERCASE-S1, S2, S3, S4, U1, U2, U3, U4, U6).
use strict;
use warnings;
use IO::Socket::INET;
use Socket;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client;
    my ($port, $address) = sockaddr_in($client);
    send $socket, uc $data, 0, pack_sockaddr_in(12001, $address);
}
