/* Mistake: sizeof a pointer instead of the buffer's size, so only 8 octets of the reply are taken (UDP-ECHO-X4). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

int main(int argc, char *argv[])
{
    const char *message = "The quick brown fox jumps over the lazy dog";
    struct sockaddr_in server = { .sin_family = AF_INET };
    struct timeval patience = { .tv_sec = 3 };
    char *buffer = calloc(1, 1024);

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sendto(s, message, strlen(message), 0, (struct sockaddr *)&server, sizeof server);
    if (recv(s, buffer, sizeof buffer, 0) < 0) { perror("recv"); return 1; }
    printf("Received: %s\n", buffer);
    return 0;
}
