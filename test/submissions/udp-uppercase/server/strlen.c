/* Conforming: takes the message for a string, but no requirement speaks of a NUL in it. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
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
        if (n < 0) continue;
        buffer[n] = '\0';
        for (char *p = buffer; *p; p++) *p = toupper((unsigned char)*p);
        sendto(s, buffer, strlen(buffer), 0, (struct sockaddr *)&client, size);
    }
}
