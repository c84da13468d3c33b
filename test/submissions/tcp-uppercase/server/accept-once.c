/* Mistake: accept is called once, before the loop, so the server ends with its first client
   (TCP-UPPERCASE-T1, and so S6, T2, T3, T4 and T7, which all need a further client). */
#include <arpa/inet.h>
#include <ctype.h>
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
    int client = accept(listener, NULL, NULL);
    char buffer[1024];
    ssize_t n;
    while ((n = recv(client, buffer, sizeof buffer, 0)) > 0) {
        for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
        if (send(client, buffer, n, 0) < 0) break;
    }
    close(client);
    close(listener);
    return 0;
}
