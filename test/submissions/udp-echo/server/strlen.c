/* Mistake: takes the message for a string, which ends at the first NUL (UDP-ECHO-S2). */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

int main(int argc, char **argv) {
    char buffer[1025];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        socklen_t size = sizeof client;
        memset(buffer, 0, sizeof buffer);
        if (recvfrom(s, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &size) > 0)
            sendto(s, buffer, strlen(buffer), 0, (struct sockaddr *)&client, size);
    }
}
