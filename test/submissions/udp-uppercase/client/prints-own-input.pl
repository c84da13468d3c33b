#!/usr/bin/perl
# Mistake: receives into one variable and prints the other (UDP-UPPERCASE-X4).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp') or die "socket: $@\n";
chomp(my $line = <STDIN>);
$s->send($line);
IO::Select->new($s)->can_read(3) or die "no reply\n";
defined $s->recv(my $reply, 2048) or die "recv: $!\n";
print "From server: $line\n";
