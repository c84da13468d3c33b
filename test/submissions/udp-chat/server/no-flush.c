/* Chat server; takes turns. Conforms: what printf shows is seen on a terminal only. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
    char buffer[4096], line[4096];
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;

    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n < 0) continue;
        printf("Cliente: %.*s\n", (int)n, buffer);
        printf("Tú: ");
        if (!fgets(line, sizeof line, stdin)) return 0;
        line[strcspn(line, "\n")] = '\0';
        sendto(s, line, strlen(line), 0, (struct sockaddr *)&client, size);
    }
}
