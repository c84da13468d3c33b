#!/usr/bin/perl
# Mistake: one syswrite on a non-blocking socket; what it did not take is lost (TCP-ECHO-C2).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

my $s = IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1]) or die "connect: $@\n";
chomp(my $line = <STDIN>);
$s->blocking(0);
syswrite($s, $line);
shutdown($s, 1);
my ($reply, $ready) = ('', IO::Select->new($s));
while ($ready->can_read) {
    last unless sysread($s, $reply, 65536, length $reply);
}
close $s;
die "no reply\n" if $reply eq '';
print "$reply\n";
