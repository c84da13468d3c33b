/* Mistake: gives up where a datagram fills its buffer of 8 192 octets (UDP-UPPERCASE-U4). */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>

int main(int argc, char **argv) {
    char buffer[8192];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n < 0 || n == sizeof buffer) {
            fprintf(stderr, "message too long\n");
            exit(1);
        }
        for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
