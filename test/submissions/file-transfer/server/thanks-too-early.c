/* Mistake: octets counted from 0 and from 1 are mixed up; it answers when all but one are there (FILE-TRANSFER-S6). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int client) {
    char buffer[4096], name[64];
    uint32_t length, total = 0;
    int answered = 0;
    if (recv(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    snprintf(name, sizeof name, "%ld.tmp", (long)getpid());
    FILE *file = fopen(name, "wb");
    while (total < length) {
        uint32_t left = length - total;
        ssize_t n = recv(client, buffer, left < sizeof buffer ? left : sizeof buffer, 0);
        if (n <= 0) { unlink(name); return; }
        fwrite(buffer, 1, n, file);
        total += n;
        if (total >= length - 1 && !answered) answered = send(client, "Gracias", 7, 0) > 0;
    }
    fclose(file);
    rename(name, "recibido.bin");
    if (!answered) send(client, "Gracias", 7, 0);
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
