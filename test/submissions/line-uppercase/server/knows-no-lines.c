/* Mistake: an upper-case server that knows no lines: it answers before the LF has come (LINE-UPPERCASE-S3),
   and the CR of CR LF is text to it (S5). */
#include <arpa/inet.h>
#include <ctype.h>
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
            char buffer[4096];
            ssize_t n;
            while ((n = recv(client, buffer, sizeof buffer, 0)) > 0) {
                for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
                if (send(client, buffer, n, 0) < 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
