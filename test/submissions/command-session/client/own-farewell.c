/* Mistake: for QUIT a text of its own is shown, not the server's reply (COMMAND-SESSION-C1). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char *line = NULL, *reply = NULL;
    size_t size = 0, reply_size = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    FILE *in = fdopen(s, "r"), *out = fdopen(dup(s), "w");

    for (;;) {
        printf("Command: ");
        fflush(stdout);
        if (getline(&line, &size, stdin) < 0) return 1;
        int quit = strcmp(line, "QUIT\n") == 0;
        fputs(line, out);
        if (strcmp(line, "DATA\n") == 0) {
            printf("Input data to send: ");
            fflush(stdout);
            if (getline(&line, &size, stdin) < 0) return 1;
            fputs(line, out);
        }
        fflush(out);
        do {    /* the description of a 400 belongs to the reply before */
            if (getline(&reply, &reply_size, in) < 0) { fprintf(stderr, "no reply\n"); return 1; }
            printf("%s", quit ? "Connection closed.\n" : reply);
        } while (strncmp(reply, "Command-description:", 20) == 0);
        fflush(stdout);
        if (quit) return 0;
    }
}
