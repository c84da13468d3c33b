#!/usr/bin/perl
# TCP echo, one process per client. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        close $listener;
        while (sysread $client, my $data, 4096) {
            while (length $data) {
                my $n = syswrite $client, $data;
                exit 0 unless defined $n;
                substr($data, 0, $n) = '';
            }
        }
        exit 0;
    }
    close $client;
}
