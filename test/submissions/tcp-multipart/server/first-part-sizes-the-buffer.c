/* Mistake: the buffer is made for the first part, and a larger one after it is cut to what fits (TCP-MULTIPART-S1). */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#define SMALLEST 1024

struct buffer { char *octets; size_t size; };

static pthread_mutex_t storing = PTHREAD_MUTEX_INITIALIZER;

/* 1 where all of them came. */
static int receive_all(int client, void *place, size_t count) {
    size_t have = 0;
    while (have < count) {
        ssize_t n = recv(client, (char *)place + have, count - have, 0);
        if (n <= 0) return 0;
        have += n;
    }
    return 1;
}

static int receive_part(int client, struct buffer *buffer) {
    unsigned char kind;
    uint32_t length;
    char rest[4096];

    if (!receive_all(client, &kind, 1) || !receive_all(client, &length, 4)) return 0;
    length = ntohl(length);
    if (kind != 1 && kind != 2) {
        send(client, "ERROR\n", 6, 0);
        shutdown(client, SHUT_WR);
        while (recv(client, rest, sizeof rest, 0) > 0) ;
        return 0;
    }
    if (!buffer->octets) {
        buffer->size = length > SMALLEST ? length : SMALLEST;
        buffer->octets = malloc(buffer->size);
        if (!buffer->octets) return 0;
    }
    size_t kept = length < buffer->size ? length : buffer->size, left, n;
    int whole = receive_all(client, buffer->octets, kept);
    for (left = length - kept; whole && left > 0; left -= n) {
        n = left < sizeof rest ? left : sizeof rest;
        whole = receive_all(client, rest, n);
    }
    if (whole) {
        pthread_mutex_lock(&storing);
        FILE *file = fopen(kind == 1 ? "mensaje.txt" : "imagen.bin", "wb");
        if (file) {
            fwrite(buffer->octets, 1, kept, file);
            fclose(file);
        }
        pthread_mutex_unlock(&storing);
        whole = send(client, "OK\n", 3, 0) == 3;
    }
    return whole;
}

static void *serve(void *argument) {
    int client = (long)argument;
    struct buffer buffer = { NULL, 0 };
    while (receive_part(client, &buffer)) ;
    free(buffer.octets);
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
