#!/usr/bin/perl
# Conforming: takes the server's address from the environment variables HOST and PORT.
use strict;
use warnings;
use IO::Socket::INET;

my $s = IO::Socket::INET->new("$ENV{HOST}:$ENV{PORT}") or die "connect: $@\n";
chomp(my $line = <STDIN>);
syswrite($s, "$line\n");
my $reply = '';
while ($reply !~ /\n/) {
    last unless sysread($s, $reply, 1024, length $reply);
}
close $s;
die "no reply\n" if $reply eq '';
print "From server: $reply";
