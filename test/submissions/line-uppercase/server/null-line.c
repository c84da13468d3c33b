/* Mistake: fgets gives NULL where there is no line, and strlen of NULL ends the server: a client that leaves
   without a word (LINE-UPPERCASE-T2) or resets its connection (T3). */
#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[1 << 20];

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        FILE *stream = fdopen(client, "r");
        char *line = fgets(buffer, sizeof buffer, stream);
        size_t n = strlen(line);
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) n--;
        for (size_t i = 0; i < n; i++) line[i] = toupper((unsigned char)line[i]);
        line[n] = '\n';
        for (size_t sent = 0; sent < n + 1; ) {
            ssize_t k = send(client, line + sent, n + 1 - sent, 0);
            if (k < 0) break;
            sent += k;
        }
        fclose(stream);
    }
}
