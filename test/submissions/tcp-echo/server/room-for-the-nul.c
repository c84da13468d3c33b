/* Mistake: where the buffer is full its last byte makes room for a zero, and is lost:
   of 1024 bytes 1023 come back (TCP-ECHO-S1, and so S4 and S6). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
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
            char buffer[1024];
            ssize_t n;
            while ((n = recv(client, buffer, sizeof buffer, 0)) > 0) {
                if (n == sizeof buffer) n--;
                buffer[n] = 0;
                if (send(client, buffer, n, 0) < 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
