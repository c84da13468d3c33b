#!/usr/bin/perl
# Mistake: after the reply it goes back to its prompt, though the exchange is over (TCP-UPPERCASE-X1).
use strict;
use warnings;
use IO::Socket::INET;
$| = 1;

my ($host, $port) = @ARGV;
while (1) {
    my $s = IO::Socket::INET->new("$host:$port") or die "connect: $@\n";
    print "Sentence: ";
    my $line = <STDIN>;
    chomp $line;
    print $s $line;
    my $reply = '';
    while (length $reply < length $line) {
        sysread($s, $reply, 4096, length $reply) or die "no reply\n";
    }
    print "From server: $reply\n";
    close $s;
}
