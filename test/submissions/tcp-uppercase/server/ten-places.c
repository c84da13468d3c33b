/* Mistake: there is room for ten clients, and the eleventh is sent away (TCP-UPPERCASE-T7). */
#include <arpa/inet.h>
#include <ctype.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENTS 10

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    struct pollfd watched[1 + CLIENTS] = { { .fd = listener, .events = POLLIN } };
    int count = 1;
    for (;;) {
        poll(watched, count, -1);
        if (watched[0].revents) {           /* newcomers first */
            int client = accept(listener, NULL, NULL);
            if (count <= CLIENTS) watched[count++] = (struct pollfd){ .fd = client, .events = POLLIN };
            else close(client);
            continue;
        }
        for (int k = count - 1; k > 0; k--) {
            if (!watched[k].revents) continue;
            char buffer[1024];
            ssize_t n = recv(watched[k].fd, buffer, sizeof buffer, 0);
            for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
            if (n <= 0 || send(watched[k].fd, buffer, n, 0) < 0) {
                close(watched[k].fd);
                watched[k] = watched[--count];
            }
        }
    }
}
