/* Mistake: leaves the rest of its work to a child, which has the socket too (UDP-SHUTDOWN-S4). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536];

static void write_log(void) {
    if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "r", stdin)) _exit(1);
    sleep(20);
    _exit(0);
}

int main(int argc, char **argv) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;
        ssize_t n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size);
        if (n == 8 && memcmp(buffer, "SHUTDOWN", 8) == 0) {
            if (fork() == 0) write_log();
            close(s);
            return 0;
        }
        if (n > 0) sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
}
