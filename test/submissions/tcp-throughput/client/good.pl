#!/usr/bin/perl
# Conforming: blocking writes into a small send buffer.
use strict;
use warnings;
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_SNDBUF);
use Time::HiRes qw(time);

my ($host, $port, $duration) = @ARGV;
$SIG{PIPE} = 'IGNORE';
my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp', Timeout => 5) or die "cannot connect: $@\n";
setsockopt $socket, SOL_SOCKET, SO_SNDBUF, 65536;
my $buffer = "\0" x 8192;
my $total = 0;
my $began = time;
while (time < $began + $duration) {
    my $n = syswrite $socket, $buffer;
    die "connection lost: $!\n" unless defined $n;
    $total += $n;
}
my $seconds = time - $began;
close $socket;
printf "%.1f kbit/s\n", $total * 8 / 1000 / $seconds;
