/* Conforming: non-blocking, waits for room in the socket until the time is up. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    static char buffer[8192];
    struct addrinfo hints, *server;
    if (argc != 4) return 2;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    if (connect(s, server->ai_addr, server->ai_addrlen) < 0) { perror("connect"); return 1; }
    fcntl(s, F_SETFL, O_NONBLOCK);

    double began = now(), end = began + atof(argv[3]), left;
    long long total = 0;
    while ((left = end - now()) > 0) {
        ssize_t n = send(s, buffer, sizeof buffer, MSG_NOSIGNAL);
        if (n >= 0) { total += n; continue; }
        if (errno != EAGAIN) { perror("send"); return 1; }
        struct pollfd room = { .fd = s, .events = POLLOUT };
        poll(&room, 1, (int)(left * 1000) + 1);
    }
    double seconds = now() - began;
    close(s);
    printf("%.1f kbit/s\n", total * 8 / 1000.0 / seconds);
    return 0;
}
