/* File server, one process per client; the file gets its name once it is complete. Conforms. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int client) {
    char buffer[4096], name[64];
    uint32_t length;
    if (recv(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    snprintf(name, sizeof name, "recibido.%ld.tmp", (long)getpid());
    FILE *file = fopen(name, "wb");
    if (!file) { perror(name); return; }
    while (length > 0) {
        ssize_t n = recv(client, buffer, length < sizeof buffer ? length : sizeof buffer, 0);
        if (n <= 0 || fwrite(buffer, 1, n, file) != (size_t)n) break;
        length -= n;
    }
    if (fclose(file) != 0 || length > 0) { unlink(name); return; }
    if (rename(name, "recibido.bin") == 0) send(client, "Gracias", 7, 0);
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
