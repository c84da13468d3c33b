/* Mistake: remembers who asked, in a table of 64 places, and gives up when it is full (UDP-ECHO-U2). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>

#define PLACES 64

static char buffer[65536];
static struct sockaddr_in history[PLACES];

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0), count = 0;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    while (count < PLACES) {
        struct sockaddr_in *client = &history[count++];
        socklen_t size = sizeof *client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)client, &size);
        if (n > 0) sendto(s, buffer, n, 0, (struct sockaddr *)client, size);
    }
    fprintf(stderr, "too many requests\n");
    return 1;
}
