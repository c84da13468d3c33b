/* Mistake: main returns what recv returned, so the exit status is the reply's length (UDP-ECHO-X1). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

int main(int argc, char *argv[])
{
    const char *message = "one, two, one, two, is this thing on?";
    struct sockaddr_in server = { .sin_family = AF_INET };
    struct timeval patience = { .tv_sec = 3 };
    char buffer[1024];

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sendto(s, message, strlen(message), 0, (struct sockaddr *)&server, sizeof server);
    int n = recv(s, buffer, sizeof buffer, 0);
    if (n > 0) printf("%.*s\n", n, buffer);
    return n;
}
