/* Mistake: SO_REUSEADDR is set when bind has already been called, too late to be of use (LINE-UPPERCASE-T6). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (fork() == 0) {
            FILE *in = fdopen(client, "r");
            char *line = NULL;
            size_t size = 0;
            while (getline(&line, &size, in) > 0) {
                line[strcspn(line, "\r\n")] = 0;
                for (char *c = line; *c; c++) *c = toupper((unsigned char)*c);
                if (dprintf(client, "%s\n", line) < 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
