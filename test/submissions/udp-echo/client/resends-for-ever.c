/* Mistake: where no reply comes within 2 s it sends again, any number of times (UDP-ECHO-X3). */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    struct timeval patience = { .tv_sec = 2 };
    char line[1024], buffer[1024];
    ssize_t n;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    connect(s, (struct sockaddr *)&server, sizeof server);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (fgets(line, sizeof line, stdin) == NULL) return 1;
    line[strcspn(line, "\n")] = '\0';
    do {
        send(s, line, strlen(line), 0);
        n = recv(s, buffer, sizeof buffer, 0);
    } while (n < 0 && errno == EAGAIN);
    if (n < 0) { perror("recv"); return 1; }
    printf("%.*s\n", (int)n, buffer);
    return 0;
}
