/* Conforming: has a message of its own and never reads its standard input. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    const char *message = "Hola Mundo! Este es mi primer cliente UDP.";
    struct sockaddr_in server = { .sin_family = AF_INET };
    char buffer[1025];

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    sendto(s, message, strlen(message), 0, (struct sockaddr *)&server, sizeof server);
    struct pollfd answer = { .fd = s, .events = POLLIN };
    if (poll(&answer, 1, 5000) <= 0) { fprintf(stderr, "no answer\n"); return 1; }
    ssize_t n = recv(s, buffer, sizeof buffer - 1, 0);
    if (n < 0) { perror("recv"); return 1; }
    buffer[n] = '\0';
    printf("--> %s\n", buffer);
    close(s);
    return 0;
}
