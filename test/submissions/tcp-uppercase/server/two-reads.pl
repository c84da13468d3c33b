#!/usr/bin/perl
# Mistake: since the sentence once came in two pieces, it is read twice, and not until its end (TCP-UPPERCASE-S4).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    if (fork == 0) {
        for my $piece (1, 2) {
            sysread $client, my $sentence, 1024 or last;
            syswrite $client, uc $sentence;
        }
        exit 0;
    }
    close $client;
}
