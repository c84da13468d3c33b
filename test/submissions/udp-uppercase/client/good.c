/* Conforming: sends the line without its LF, waits at most 3 s for the reply, shows it. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

static char buffer[65536];

int main(int argc, char *argv[])
{
    struct addrinfo hints, *server;
    struct timeval patience = { .tv_sec = 3 };
    char *line = NULL;
    size_t size = 0;
    ssize_t length, n;

    if (argc != 3) return 2;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);

    if ((length = getline(&line, &size, stdin)) < 0) return 1;
    if (length > 0 && line[length - 1] == '\n') length--;
    if (sendto(s, line, length, 0, server->ai_addr, server->ai_addrlen) < 0) { perror("sendto"); return 1; }
    if ((n = recv(s, buffer, sizeof buffer, 0)) < 0) { perror("recv"); return 1; }
    fwrite(buffer, 1, n, stdout);
    printf("\n");
    close(s);
    return 0;
}
