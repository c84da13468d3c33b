#!/usr/bin/perl
# Conforming: sends the line as typed, with its LF, and waits at most 3 s for the reply.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my ($host, $port) = @ARGV;
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'udp') or die "socket: $@\n";
my $line = <STDIN>;
defined $s->send($line) or die "send: $!\n";
IO::Select->new($s)->can_read(3) or die "no reply\n";
defined $s->recv(my $reply, 65535) or die "recv: $!\n";
close $s;
print "$reply\n";
