/* Mistake: any error of recv ends the program, a connection reset by a client too (COMMAND-SESSION-T3). */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static int receive(int client) {
    unsigned char octet;
    ssize_t n = recv(client, &octet, 1, 0);
    if (n < 0) {
        perror("recv");
        exit(1);
    }
    return n == 0 ? -1 : octet;
}

/* Takes one line, without its end; what is longer than any command is cut. 0 where the client has left. */
static int next_line(int client, char *line, size_t size) {
    size_t used = 0;
    int c;
    while ((c = receive(client)) != '\n') {
        if (c < 0) return 0;
        if (used + 1 < size) line[used++] = c;
    }
    line[used] = '\0';
    line[strcspn(line, "\r")] = '\0';
    return 1;
}

static void *serve(void *argument) {
    int client = (long)argument;
    char line[1024];
    while (next_line(client, line, sizeof line)) {
        int last = strcmp(line, "QUIT") == 0;
        const char *reply = "400 BCMD\n";
        if (last) {
            reply = "200 BYE\n";
        } else if (strcmp(line, "HELO") == 0) {
            reply = "100 OK\n";
        } else if (strcmp(line, "DATA") == 0) {
            if (!next_line(client, line, sizeof line)) break;
            reply = "300 DRCV\n";
        }
        if (send(client, reply, strlen(reply), 0) < 0 || last) break;
    }
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
