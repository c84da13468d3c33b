/* Mistake: opens a socket for each reply, as accept would for each client of TCP (UDP-ECHO-U3). */
#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static char buffer[65536];

static void reply(const struct sockaddr_in *client, ssize_t n) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    sendto(s, buffer, n, 0, (const struct sockaddr *)client, sizeof *client);
    close(s);
}

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n > 0) reply(&client, n);
    }
}
