/* Mistake: goes back to its prompt after the reply (LINE-UPPERCASE-X1). What printf shows is seen on a terminal only. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char line[2048], reply[2048];
    struct sockaddr_in server;

    if (argc < 3) return 2;
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
    printf("Frase: ");
    while (fgets(line, sizeof line, stdin)) {
        if (write(s, line, strlen(line)) < 0) break;
        if (!fgets(reply, sizeof reply, in)) {
            puts("El servidor ha cerrado");
            return 1;
        }
        printf("Servidor: %s", reply);
        printf("Frase: ");
    }
    return 0;
}
