#!/usr/bin/perl
# UDP echo that runs commands, each in a process of its own. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data;
    if ($data !~ /^EXEC (.*)/s) {
        send $socket, $data, 0, $client;
        next;
    }
    my $command = $1;
    my $pid = fork;
    next if !defined $pid || $pid;
    $SIG{CHLD} = 'DEFAULT';
    system 'sh', '-c', $command;
    send $socket, $? >> 8, 0, $client;
    exit 0;
}
