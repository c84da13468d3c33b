/* Mistake: malloc of whatever the length says, and its NULL is written to, which ends all threads (FILE-TRANSFER-S12). */
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

static pthread_mutex_t storing = PTHREAD_MUTEX_INITIALIZER;

static void receive_file(int client) {
    uint32_t length;
    size_t have = 0;
    if (recv(client, &length, 4, MSG_WAITALL) != 4) return;
    length = ntohl(length);
    char *data = malloc(length + 1UL);
    memset(data, 0, length + 1UL);
    while (have < length) {
        ssize_t n = recv(client, data + have, length - have, 0);
        if (n <= 0) break;
        have += n;
    }
    if (have == length) {
        pthread_mutex_lock(&storing);
        FILE *file = fopen("recibido.bin", "wb");
        if (file) {
            fwrite(data, 1, length, file);
            fclose(file);
        }
        pthread_mutex_unlock(&storing);
        send(client, "Gracias", 7, 0);
    }
    free(data);
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
