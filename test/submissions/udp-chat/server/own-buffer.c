/* Mistake: gives its output a large buffer and never empties it, so that nothing is seen (UDP-CHAT-S1, -S3, -S4). */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char screen[65536], buffer[4096], typed[4096];

int main(int argc, char **argv) {
    setvbuf(stdout, screen, _IOFBF, sizeof screen);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    socklen_t size = 0;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    struct pollfd watched[2] = { { .fd = s, .events = POLLIN }, { .fd = 0, .events = POLLIN } };
    for (;;) {
        if (poll(watched, 2, -1) < 0) continue;
        if (watched[0].revents) {
            size = sizeof client;
            ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
            if (n >= 0) printf("%.*s\n", (int)n, buffer);
        }
        if (watched[1].revents) {
            ssize_t n = read(0, typed, sizeof typed);
            if (n <= 0) return 0;
            if (typed[n - 1] == '\n') n--;
            if (size > 0) sendto(s, typed, n, 0, (struct sockaddr *)&client, size);
        }
    }
}
