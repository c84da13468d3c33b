#!/usr/bin/perl
# TCP upper-case server, one client after the other. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    CLIENT: while (sysread $client, my $data, 1024) {
        $data =~ tr/a-z/A-Z/;
        while (length $data) {
            my $n = syswrite $client, $data;
            last CLIENT unless defined $n;
            substr($data, 0, $n) = '';
        }
    }
    close $client;
}
