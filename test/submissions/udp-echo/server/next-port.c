/* Mistake: answers to the port above the client's: nobody ever gets a reply
   (UDP-ECHO-S1, S2, S3, S4, U1, U2, U3, U4, U6). */
#include <arpa/inet.h>
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
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        client.sin_port = htons(ntohs(client.sin_port) + 1);
        if (n > 0) sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
