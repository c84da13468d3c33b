/* Mistake: sends the NUL that ends the string, too: every reply is an octet too long
   (UDP-ECHO-S1, S2, S3, S4, U1, U2, U4, U6). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>

int main(int argc, char **argv) {
    char buffer[2048];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &size);
        if (n <= 0) continue;
        buffer[n] = '\0';
        printf("%s\n", buffer);
        sendto(s, buffer, n + 1, 0, (struct sockaddr *)&client, size);
    }
}
