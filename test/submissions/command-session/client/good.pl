#!/usr/bin/perl
# Conforming: command, data where it is DATA, reply; its lines end with CR LF; ends with 200.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
my ($host, $port) = @ARGV;
my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Proto => 'tcp') or die "connect: $@\n";
my $reply = '';
until ($reply =~ /^200/) {
    print 'Command: ';
    defined(my $command = <STDIN>) or last;
    chomp $command;
    print $s "$command\r\n" or die "send: $!\n";
    if ($command eq 'DATA') {
        print 'Input data to send: ';
        defined(my $data = <STDIN>) or last;
        chomp $data;
        print $s "$data\r\n" or die "send: $!\n";
    }
    do {    # the description of a 400 belongs to the reply before
        $reply = <$s>;
        die "no reply\n" unless defined $reply;
        $reply =~ s/\r?\n\z//;
        print "Server: $reply\n";
    } while ($reply =~ /^Command-description:/);
}
close $s;
