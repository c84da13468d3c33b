/* Mistake: goes on reading into its buffer for 30 ms and answers all of it in one datagram (UDP-UPPERCASE-U6). */
#include <arpa/inet.h>
#include <ctype.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>

static char buffer[65536];

/* the sender of the datagram that waits */
static struct sockaddr_in next(int s) {
    struct sockaddr_in client = { 0 };
    socklen_t size = sizeof client;
    recvfrom(s, buffer, 0, MSG_PEEK, (struct sockaddr *)&client, &size);
    return client;
}

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    struct pollfd more = { .fd = s, .events = POLLIN };
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    for (;;) {
        struct sockaddr_in client = next(s);
        ssize_t n = recv(s, buffer, sizeof buffer, 0);
        while (poll(&more, 1, 30) > 0 && next(s).sin_port == client.sin_port)
            n += recv(s, buffer + n, sizeof buffer - n, 0);
        for (ssize_t i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, sizeof client);
    }
}
