/* Conforming: sends the whole line, shuts down its sending side, reads to the end of the stream. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct addrinfo hints, *server;
    char *line = NULL, buffer[4096];
    size_t size = 0, sent = 0, total = 0;
    ssize_t length, n;

    if (argc != 3) return 2;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    if (connect(s, server->ai_addr, server->ai_addrlen) < 0) { perror("connect"); return 1; }

    if ((length = getline(&line, &size, stdin)) < 0) return 1;
    if (length > 0 && line[length - 1] == '\n') length--;
    while (sent < (size_t)length) {
        if ((n = write(s, line + sent, length - sent)) < 0) { perror("write"); return 1; }
        sent += n;
    }
    shutdown(s, SHUT_WR);
    while ((n = read(s, buffer, sizeof buffer)) > 0) {
        fwrite(buffer, 1, n, stdout);
        total += n;
    }
    printf("\n");
    close(s);
    return total > 0 ? 0 : 1;
}
