#!/usr/bin/perl
# Mistake: the reply is read, but what is shown is computed here with uc (TCP-UPPERCASE-X4, and so TCP-UPPERCASE-X5).
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
print "Sentence: ";
chomp(my $line = <STDIN>);
print $s $line;
my $reply = '';
while (length $reply < length $line) {
    sysread($s, $reply, 4096, length $reply) or die "no reply\n";
}
close $s;
print "From server: ", uc $line, "\n";
