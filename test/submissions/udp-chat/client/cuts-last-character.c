/* Mistake: cuts off two octets for the end of a line that has only one (UDP-CHAT-C2, -C3, -C4). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
    char line[4096], reply[4096];
    if (argc != 3) return 2;
    struct sockaddr_in server = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[2])) };
    if (inet_pton(AF_INET, strcmp(argv[1], "localhost") ? argv[1] : "127.0.0.1", &server.sin_addr) != 1) return 1;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    while (fgets(line, sizeof line, stdin)) {
        size_t length = strlen(line) < 2 ? 0 : strlen(line) - 2;
        sendto(s, line, length, 0, (struct sockaddr *)&server, sizeof server);
        ssize_t n = recv(s, reply, sizeof reply, 0);
        if (n < 0) return 1;
        printf("%.*s\n", (int)n, reply);
        fflush(stdout);
    }
    return 0;
}
