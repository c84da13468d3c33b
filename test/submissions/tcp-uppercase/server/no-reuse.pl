#!/usr/bin/perl
# Mistake: ReuseAddr is missing, so after a stop the port stays taken for a minute (TCP-UPPERCASE-T6).
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    if (fork == 0) {
        close $listener;
        while (sysread $client, my $data, 1024) {
            syswrite $client, uc $data or last;
        }
        exit 0;
    }
    close $client;
}
