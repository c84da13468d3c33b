/* Mistake: loops on every error but a timeout, so also where nobody listens (UDP-UPPERCASE-X2). */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    struct timeval patience = { .tv_sec = 3 };
    char line[2048], buffer[2048];
    ssize_t n;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connect(s, (struct sockaddr *)&server, sizeof server);
    if (fgets(line, sizeof line, stdin) == NULL) return 1;
    line[strcspn(line, "\n")] = '\0';
    for (;;) {
        send(s, line, strlen(line), 0);
        if ((n = recv(s, buffer, sizeof buffer, 0)) >= 0) break;
        if (errno == EAGAIN) return 1;
        sleep(1);
    }
    printf("%.*s\n", (int)n, buffer);
    return 0;
}
