/* UDP echo for those on the list only, compared as numbers. Conforms. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char buffer[65536];

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct in_addr allowed[64];
    int count = 0;
    for (char *part = strtok(argv[2], ","); part && count < 64; part = strtok(NULL, ","))
        if (inet_pton(AF_INET, part, &allowed[count]) == 1) count++;
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
            if (client.sin_addr.s_addr != allowed[i].s_addr) continue;
            if (sendto(s, buffer, n, 0, (struct sockaddr *)&client, size) < 0) perror("sendto");
            break;
        }
    }
}
