#!/usr/bin/perl
# Mistake: ucfirst is not uc (LINE-UPPERCASE-S1, and so every requirement whose reply has letters: S2, S3, S5, S6,
# T1, T2, T3, T4, T6 and T7).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    while (my $line = <$client>) {
        $line =~ s/\r?\n$//;
        print $client ucfirst($line) . "\n";
    }
    close $client;
}
