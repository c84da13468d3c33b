/* Mistake: goes back to its prompt after the reply (TCP-ECHO-X1). What printf shows is seen on a terminal only. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[1024];

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char *line = NULL;
    size_t size = 0;
    ssize_t length, n;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    for (;;) {
        printf("Mensaje: ");
        if ((length = getline(&line, &size, stdin)) < 0) break;
        if (line[length - 1] == '\n') length--;
        int s = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
        for (ssize_t sent = 0; sent < length; sent += n)
            if ((n = send(s, line + sent, length - sent, 0)) < 0) { perror("send"); return 1; }
        shutdown(s, SHUT_WR);
        long total = 0;
        while ((n = recv(s, buffer, sizeof buffer, 0)) > 0) {
            printf("%.*s", (int)n, buffer);
            total += n;
        }
        close(s);
        if (total == 0) { fprintf(stderr, "sin respuesta\n"); return 1; }
        printf("\n");
    }
    return 0;
}
