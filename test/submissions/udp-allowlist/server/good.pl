#!/usr/bin/perl
# UDP echo for those on the list only. Conforms.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(inet_ntoa sockaddr_in);

my %allowed = map { $_ => 1 } split /,/, $ARGV[1];
my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "cannot bind: $@";
while (1) {
    my $client = recv $socket, my $data, 65535, 0;
    next unless defined $client && length $data;
    my (undef, $address) = sockaddr_in($client);
    send $socket, $data, 0, $client if $allowed{inet_ntoa($address)};
}
