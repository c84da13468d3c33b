/* Conforming: sends both parts, then waits for both OKs. */
#include <netdb.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void send_part(FILE *out, int kind, const char *name)
{
    char buffer[4096];
    size_t n;
    FILE *file = fopen(name, "rb");

    if (!file) { perror(name); exit(1); }
    fseek(file, 0, SEEK_END);
    uint32_t length = htonl((uint32_t)ftell(file));
    rewind(file);
    fputc(kind, out);
    fwrite(&length, 4, 1, out);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0) fwrite(buffer, 1, n, out);
    fclose(file);
    if (fflush(out) == EOF) { perror("send"); exit(1); }
}

int main(int argc, char *argv[])
{
    struct addrinfo hints, *server;
    char reply[80];
    int i;

    if (argc != 3) return 2;
    signal(SIGPIPE, SIG_IGN);
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    if (connect(s, server->ai_addr, server->ai_addrlen) < 0) { perror("connect"); return 1; }
    FILE *out = fdopen(s, "w"), *in = fdopen(dup(s), "r");
    send_part(out, 1, "mensaje.txt");
    send_part(out, 2, "imagen.bin");
    for (i = 0; i < 2; i++) {
        if (!fgets(reply, sizeof reply, in)) { fprintf(stderr, "no answer\n"); return 1; }
        if (strcmp(reply, "OK\n") != 0) { fprintf(stderr, "answer: %s", reply); return 1; }
    }
    puts("text and image are stored");
    return 0;
}
