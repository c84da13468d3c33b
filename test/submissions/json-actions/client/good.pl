#!/usr/bin/perl
# The game's client. Conforms.
use strict;
use warnings;
use utf8;
use IO::Socket::INET;
use JSON::PP;

$| = 1;
binmode STDOUT, ':encoding(UTF-8)';
my ($host, $port) = @ARGV;
my $server = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp', Timeout => 5)
    or die "connect: $@\n";

sub read_exactly {
    my ($n) = @_;
    my $data = '';
    while (length $data < $n) {
        sysread($server, $data, $n - length $data, length $data) or die "the server has left\n";
    }
    return $data;
}

sub ask {
    while (1) {
        print '-> ';
        my $line = <STDIN> // exit 0;
        chomp $line;
        return { tipo => $line } if $line eq '\juego_nuevo' || $line eq '\salir';
        return { tipo => '\jugada', data => $1 + 0 } if $line =~ /^\\jugada ([0-9]+)$/;
        print "Input inválido.\n";
    }
}

while (1) {
    my $state = decode_json(read_exactly(unpack 'N', read_exactly(4)));
    print $state->{mensaje}, "\n";
    last unless $state->{continuar};
    my $text = encode_json(ask());
    syswrite($server, pack('N', length $text) . $text) // die "send: $!\n";
}
close $server;
