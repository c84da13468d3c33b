/* Mistake: receives on one socket and sends on another, which has a port of its own (UDP-ALLOWLIST-U3). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char buffer[65536];

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    in_addr_t allowed[64];
    int count = 0;
    for (char *part = strtok(argv[2], ","); part && count < 64; part = strtok(NULL, ",")) allowed[count++] = inet_addr(part);
    int in = socket(AF_INET, SOCK_DGRAM, 0), out = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
    if (bind(in, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(in, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        for (int i = 0; n > 0 && i < count; i++)
            if (client.sin_addr.s_addr == allowed[i]) {
                sendto(out, buffer, n, 0, (struct sockaddr *)&client, size);
                break;
            }
    }
}
