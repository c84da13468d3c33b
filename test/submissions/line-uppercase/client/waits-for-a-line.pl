#!/usr/bin/perl
# Mistake: takes undef for "not yet" and reads again, so a server that has closed keeps it busy for ever (LINE-UPPERCASE-X3).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
my $line = <STDIN>;
print $s $line;
my $reply;
until (defined $reply) {
    $reply = <$s>;
}
close $s;
print "From server: $reply";
