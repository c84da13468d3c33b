/* Mistake: only the LF or a negative result ends the reading loop, so a read of 0 octets is tried for ever (LINE-UPPERCASE-X3). */
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
    char *line = NULL, c = 0;
    size_t size = 0;
    ssize_t length;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    length = getline(&line, &size, stdin);
    if (write(s, line, length) != length) { perror("write"); return 1; }
    while (c != '\n') {
        ssize_t n = read(s, &c, 1);
        if (n < 0) { perror("read"); return 1; }
        if (n > 0) putchar(c);
    }
    close(s);
    return 0;
}
