#!/usr/bin/perl
# Mistake: goes back to its prompt after the reply (UDP-ECHO-X1). What it prints is seen on a terminal only.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Proto => 'udp') or die "socket: $@\n";
print "Message: ";
while (my $line = <STDIN>) {
    chomp $line;
    $socket->send($line);
    die "no reply\n" unless IO::Select->new($socket)->can_read(3);
    defined $socket->recv(my $reply, 65535) or die "recv: $!\n";
    print "Reply: $reply\n", "Message: ";
}
