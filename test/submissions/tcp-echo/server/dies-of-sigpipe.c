/* Mistake: sends also where recv brought nothing, and SIGPIPE is not ignored:
   a client that resets its connection kills the server (TCP-ECHO-T3). */
#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        char buffer[4096];
        ssize_t n;
        do {
            n = recv(client, buffer, sizeof buffer, 0);
            send(client, buffer, n > 0 ? n : 0, 0);
        } while (n > 0);
        close(client);
    }
}
