/* Mistake: gives its output a large buffer, and goes back to its prompt: nothing is seen, on a terminal either (LINE-UPPERCASE-X1, -X4, -X5). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char screen[1 << 16];

int main(int argc, char **argv)
{
    char line[2048], reply[2048];
    struct sockaddr_in server;

    if (argc < 3) return 2;
    setvbuf(stdout, screen, _IOFBF, sizeof screen);
    memset(&server, 0, sizeof server);
    server.sin_family = AF_INET;
    server.sin_port = htons(atoi(argv[2]));
    server.sin_addr.s_addr = inet_addr(argv[1]);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, (struct sockaddr *)&server, sizeof server) != 0) {
        perror("connect");
        exit(1);
    }
    FILE *in = fdopen(s, "r");
    while (fgets(line, sizeof line, stdin)) {
        if (write(s, line, strlen(line)) < 0) break;
        if (!fgets(reply, sizeof reply, in)) return 1;
        printf("Servidor: %s", reply);
    }
    return 0;
}
