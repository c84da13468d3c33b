/* Mistake: the file goes out by one send that does not wait, whose result nobody looks at (HTTP-GET-S13). */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static void send_all(int client, const char *data, size_t size) {
    while (size > 0) {
        ssize_t n = send(client, data, size, 0);
        if (n <= 0) exit(0);
        data += n;
        size -= n;
    }
}

/* Ends the connection; what nobody reads would make of the close a reset, and the reply would be lost. */
static void leave(int client) {
    char rest[4096];
    struct timeval second = { .tv_sec = 1 };
    shutdown(client, SHUT_WR);
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
    while (recv(client, rest, sizeof rest, 0) > 0) {}
    exit(0);
}

static void refuse(int client, const char *status, int head) {
    char reply[512];
    int n = snprintf(reply, sizeof reply, "HTTP/1.0 %s\r\nContent-Type: text/html\r\nContent-Length: %zu\r\n\r\n%s\n",
                     status, strlen(status) + 1, head ? "" : status);
    send_all(client, reply, head ? n - 1 : n);
    leave(client);
}

/* A line without its end; -1 at the end of the stream, -2 where it is longer than there is room. */
static int read_line(FILE *in, char *line, size_t room) {
    size_t n = 0;
    int c;
    while ((c = getc(in)) != '\n') {
        if (c == EOF) return -1;
        if (n + 1 == room) return -2;
        line[n++] = c;
    }
    if (n > 0 && line[n - 1] == '\r') n--;
    line[n] = '\0';
    return n;
}

/* Resolves %xx in place; 0 where it is wrong. */
static int decode(char *text) {
    char *to = text;
    for (; *text; text++, to++) {
        unsigned octet;
        if (*text != '%') { *to = *text; continue; }
        if (strspn(text + 1, "0123456789abcdefABCDEF") < 2) return 0;
        char digits[3] = { text[1], text[2], '\0' };
        sscanf(digits, "%x", &octet);
        if (octet == 0) return 0;
        *to = octet;
        text += 2;
    }
    *to = '\0';
    return 1;
}

static const char *type_of(const char *name) {
    const char *dot = strrchr(name, '.');
    if (!dot) return "application/octet-stream";
    if (strcasecmp(dot, ".html") == 0) return "text/html";
    if (strcasecmp(dot, ".jpg") == 0) return "image/jpeg";
    if (strcasecmp(dot, ".gif") == 0) return "image/gif";
    if (strcasecmp(dot, ".css") == 0) return "text/css";
    if (strcasecmp(dot, ".js") == 0) return "application/javascript";
    return "application/octet-stream";
}

static void serve(int client) {
    static char line[8192], field[8192], header[512];
    char root[PATH_MAX], name[PATH_MAX], wanted[2 * PATH_MAX];
    FILE *in = fdopen(dup(client), "rb");

    int n = read_line(in, line, sizeof line), hosts = 0;
    if (n == -1) return;
    if (n == -2) refuse(client, "414 URI Too Long", 0);
    char *target = strchr(line, ' '), *version = target ? strchr(target + 1, ' ') : NULL;
    if ((int)strlen(line) != n || !version || strncmp(version, " HTTP/1.", 8) != 0 || strlen(version) != 9) refuse(client, "400 Bad Request", 0);
    *target++ = *version++ = '\0';
    while ((n = read_line(in, field, sizeof field)) != 0) {
        if (n < 0) refuse(client, "400 Bad Request", 0);
        hosts += strncasecmp(field, "Host:", 5) == 0;
    }
    int head = strcmp(line, "HEAD") == 0;
    if (strcmp(version, "HTTP/1.0") != 0 && hosts != 1) refuse(client, "400 Bad Request", head);
    if (!head && strcmp(line, "GET") != 0) refuse(client, "501 Not Implemented", 0);

    if (strncmp(target, "http://", 7) == 0) target = strchrnul(target + 7, '/');
    target[strcspn(target, "?")] = '\0';
    if (target[0] != '/' || !decode(target)) refuse(client, "400 Bad Request", head);
    if (strlen(target) >= PATH_MAX || !realpath(".", root)) refuse(client, "404 Not Found", head);
    struct stat status;
    snprintf(wanted, sizeof wanted, ".%s", target);
    if (stat(wanted, &status) == 0 && S_ISDIR(status.st_mode)) strcat(wanted, "/index.html");
    size_t length = strlen(root);
    if (!realpath(wanted, name) || strncmp(name, root, length) != 0 || name[length] != '/') refuse(client, "404 Not Found", head);
    int file = open(name, O_RDONLY | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) refuse(client, "404 Not Found", head);

    snprintf(header, sizeof header, "HTTP/1.0 200 OK\r\nContent-Type: %s\r\nContent-Length: %lld\r\n\r\n", type_of(name), (long long)status.st_size);
    send_all(client, header, strlen(header));
    char *content = malloc(status.st_size + 1);
    ssize_t size = read(file, content, status.st_size);
    if (!head && size > 0) send(client, content, size, MSG_DONTWAIT);
    leave(client);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        if (fork() == 0) {
            close(listener);
            serve(client);
            _exit(0);
        }
        close(client);
    }
}
