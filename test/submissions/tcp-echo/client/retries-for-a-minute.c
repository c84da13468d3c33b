/* Mistake: tries to connect sixty times, once a second, before it gives up (TCP-ECHO-X2). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char *line = NULL, buffer[4096];
    size_t size = 0;
    ssize_t length, n, done = 0;
    int s, tries = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    s = socket(AF_INET, SOCK_STREAM, 0);
    while (connect(s, (struct sockaddr *)&server, sizeof server) < 0) {
        if (++tries == 60) { perror("connect"); return 1; }
        close(s);
        sleep(1);
        s = socket(AF_INET, SOCK_STREAM, 0);
    }
    length = getline(&line, &size, stdin) - 1;
    while (done < length && (n = write(s, line + done, length - done)) > 0) done += n;
    for (done = 0; done < length && (n = read(s, buffer, sizeof buffer)) > 0; done += n)
        fwrite(buffer, 1, n, stdout);
    printf("\n");
    close(s);
    return done > 0 ? 0 : 1;
}
