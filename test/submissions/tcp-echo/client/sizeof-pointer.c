/* Mistake: sizeof of a pointer is taken for the length of the line: 8 octets are sent (TCP-ECHO-C1 and TCP-ECHO-C2). */
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
    char *line = NULL, buffer[1024];
    size_t size = 0;
    ssize_t n, total = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    if (getline(&line, &size, stdin) < 0) return 1;
    line[strcspn(line, "\n")] = '\0';
    send(s, line, sizeof line, 0);
    shutdown(s, SHUT_WR);
    while ((n = recv(s, buffer, sizeof buffer, 0)) > 0) {
        fwrite(buffer, 1, n, stdout);
        total += n;
    }
    printf("\n");
    close(s);
    return total > 0 ? 0 : 1;
}
