#!/usr/bin/perl
# Mistake: <STDIN> in list context reads to the end of the input, not one line, so nothing is ever sent
# (LINE-UPPERCASE-X1, LINE-UPPERCASE-X3, LINE-UPPERCASE-X4, LINE-UPPERCASE-X5, LINE-UPPERCASE-C1).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
my ($line) = <STDIN>;
print $s $line;
my $reply = <$s>;
close $s;
die "no reply\n" unless defined $reply;
print "From server: $reply";
