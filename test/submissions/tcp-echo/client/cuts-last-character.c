/* Mistake: puts the terminating zero where a newline was expected and loses the last octet of the reply
   (TCP-ECHO-X4, and so TCP-ECHO-X5). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_in server = { .sin_family = AF_INET };
    char *line = NULL, *reply;
    size_t size = 0;
    ssize_t length, n, done = 0;

    if (argc != 3) return 2;
    server.sin_port = htons(atoi(argv[2]));
    inet_pton(AF_INET, argv[1], &server.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) < 0) { perror("connect"); return 1; }
    length = getline(&line, &size, stdin) - 1;
    while (done < length && (n = write(s, line + done, length - done)) > 0) done += n;
    reply = malloc(length + 1);
    for (done = 0; done < length && (n = read(s, reply + done, length - done)) > 0; done += n)
        ;
    if (done == 0) { fprintf(stderr, "no reply\n"); return 1; }
    reply[done - 1] = '\0';
    printf("%s\n", reply);
    close(s);
    return 0;
}
