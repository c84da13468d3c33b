#!/usr/bin/perl
# Conforming: sends the line as typed, with its LF, and reads one line.
use strict;
use warnings;
use IO::Socket::INET;

my ($host, $port) = @ARGV;
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp') or die "connect: $@\n";
my $line = <STDIN>;
print $s $line or die "send: $!\n";
my $reply = <$s>;
close $s;
die "no reply\n" unless defined $reply;
$reply =~ s/\r?\n$//;
print "$reply\n";
