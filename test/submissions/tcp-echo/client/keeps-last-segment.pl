#!/usr/bin/perl
# Mistake: each read overwrites the one before, so only the last piece of the reply is shown (TCP-ECHO-X5).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
chomp(my $line = <STDIN>);
print $s $line;
my ($reply, $count) = ('', 0);
while ($count < length $line) {
    my $n = sysread($s, $reply, 65536) or die "no reply\n";
    $count += $n;
}
close $s;
print "$reply\n";
