#!/usr/bin/perl
# Fetches a URL and writes the body to standard output. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

my ($host, $port, $path) = ($ARGV[0] // '') =~ m{\Ahttp://([^/:]+)(?::(\d+))?(/\S*)?\z} or die "which URL?\n";
$port //= 80;
$path //= '/';
my $server = IO::Socket::INET->new(PeerHost => $host, PeerPort => $port, Proto => 'tcp', Timeout => 5) or die "cannot connect: $@\n";
binmode $_ for $server, *STDOUT;
print $server "GET $path HTTP/1.0\r\nHost: $host:$port\r\n\r\n";
$server->flush;
my $reply = do { local $/; <$server> } // '';
my ($head, $body) = split /\r\n\r\n/, $reply, 2;
die "no reply\n" unless defined $body;
print $body;
my ($status) = $head =~ m{\AHTTP/1\.\d (\d+)} or die "not HTTP\n";
die "status $status\n" unless $status == 200;
