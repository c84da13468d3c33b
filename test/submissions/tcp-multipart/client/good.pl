#!/usr/bin/perl
# Conforming: each part with its type and length, an OK after each.
use strict;
use warnings;
use IO::Socket::INET;

my ($host, $port) = @ARGV;
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp') or die "connect: $@\n";
binmode $s;
my $kind = 0;
for my $name ('mensaje.txt', 'imagen.bin') {
    open my $file, '<:raw', $name or die "$name: $!\n";
    my $content = do { local $/; <$file> } // '';
    print $s pack('C N', ++$kind, length $content) . $content or die "send: $!\n";
    my $reply = <$s> // die "no answer\n";
    $reply eq "OK\n" or die "answer: $reply";
    print "$name: OK\n";
}
close $s;
