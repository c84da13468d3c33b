#!/usr/bin/perl
# Mistake: $client is whoever connected last, and gets the replies of all others too (LINE-UPPERCASE-T4 and T7).
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die $@;
my $everybody = IO::Select->new($listener);
my ($client, %begun);
while (1) {
    my @readable = $everybody->can_read;
    if (grep { $_ == $listener } @readable) {       # newcomers first
        $client = $listener->accept or next;
        $everybody->add($client);
        $begun{$client} = '';
        next;
    }
    for my $socket (@readable) {
        if (!$socket->connected || !sysread $socket, my $piece, 4096) {
            $everybody->remove($socket);
            delete $begun{$socket};
            close $socket;
        } else {
            $begun{$socket} .= $piece;
            while ($begun{$socket} =~ s/^(.*?)\r?\n//) {
                print $client uc($1) . "\n" if $client->opened;
            }
        }
    }
}
