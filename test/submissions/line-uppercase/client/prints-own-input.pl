#!/usr/bin/perl
# Mistake: reads the reply, but prints its own line (LINE-UPPERCASE-X4, and so LINE-UPPERCASE-X5).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
my $line = <STDIN>;
print $s $line;
my $reply = <$s>;
close $s;
die "no reply\n" unless defined $reply;
print "From server: $line";
