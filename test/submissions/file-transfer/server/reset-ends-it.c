/* Mistake: any error of recv ends the program, a connection reset by a client too (FILE-TRANSFER-T3). */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/* As many octets as there are, at most size; 0 at the end of the stream. */
static size_t receive(int client, void *place, size_t size, int flags) {
    ssize_t n = recv(client, place, size, flags);
    if (n < 0) {
        perror("recv");
        exit(1);
    }
    return n;
}

static void receive_file(int client) {
    char buffer[4096], name[64];
    uint32_t length;
    size_t n;
    if (receive(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    snprintf(name, sizeof name, "recibido.%d.tmp", client);
    FILE *file = fopen(name, "wb");
    if (!file) { perror(name); return; }
    while (length > 0) {
        n = receive(client, buffer, length < sizeof buffer ? length : sizeof buffer, 0);
        if (n == 0 || fwrite(buffer, 1, n, file) != n) break;
        length -= n;
    }
    if (fclose(file) != 0 || length > 0) { unlink(name); return; }
    if (rename(name, "recibido.bin") == 0) send(client, "Gracias", 7, 0);
}

static void *serve(void *argument) {
    int client = (long)argument;
    receive_file(client);
    close(client);
    return NULL;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        pthread_t thread;
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        if (pthread_create(&thread, NULL, serve, (void *)(long)client) == 0) pthread_detach(thread);
        else close(client);
    }
}
