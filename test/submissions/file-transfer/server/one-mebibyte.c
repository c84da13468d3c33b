/* Mistake: there is room for 1 MiB, and what is longer is cut off (FILE-TRANSFER-S11). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[1024 * 1024];

static void serve(int client) {
    uint32_t length, total = 0;
    if (recv(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    if (length > sizeof data) length = sizeof data;
    while (total < length) {
        ssize_t n = recv(client, data + total, length - total, 0);
        if (n <= 0) return;
        total += n;
    }
    FILE *file = fopen("recibido.bin", "wb");
    fwrite(data, 1, total, file);
    fclose(file);
    send(client, "Gracias", 7, 0);
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
