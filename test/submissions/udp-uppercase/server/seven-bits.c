/* Mistake: ASCII has seven bits, so it clears the eighth (UDP-UPPERCASE-S4). */
#include <arpa/inet.h>
#include <ctype.h>
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
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        for (int i = 0; i < n; i++) buffer[i] = toupper(buffer[i] & 0x7f);
        if (n >= 0) sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
