/* Mistake: the line end that a user of nc types is cut off for the comparison, and so from the echo (UDP-SHUTDOWN-S1). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static char buffer[65536];

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &size);
        if (n <= 0) continue;
        buffer[n] = '\0';
        buffer[strcspn(buffer, "\r\n")] = '\0';
        if (strcmp(buffer, "SHUTDOWN") == 0) return 0;
        sendto(s, buffer, strlen(buffer), 0, (struct sockaddr *)&client, size);
    }
}
