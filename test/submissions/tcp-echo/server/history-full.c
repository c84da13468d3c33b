/* Mistake: keeps all that a client has said, in 1 MiB, and hangs up when that is full (TCP-ECHO-S6). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char history[1024 * 1024];

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (fork() == 0) {
            size_t total = 0;
            ssize_t n;
            while (total < sizeof history && (n = recv(client, history + total, sizeof history - total, 0)) > 0) {
                if (send(client, history + total, n, 0) < 0) break;
                total += n;
            }
            _exit(0);
        }
        close(client);
    }
}
