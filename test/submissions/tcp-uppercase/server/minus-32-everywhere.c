/* Mistake: 32 is subtracted from every octet, whatever it is: spaces become zeros
   (TCP-UPPERCASE-S1 and S2, and so S4; characters outside ASCII break: S5). */
#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        unsigned char c[1024];
        ssize_t n;
        while ((n = recv(client, c, sizeof c, 0)) > 0) {
            for (int i = 0; i < n; i++) c[i] -= 32;
            send(client, c, n, 0);
        }
        close(client);
    }
}
