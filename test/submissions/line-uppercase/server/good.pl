#!/usr/bin/perl
# Line upper-case server, one client after the other, many lines. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    while (defined(my $line = <$client>)) {
        $line =~ s/\r?\n\z// or last;
        print $client uc($line) . "\n" or last;
    }
    close $client;
}
