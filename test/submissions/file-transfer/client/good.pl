#!/usr/bin/perl
# Conforming: sends the file with one print, shuts down its sending side, reads to the end of the stream.
use strict;
use warnings;
use IO::Socket::INET;

open my $file, '<:raw', 'enviar.bin' or die "enviar.bin: $!\n";
my $data = do { local $/; <$file> } // '';
close $file;

my $s = IO::Socket::INET->new(PeerAddr => $ENV{HOST}, PeerPort => $ENV{PORT}, Proto => 'tcp') or die "connect: $@\n";
binmode $s;
$s->autoflush(1);
print $s pack('N', length $data), $data or die "send: $!\n";
shutdown $s, 1;

my $reply = '';
while (sysread $s, $reply, 4096, length $reply) { }
close $s;
die "no reply\n" if $reply eq '';
print "Respuesta: $reply\n";
