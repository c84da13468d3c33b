/* Mistake: fgets reads at most 1 023 octets of the line, and the rest is never sent (TCP-ECHO-C2). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char line[1024], buffer[1024];
    ssize_t n, total = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    if (fgets(line, sizeof line, stdin) == NULL) return 1;
    line[strcspn(line, "\n")] = '\0';
    send(s, line, strlen(line), 0);
    while (total < (ssize_t)strlen(line) && (n = recv(s, buffer, sizeof buffer, 0)) > 0) {
        fwrite(buffer, 1, n, stdout);
        total += n;
    }
    printf("\n");
    close(s);
    return total > 0 ? 0 : 1;
}
