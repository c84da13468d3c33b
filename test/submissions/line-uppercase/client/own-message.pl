#!/usr/bin/perl
# Mistake: sends a sentence of its own; the typed line is never read (LINE-UPPERCASE-C1).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
print $s "ola mundo, este e o meu primeiro cliente\n";
my $reply = <$s>;
close $s;
die "no reply\n" unless defined $reply;
print "From server: $reply";
