#!/usr/bin/perl
# Mistake: decode is told to croak, and croaks for the whole server: of octets that are
# not UTF-8 (TCP-UPPERCASE-S6), and of half a character (S5).
use strict;
use warnings;
use Encode;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
while (1) {
    my $client = $listener->accept or next;
    while (sysread $client, my $octets, 1024) {
        my $text = decode('UTF-8', $octets, Encode::FB_CROAK);
        syswrite $client, encode('UTF-8', uc $text);
    }
    close $client;
}
