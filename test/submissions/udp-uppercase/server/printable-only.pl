#!/usr/bin/perl
# Mistake: takes out what is not printable ASCII (UDP-UPPERCASE-S4).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client;
    $data =~ s/[^\x20-\x7e]//g;
    send $socket, uc $data, 0, $client;
}
