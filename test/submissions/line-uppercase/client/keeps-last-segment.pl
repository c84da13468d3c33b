#!/usr/bin/perl
# Mistake: reads until the LF, but each read overwrites the one before: only the last piece is shown (LINE-UPPERCASE-X5).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
my $line = <STDIN>;
print $s $line;
my $reply = '';
while ($reply !~ /\n$/) {
    sysread($s, $reply, 1024) or die "no reply\n";
}
close $s;
print "From server: $reply";
