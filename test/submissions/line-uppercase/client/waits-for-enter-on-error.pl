#!/usr/bin/perl
# Mistake: on a refused connection it reports the error and then waits for a key (LINE-UPPERCASE-X2).
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
print "Sentence: ";
my $line = <STDIN>;
my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]);
unless ($s) {
    print "No server. Press Enter to leave.\n";
    <STDIN>;
    exit 1;
}
print $s $line;
my $reply = <$s>;
close $s;
die "no reply\n" unless defined $reply;
print "From server: $reply";
