#!/usr/bin/perl
# Mistake: receives without a timeout on a socket that is not connected (UDP-UPPERCASE-X2, UDP-UPPERCASE-X3).
use strict;
use warnings;
use IO::Socket::INET;
use Socket;

my $s = IO::Socket::INET->new(Proto => 'udp') or die "socket: $@\n";
chomp(my $line = <STDIN>);
send $s, $line, 0, pack_sockaddr_in($ARGV[1], inet_aton($ARGV[0]));
recv $s, my $reply, 2048, 0;
print "$reply\n";
