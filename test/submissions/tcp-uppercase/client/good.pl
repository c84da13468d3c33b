#!/usr/bin/perl
# Conforming: sends the line as typed, with its LF, and reads until as many octets or the end of the stream have come.
use strict;
use warnings;
use IO::Socket::INET;

my ($host, $port) = @ARGV;
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp', Timeout => 5)
    or die "connect: $@\n";
my $line = <STDIN>;
print $s $line or die "send: $!\n";

my $reply = '';
while (length $reply < length $line) {
    my $n = sysread($s, $reply, 65536, length $reply);
    last unless $n;
}
close $s;
die "no reply\n" if $reply eq '';
print "$reply\n";
