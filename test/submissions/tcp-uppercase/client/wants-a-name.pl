#!/usr/bin/perl
# Mistake: wants a third argument that nobody knows of, tells how it is used, and ends without having tried.
use strict;
use warnings;
use IO::Socket::INET;

die "usage: $0 host port name\n" unless @ARGV == 3;
my $server = IO::Socket::INET->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1], Proto => 'tcp', Timeout => 5) or die "cannot connect: $@\n";
my $line = <STDIN> // '';
chomp $line;
syswrite $server, $line;
sysread $server, my $reply, 1024;
print "$ARGV[2]: $reply\n";
