/* Mistake: frees the reply twice, and the C library aborts the program after a good exchange (LINE-UPPERCASE-X1). */
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
    char *line = NULL, *reply = NULL;
    size_t size = 0, reply_size = 0;
    ssize_t length;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    length = getline(&line, &size, stdin);
    if (write(s, line, length) != length) { perror("write"); return 1; }
    if (getline(&reply, &reply_size, fdopen(s, "r")) < 0) { fprintf(stderr, "no reply\n"); return 1; }
    printf("From server: %s", reply);
    fflush(stdout);
    free(reply);
    free(line);
    free(reply);
    close(s);
    return 0;
}
