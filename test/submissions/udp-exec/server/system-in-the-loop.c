/* system() in the loop: while a command runs nobody is answered, afterwards everybody is. Conforms. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

static char buffer[65536];

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer - 1, 0, (struct sockaddr *)&client, &size);
        if (n <= 0) continue;
        buffer[n] = '\0';
        if (strncmp(buffer, "EXEC ", 5) == 0) n = sprintf(buffer, "%d", WEXITSTATUS(system(buffer + 5)));
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
