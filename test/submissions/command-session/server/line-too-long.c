/* Mistake: a line must fit into 64 KiB, and a longer one ends the whole server (COMMAND-SESSION-S13). */
#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct session {
    int client;
    size_t used;
    char buffer[65536];
};

/* The next line, without its end; NULL where there is none. It stays valid until the next call. */
static char *next_line(struct session *s, char *line) {
    char *end;
    while ((end = memchr(s->buffer, '\n', s->used)) == NULL) {
        if (s->used == sizeof s->buffer) {
            fprintf(stderr, "line too long\n");
            exit(1);
        }
        ssize_t n = recv(s->client, s->buffer + s->used, sizeof s->buffer - s->used, 0);
        if (n <= 0) return NULL;
        s->used += n;
    }
    size_t length = end - s->buffer;
    memcpy(line, s->buffer, length);
    line[length] = '\0';
    s->used -= length + 1;
    memmove(s->buffer, end + 1, s->used);
    if (length > 0 && line[length - 1] == '\r') line[length - 1] = '\0';
    return line;
}

static void *serve(void *argument) {
    struct session *s = calloc(1, sizeof *s);
    char *line = malloc(sizeof s->buffer);
    s->client = (long)argument;
    while (next_line(s, line)) {
        int last = strcmp(line, "QUIT") == 0;
        const char *reply = "400 BCMD\n";
        if (last) {
            reply = "200 BYE\n";
        } else if (strcmp(line, "HELO") == 0) {
            reply = "100 OK\n";
        } else if (strcmp(line, "DATA") == 0) {
            if (!next_line(s, line)) break;
            reply = "300 DRCV\n";
        }
        if (send(s->client, reply, strlen(reply), 0) < 0 || last) break;
    }
    close(s->client);
    free(line);
    free(s);
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
