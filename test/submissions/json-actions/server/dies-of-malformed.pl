#!/usr/bin/perl
# Mistake: one client at a time, and decode_json without eval: malformed JSON ends the server (JSON-ACTIONS-S11).
use strict;
use warnings;
use utf8;
use IO::Socket::INET;
use JSON::PP;

$SIG{PIPE} = 'IGNORE';

sub read_exactly {
    my ($client, $n) = @_;
    my $data = '';
    while (length $data < $n) {
        my $left = $n - length $data;
        sysread($client, $data, $left < 65536 ? $left : 65536, length $data) or return;
    }
    return $data;
}

sub send_state {
    my ($client, $mensaje, $continuar) = @_;
    my $text = encode_json({ mensaje => $mensaje, continuar => $continuar ? JSON::PP::true : JSON::PP::false });
    syswrite $client, pack('N', length $text) . $text;
}

my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    my $secret = -1;
    send_state($client, 'Adivina el número.', 1);
    while (defined(my $length = read_exactly($client, 4))) {
        my $body = read_exactly($client, unpack 'N', $length);
        last unless defined $body;
        my $action = decode_json($body);
        if ($action->{tipo} eq '\juego_nuevo') {
            $secret = int rand 10;
            send_state($client, 'Pensé un número del 0 al 9.', 1);
        } elsif ($action->{tipo} eq '\jugada') {
            send_state($client, $action->{data} == $secret ? '¡Sí!' : 'No.', 1);
        } elsif ($action->{tipo} eq '\salir') {
            send_state($client, '¡Adiós!', 0);
            last;
        }
    }
    close $client;
}
