#!/usr/bin/perl
# Mistake: the blanks at both ends are taken away, as of a line that somebody typed (UDP-UPPERCASE-S2).
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client;
    $data =~ s/^\s+|\s+$//g;
    send $socket, uc $data, 0, $client;
}
