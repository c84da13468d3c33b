#!/usr/bin/perl
# Mistake: compares the beginning of the path without a slash behind the root, so a neighbour that begins as it does is served (HTTP-GET-S12).
use strict;
use warnings;
use Cwd qw(realpath);
use IO::Socket::INET;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';

my $LONGEST = 8192;
my %type = (html => 'text/html', jpg => 'image/jpeg', gif => 'image/gif', css => 'text/css; charset=utf-8', js => 'text/javascript');
my $root = realpath('.');
my ($client, $buffer) = (undef, '');

# A line without its end, undef at the end of the stream.
sub read_line {
    my ($too_long) = @_;
    while ($buffer !~ /\n/) {
        refuse($too_long) if length $buffer > $LONGEST;
        return undef unless sysread $client, $buffer, 4096, length $buffer;
    }
    $buffer =~ s/\A([^\n]*)\n// or die;
    my $line = $1;
    $line =~ s/\r\z//;
    refuse($too_long) if length $line > $LONGEST;
    return $line;
}

sub send_all {
    my ($data) = @_;
    my $sent = 0;
    while ($sent < length $data) {
        my $n = syswrite $client, $data, length($data) - $sent, $sent;
        exit 0 unless $n;
        $sent += $n;
    }
}

# Answers and ends; what nobody reads would make of the close a reset, and the reply would be lost.
sub answer {
    my ($status, $type, $body, $head) = @_;
    send_all("HTTP/1.0 $status\r\nContent-Length: " . length($body) . "\r\nContent-Type: $type\r\n\r\n" . ($head ? '' : $body));
    shutdown $client, 1;
    local $SIG{ALRM} = sub { exit 0 };
    alarm 1;
    1 while sysread $client, my $rest, 65536;
    exit 0;
}

sub refuse {
    my ($status, $head) = @_;
    answer($status, 'text/html', "<p>$status</p>\n", $head);
}

sub serve {
    my $line = read_line('414 URI Too Long');
    return unless defined $line;
    my ($method, $path, $version) = $line =~ m{\A(\S+) (\S+) HTTP/1\.(\d)\z} or refuse('400 Bad Request');
    my $hosts = 0;
    while (1) {
        my $field = read_line('431 Header Too Large') // refuse('400 Bad Request');
        last if $field eq '';
        $hosts++ if $field =~ /\AHost:/i;
    }
    my $head = $method eq 'HEAD';
    refuse('400 Bad Request', $head) if $version > 0 && $hosts != 1;
    refuse('501 Not Implemented') unless $head || $method eq 'GET';
    $path =~ s{\Ahttp://[^/?]*}{};
    $path =~ s/\?.*//;
    refuse('400 Bad Request', $head) unless $path =~ m{\A/};
    $path =~ s/%([0-9A-Fa-f]{2})/chr hex $1/eg;
    refuse('400 Bad Request', $head) if $path =~ /\0/;
    my $name = $root . $path;
    $name .= '/index.html' if -d $name;
    $name = realpath($name);
    refuse('404 Not Found', $head) unless defined $name && index($name, $root) == 0 && -f $name;
    open my $file, '<:raw', $name or refuse('404 Not Found', $head);
    my $body = do { local $/; <$file> } // '';
    my ($extension) = $name =~ /\.([^.\/]*)\z/;
    answer('200 OK', $type{lc($extension // '')} // 'application/octet-stream', $body, $head);
}

my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
    or die "cannot listen: $@";
while (1) {
    $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        close $listener;
        serve();
        exit 0;
    }
    close $client;
}
