/* Mistake: strtok takes the line end away, but of an empty line it leaves nothing,
   and such a line is skipped (LINE-UPPERCASE-S4). */
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
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (fork() == 0) {
            FILE *in = fdopen(client, "r");
            char *line = NULL;
            size_t size = 0;
            while (getline(&line, &size, in) > 0) {
                char *text = strtok(line, "\r\n");
                if (text == NULL) continue;
                for (char *c = text; *c; c++) *c = toupper((unsigned char)*c);
                if (dprintf(client, "%s\n", text) < 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
