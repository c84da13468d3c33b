#!/usr/bin/perl
# Mistake: the Timeout of the constructor does not hold for recv, which waits for ever (UDP-ECHO-X3).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp', Timeout => 3)
    or die "socket: $@\n";
chomp(my $line = <STDIN>);
$s->send($line);
defined $s->recv(my $reply, 1024) or die "no reply: $!\n";
print "$reply\n";
