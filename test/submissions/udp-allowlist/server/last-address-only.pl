#!/usr/bin/perl
# Mistake: each address of the list takes the place of the one before, so only the last is allowed (UDP-ALLOWLIST-S1, and whatever needs the first to be answered).
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $list) = @ARGV;
my $allowed;
$allowed = $_ for split /,/, $list;
my $socket = IO::Socket::INET->new(LocalPort => $port, Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client;
    my (undef, $address) = sockaddr_in($client);
    send $socket, $data, 0, $client if inet_ntoa($address) eq $allowed;
}
