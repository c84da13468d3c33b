/* Mistake: sizeof of a string literal counts its NUL, which is sent behind the reply (FILE-TRANSFER-S1). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define REPLY "Gracias"

static void serve(int client) {
    uint32_t length, total = 0;
    ssize_t n;
    if (recv(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    char buffer[4096], *data = NULL;
    while (total < length) {
        uint32_t left = length - total;
        n = recv(client, buffer, left < sizeof buffer ? left : sizeof buffer, 0);
        if (n <= 0) return;
        data = realloc(data, total + n);
        for (ssize_t i = 0; i < n; i++) data[total++] = buffer[i];
    }
    FILE *file = fopen("recibido.bin", "wb");
    fwrite(data, 1, total, file);
    fclose(file);
    send(client, REPLY, sizeof REPLY, 0);
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
