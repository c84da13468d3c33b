/* Conforming: sends the file block by block, each with its own number of octets, reads to the end of the stream. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int send_all(int s, const void *octets, size_t size)
{
    const char *next = octets;
    while (size > 0) {
        ssize_t n = send(s, next, size, MSG_NOSIGNAL);
        if (n < 0) { perror("send"); return -1; }
        next += n;
        size -= n;
    }
    return 0;
}

int main(int argc, char *argv[])
{
    struct addrinfo hints, *server;
    struct stat status;
    char block[4096];
    size_t size, total = 0;
    ssize_t n;

    if (argc != 3) return 2;
    FILE *file = fopen("enviar.bin", "rb");
    if (!file || fstat(fileno(file), &status) < 0) { perror("enviar.bin"); return 1; }
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(argv[1], argv[2], &hints, &server) != 0) return 1;
    int s = socket(server->ai_family, server->ai_socktype, 0);
    if (connect(s, server->ai_addr, server->ai_addrlen) < 0) { perror("connect"); return 1; }

    uint32_t length = htonl(status.st_size);
    if (send_all(s, &length, 4) < 0) return 1;
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        if (send_all(s, block, size) < 0) return 1;
    }
    fclose(file);
    while ((n = recv(s, block, sizeof block, 0)) > 0) {
        fwrite(block, 1, n, stdout);
        total += n;
    }
    printf("\n");
    close(s);
    return total > 0 ? 0 : 1;
}
