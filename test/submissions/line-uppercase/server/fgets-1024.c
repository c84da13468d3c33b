/* Mistake: fgets gives at most 1023 characters, and each such piece of a longer line
   is answered as a line of its own (LINE-UPPERCASE-S6). */
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
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        FILE *in = fdopen(client, "r");
        char line[1024];
        while (fgets(line, sizeof line, in) != NULL) {
            line[strcspn(line, "\r\n")] = 0;
            for (char *c = line; *c; c++) *c = toupper((unsigned char)*c);
            strcat(line, "\n");
            if (send(client, line, strlen(line), 0) < 0) break;
        }
        fclose(in);
    }
}
