/* Mistake: treats its own second close() as a fatal error and aborts after a good exchange (TCP-ECHO-X1). */
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
    char *line = NULL, buffer[4096];
    size_t size = 0;
    ssize_t length, n, done = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) return 1;
    length = getline(&line, &size, stdin) - 1;
    while (done < length && (n = write(s, line + done, length - done)) > 0) done += n;
    for (done = 0; done < length && (n = read(s, buffer, sizeof buffer)) > 0; done += n)
        fwrite(buffer, 1, n, stdout);
    printf("\n");
    fflush(stdout);
    close(s);
    if (done == 0) return 1;
    if (close(s) < 0) { perror("close"); abort(); }
    return 0;
}
