/* Mistake: a short message is taken for a string, so all from its first zero byte on
   is lost (TCP-ECHO-S2). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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
            static char buffer[65536];
            ssize_t n = recv(client, buffer, sizeof buffer, 0);
            if (n > 0 && n <= 1024) n = strnlen(buffer, n);
            while (n >= 0) {
                if (send(client, buffer, n, 0) < 0) break;
                n = recv(client, buffer, sizeof buffer, 0);
                if (n == 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
