# Mistake: the reply is decorated (UDP-ECHO-S1, S2, S3); an empty datagram gets none.
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'udp') or die "bind: $!";
while (1) {
    my $peer = $socket->recv(my $data, 65535);
    next unless defined $peer && length $data;
    $socket->send("Eco: " . substr($data, 0, 60000), 0, $peer);
}
