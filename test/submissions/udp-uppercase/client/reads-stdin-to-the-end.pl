#!/usr/bin/perl
# Mistake: reads all lines of its standard input, which does not end, before it sends anything
# (UDP-UPPERCASE-C1, X1, X2, X3, X4).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp') or die "socket: $@\n";
chomp(my @lines = <STDIN>);
$s->send($lines[0]);
IO::Select->new($s)->can_read(3) or die "no reply\n";
defined $s->recv(my $reply, 2048) or die "recv: $!\n";
print "$reply\n";
