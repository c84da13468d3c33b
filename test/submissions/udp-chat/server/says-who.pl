#!/usr/bin/perl
# Mistake: puts a name before each line that it sends (UDP-CHAT-S2).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
my $select = IO::Select->new($socket, \*STDIN);
my ($client, $typed) = (undef, '');
$| = 1;
while (1) {
    for my $ready ($select->can_read) {
        if ($ready == $socket) {
            my $sender = recv $socket, my $data, 65535, 0;
            next unless defined $sender;
            $client = $sender;
            print "$data\n";
        } else {
            sysread STDIN, $typed, 65536, length $typed or exit 0;
            while ($typed =~ s/^(.*)\n//) {
                send $socket, "server> $1", 0, $client if defined $client;
            }
        }
    }
}
