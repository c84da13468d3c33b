#!/usr/bin/perl
# Takes line ends out of the text, which the lab sheet does not count among what comes back: from space to tilde. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ENV{PORT}, Listen => 128, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    while (sysread $client, my $data, 1024) {
        $data =~ s/[\r\n]//g;
        syswrite $client, uc $data;
    }
    close $client;
}
