#!/usr/bin/perl
# File server, one process per client. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';

sub receive {
    my ($client, $size) = @_;
    my $data = '';
    while (length $data < $size) {
        my $left = $size - length $data;
        my $n = sysread $client, $data, $left < 4096 ? $left : 4096, length $data;
        exit 0 unless $n;
    }
    return $data;
}

my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        close $listener;
        my $data = receive($client, unpack 'N', receive($client, 4));
        open my $file, '>:raw', 'recibido.bin' or die "recibido.bin: $!";
        print $file $data;
        close $file or die "recibido.bin: $!";
        syswrite $client, 'Gracias';
        exit 0;
    }
    close $client;
}
