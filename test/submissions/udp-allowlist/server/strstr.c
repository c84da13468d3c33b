/* Mistake: strstr finds an allowed address in a longer one that is not allowed (UDP-ALLOWLIST-S2). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char buffer[65536];

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    char *allowed[64];
    int count = 0;
    for (char *part = strtok(argv[2], ","); part && count < 64; part = strtok(NULL, ",")) allowed[count++] = part;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) };
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n <= 0) continue;
        for (int i = 0; i < count; i++) {
            if (!strstr(inet_ntoa(client.sin_addr), allowed[i])) continue;
            sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
            break;
        }
    }
}
