/* Mistake: keeps the last of its 1 024 octets for a NUL, so that of 1 024 only 1 023 come back (UDP-UPPERCASE-S3). */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>

int main(int argc, char **argv) {
    char buffer[1024];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &size);
        if (n < 0) continue;
        buffer[n] = '\0';
        printf("received: %s\n", buffer);
        for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
