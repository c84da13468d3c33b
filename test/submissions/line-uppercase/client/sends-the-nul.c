/* Mistake: sends strlen + 1 octets, and so a zero octet between the text and its LF (LINE-UPPERCASE-C1). */
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
    if (getline(&line, &size, stdin) < 0) return 1;
    line[strcspn(line, "\n")] = '\0';
    length = strlen(line) + 1;
    if (write(s, line, length) != length || write(s, "\n", 1) != 1) { perror("write"); return 1; }
    if (getline(&reply, &reply_size, fdopen(s, "r")) < 0) { fprintf(stderr, "no reply\n"); return 1; }
    printf("From server: %s", reply);
    close(s);
    return 0;
}
