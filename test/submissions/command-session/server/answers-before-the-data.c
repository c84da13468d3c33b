/* Mistake: DATA itself is answered, and the data is taken for the next command (COMMAND-SESSION-S2, S9;
   with it every dialogue that has DATA in it: S6, S7, S11). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void serve(int client) {
    FILE *in = fdopen(client, "r"), *out = fdopen(dup(client), "w");
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    while ((n = getline(&line, &size, in)) > 0 && line[n - 1] == '\n') {
        line[strcspn(line, "\r\n")] = '\0';
        if (strcmp(line, "DATA") == 0) {
            fputs("300 DRCV\n", out);
        } else if (strcmp(line, "HELO") == 0) {
            fputs("100 OK\n", out);
        } else if (strcmp(line, "QUIT") == 0) {
            fputs("200 BYE\n", out);
            fflush(out);
            break;
        } else {
            fputs("400 BCMD\n", out);
        }
        if (fflush(out) == EOF) break;
    }
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        if (fork() == 0) {
            close(listener);
            serve(client);
            _exit(0);
        }
        close(client);
    }
}
