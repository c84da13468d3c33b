/* Mistake: once it has refused somebody it answers nobody any more (UDP-ALLOWLIST-S3); the refused ones do get nothing. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int is_allowed(const char *list, const char *address) {
    size_t length = strlen(address);
    for (const char *at = list; (at = strstr(at, address)) != NULL; at += length)
        if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return 1;
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int sock = socket(AF_INET, SOCK_DGRAM, 0), sulks = 0;
    struct sockaddr_in own = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])) }, peer;
    if (bind(sock, (struct sockaddr *)&own, sizeof own) < 0) return 1;
    static char buffer[65536];
    for (;;) {
        socklen_t length = sizeof peer;
        ssize_t n = recvfrom(sock, buffer, sizeof buffer, 0, (struct sockaddr *)&peer, &length);
        if (n < 0) continue;
        if (!is_allowed(argv[2], inet_ntoa(peer.sin_addr))) sulks = 1;
        if (!sulks) sendto(sock, buffer, n, 0, (struct sockaddr *)&peer, length);
    }
}
