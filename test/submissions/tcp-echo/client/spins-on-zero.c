/* Mistake: only a negative result ends the reading loop, so a read of 0 octets is tried for ever (TCP-ECHO-X3). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char *line = NULL, buffer[1024];
    size_t size = 0;
    ssize_t length, n, done = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    length = getline(&line, &size, stdin) - 1;
    while (done < length && (n = write(s, line + done, length - done)) > 0) done += n;
    for (done = 0; done < length; done += n) {
        if ((n = read(s, buffer, sizeof buffer)) < 0) { perror("read"); return 1; }
        fwrite(buffer, 1, n, stdout);
    }
    printf("\n");
    close(s);
    return 0;
}
