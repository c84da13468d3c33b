#!/usr/bin/perl
# Mistake: one client at a time and a queue of one: of many at once most are not even
# connected within the deadline (LINE-UPPERCASE-T7).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 1, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    while (my $line = <$client>) {
        $line =~ s/\r?\n$//;
        print $client uc($line) . "\n";
    }
    close $client;
}
