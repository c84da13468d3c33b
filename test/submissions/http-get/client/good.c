/* Fetches a URL and writes the body to standard output. Conforms. */
#define _GNU_SOURCE
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
    struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *address;
    char host[256], port[8] = "80", path[2048] = "/", *request, *reply = NULL;
    if (argc != 2 || (sscanf(argv[1], "http://%255[^:/]:%7[0-9]%2047s", host, port, path) < 2
                      && sscanf(argv[1], "http://%255[^:/]%2047s", host, path) < 1)) {
        fprintf(stderr, "which URL?\n");
        return 2;
    }
    if (getaddrinfo(host, port, &hints, &address) != 0) return 2;
    int server = socket(address->ai_family, address->ai_socktype, 0);
    if (connect(server, address->ai_addr, address->ai_addrlen) < 0) { perror("connect"); return 1; }

    int left = asprintf(&request, "GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n", path, host, port);
    for (char *from = request; left > 0;) {
        ssize_t n = send(server, from, left, 0);
        if (n < 0) { perror("send"); return 1; }
        from += n;
        left -= n;
    }

    size_t size = 0, room = 0;
    ssize_t n;
    do {
        if (size == room) reply = realloc(reply, room += 65536);
        if ((n = recv(server, reply + size, room - size, 0)) < 0) { perror("recv"); return 1; }
        size += n;
    } while (n > 0);
    close(server);

    char *body = memmem(reply, size, "\r\n\r\n", 4);
    if (!body) { fprintf(stderr, "no reply\n"); return 1; }
    body += 4;
    int status = 0;
    sscanf(reply, "HTTP/1.%*d %d", &status);
    if (status != 200) fprintf(stderr, "%.*s\n", (int)strcspn(reply, "\r\n"), reply);
    fwrite(body, 1, reply + size - body, stdout);
    return status == 200 && fflush(stdout) == 0 ? 0 : 1;
}
