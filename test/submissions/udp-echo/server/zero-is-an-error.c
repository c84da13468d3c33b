/* Mistake: treats a length of 0 as an error of recvfrom and ends (UDP-ECHO-S4, UDP-ECHO-U4). */
#include <arpa/inet.h>
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
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n <= 0) {
            perror("recvfrom");
            exit(1);
        }
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
