/* Mistake: takes the LF off twice, so the last character of the line is not sent (UDP-UPPERCASE-C1). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    struct timeval patience = { .tv_sec = 3 };
    char line[2048], buffer[2048];

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (fgets(line, sizeof line, stdin) == NULL) return 1;
    line[strcspn(line, "\n")] = '\0';
    sendto(s, line, strlen(line) - 1, 0, (struct sockaddr *)&server, sizeof server);
    ssize_t n = recv(s, buffer, sizeof buffer, 0);
    if (n < 0) { perror("recv"); return 1; }
    printf("%.*s\n", (int)n, buffer);
    return 0;
}
