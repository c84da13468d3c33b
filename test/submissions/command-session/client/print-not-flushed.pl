#!/usr/bin/perl
# Conforming: what it prints is seen on a terminal only, since a pipe has a buffer.
use strict;
use warnings;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
$server->autoflush(1);
while (defined(my $command = <STDIN>)) {
    print $server $command;
    if ($command eq "DATA\n") {
        print "Input data to send: ";
        print $server scalar <STDIN>;
    }
    defined(my $reply = <$server>) or die "the server has closed the connection\n";
    print $reply;
    last if $reply =~ /^200/;
}
