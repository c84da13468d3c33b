#!/usr/bin/perl
# Mistake: chomp takes only the LF away; the CR of CR LF is sent back (LINE-UPPERCASE-S5).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (my $client = $listener->accept) {
    while (defined(my $line = <$client>)) {
        chomp $line;
        print $client uc($line) . "\n";
    }
    close $client;
}
