#!/usr/bin/perl
# Mistake: the loop goes round the lines only, accept stands before it, so the server ends with
# its first client (LINE-UPPERCASE-T1, and so S5, T2, T3, T4 and T7, which all need a further client).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
my $client = $listener->accept;
while (my $line = <$client>) {
    $line =~ s/\r?\n$//;
    print $client uc($line), "\n";
}
close $client;
