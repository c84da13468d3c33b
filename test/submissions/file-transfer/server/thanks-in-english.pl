# Mistake: another reply than the agreed one (FILE-TRANSFER-S1); the files are stored as they should be.
use strict;
use warnings;
use IO::Socket::INET;

$SIG{PIPE} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 128, ReuseAddr => 1) or die "listen: $!";

sub read_exactly {
    my ($client, $count) = @_;
    my $content = '';
    while (length $content < $count) {
        my $want = $count - length $content;
        my $n = sysread $client, $content, $want > 65536 ? 65536 : $want, length $content;
        return undef unless $n;
    }
    return $content;
}

while (1) {
    my $client = $listener->accept or next;
    my $length = read_exactly($client, 4);
    my $content = defined $length ? read_exactly($client, unpack 'N', $length) : undef;
    if (defined $content) {
        open my $file, '>:raw', 'recibido.bin' or die "recibido.bin: $!";
        print $file $content;
        close $file;
        syswrite $client, 'Thank you';
    }
    close $client;
}
