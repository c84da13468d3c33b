#!/usr/bin/perl
# Command session server, one process per client; 400 BCMD has its description. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";

sub serve {
    my ($client) = @_;
    while (defined(my $line = <$client>)) {
        $line =~ s/\r?\n\z// or last;
        if ($line eq 'HELO') {
            print $client "100 OK\n" or last;
        } elsif ($line eq 'DATA') {
            defined(<$client>) or last;
            print $client "300 DRCV\n" or last;
        } elsif ($line eq 'QUIT') {
            print $client "200 BYE\n";
            last;
        } else {
            print $client "400 BCMD\nCommand-description: Bad command\n" or last;
        }
    }
}

while (1) {
    my $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        close $listener;
        serve($client);
        exit 0;
    }
    close $client;
}
