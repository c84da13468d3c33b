/* Conforming: standard input and the socket are both watched, and whatever comes is passed on; ends with 200. */
#define _GNU_SOURCE
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static char reply[65536];
static size_t used;

/* Shows the lines that are complete; 1 where one of them was the farewell. */
static int show_lines(void)
{
    char *end;
    int last = 0;

    while ((end = memchr(reply, '\n', used)) != NULL || used == sizeof reply) {
        size_t length = end ? (size_t)(end - reply) + 1 : used;
        fwrite(reply, 1, length, stdout);
        fflush(stdout);
        last = last || strncmp(reply, "200", 3) == 0;
        used -= length;
        memmove(reply, reply + length, used);
    }
    return last;
}

int main(int argc, char *argv[])
{
    struct addrinfo hints, *server;
    char typed[4096], *next = "Command: ";
    ssize_t n;
    size_t k;
    int in_data = 0, line_start = 1;

    if (argc != 3) return 2;
    signal(SIGPIPE, SIG_IGN);
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    if (connect(s, server->ai_addr, server->ai_addrlen) < 0) { perror("connect"); return 1; }
    setvbuf(stdin, NULL, _IONBF, 0);    /* poll must see what has not been read */

    struct pollfd watched[2] = { { .fd = s, .events = POLLIN }, { .fd = 0, .events = POLLIN } };
    printf("%s", next);
    fflush(stdout);
    for (;;) {
        if (poll(watched, 2, -1) < 0) { perror("poll"); return 1; }
        if (watched[0].revents) {
            if ((n = recv(s, reply + used, sizeof reply - used, 0)) <= 0) { fprintf(stderr, "server has closed\n"); return 1; }
            used += n;
            if (show_lines()) return 0;
        }
        if (watched[1].revents) {
            if (!fgets(typed, sizeof typed, stdin)) return 0;
            size_t length = strlen(typed);
            for (k = 0; k < length; k += n)
                if ((n = send(s, typed + k, length - k, 0)) < 0) { perror("send"); return 1; }
            in_data = line_start && !in_data && strcmp(typed, "DATA\n") == 0;
            line_start = typed[length - 1] == '\n';
            if (line_start) { printf("%s", in_data ? "Input data to send: " : next); fflush(stdout); }
        }
    }
}
