#!/usr/bin/perl
# Mistake: does not wait for the end of the line, but answers each piece as it comes (LINE-UPPERCASE-S3).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    if (fork == 0) {
        while (sysread $client, my $piece, 4096) {
            $piece =~ tr/a-z\r/A-Z/d;
            print $client $piece;
        }
        exit 0;
    }
    close $client;
}
