#!/usr/bin/perl
# Mistake: after the reply it goes back to its prompt, though the exchange is over (LINE-UPPERCASE-X1).
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
while (1) {
    my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
    print "Sentence: ";
    my $line = <STDIN>;
    last unless defined $line;
    print $s $line;
    my $reply = <$s>;
    die "no reply\n" unless defined $reply;
    print "From server: $reply";
    close $s;
}
