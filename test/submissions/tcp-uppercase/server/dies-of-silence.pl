#!/usr/bin/perl
# Mistake: "nothing read" is an error that the server dies of, also where a client
# has merely left without a word (TCP-UPPERCASE-T2).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (my $client = $listener->accept) {
    my $n = sysread $client, my $data, 1024;
    next unless defined $n;
    die "nothing read\n" if $n == 0;
    do {
        syswrite $client, uc $data;
    } while sysread $client, $data, 1024;
    close $client;
}
