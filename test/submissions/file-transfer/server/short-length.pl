#!/usr/bin/perl
# Mistake: one sysread for the 4 octets of the length, which may bring fewer (FILE-TRANSFER-S9).
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
        sysread $client, my $header, 4 or exit 0;
        my $left = unpack('N', $header) || 0;
        my $data = '';
        while ($left > 0) {
            my $n = sysread $client, $data, $left < 4096 ? $left : 4096, length $data;
            exit 0 unless $n;
            $left -= $n;
        }
        open my $file, '>:raw', 'recibido.bin' or die "recibido.bin: $!";
        print $file $data;
        close $file;
        syswrite $client, 'Gracias';
        exit 0;
    }
    close $client;
}
