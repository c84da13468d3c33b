#!/usr/bin/perl
# Mistake: says that a reply came, and how long it is, but not what it is (UDP-ECHO-X4).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp') or die "socket: $@\n";
chomp(my $line = <STDIN>);
$s->send($line);
die "no reply\n" unless IO::Select->new($s)->can_read(3) && defined $s->recv(my $reply, 65535);
print "OK: ", length $reply, " octets\n";
