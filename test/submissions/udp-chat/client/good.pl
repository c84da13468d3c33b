#!/usr/bin/perl
# Chat client, taking turns: reads a line, sends it, shows the reply. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp') or die "no socket: $@";
$| = 1;
while (1) {
    print '> ';
    my $line = <STDIN>;
    last unless defined $line;
    chomp $line;
    send $socket, $line, 0;
    recv($socket, my $data, 65535, 0) // die "no reply: $!\n";
    print "$data\n";
}
