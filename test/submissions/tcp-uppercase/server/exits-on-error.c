/* Mistake: any error of recv ends the whole server, also that of one client's
   connection that was reset (TCP-UPPERCASE-T3). */
#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(EXIT_FAILURE);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    if (listener < 0) fail("socket");
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (listen(listener, 128) < 0) fail("listen");
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) fail("accept");
        char buffer[1024];
        ssize_t n;
        while ((n = recv(client, buffer, sizeof buffer, 0)) != 0) {
            if (n < 0) fail("recv");
            for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
            send(client, buffer, n, 0);
        }
        close(client);
    }
}
