#!/usr/bin/perl
# The game over JSON frames, one process per client. Conforms.
use strict;
use warnings;
use utf8;
use IO::Socket::INET;
use JSON::PP;

$SIG{CHLD} = 'IGNORE';
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
    my $frame = pack('N', length $text) . $text;
    while (length $frame) {
        my $n = syswrite $client, $frame;
        exit 0 unless defined $n;
        substr($frame, 0, $n) = '';
    }
}

sub play {
    my ($client) = @_;
    my $secret;
    send_state($client, '¡Bienvenido! Adivina el número.', 1);
    while (defined(my $length = read_exactly($client, 4))) {
        my $body = read_exactly($client, unpack 'N', $length);
        return unless defined $body;
        my $action = eval { decode_json($body) };
        my ($tipo, $data) = ref $action eq 'HASH' ? ($action->{tipo} // '', $action->{data}) : ('', undef);
        if ($tipo eq '\juego_nuevo') {
            $secret = int rand 10;
            send_state($client, 'Pensé un número del 0 al 9.', 1);
        } elsif ($tipo eq '\jugada') {
            if (!defined $secret) { send_state($client, 'Primero empieza un juego.', 1) }
            elsif (($data // '') !~ /^\d+$/) { send_state($client, 'Falta el número.', 1) }
            else { send_state($client, $data == $secret ? '¡Sí!' : 'No.', 1) }
        } elsif ($tipo eq '\salir') {
            send_state($client, '¡Adiós!', 0);
            return;
        } else {
            send_state($client, 'Acción desconocida.', 1);
        }
    }
}

my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    my $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        close $listener;
        srand;
        play($client);
        exit 0;
    }
    close $client;
}
