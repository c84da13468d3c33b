/* Mistake: the loop of TCP, which ends where recvfrom gives 0; an empty datagram gives that, too (UDP-UPPERCASE-U4). */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char buffer[1024];
    ssize_t n;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) }, client;
    socklen_t size = sizeof client;
    if (bind(s, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    while ((n = recvfrom(s, buffer, sizeof buffer, 0, (struct sockaddr *)&client, &size)) > 0) {
        for (int i = 0; i < n; i++) buffer[i] = toupper((unsigned char)buffer[i]);
        sendto(s, buffer, n, 0, (struct sockaddr *)&client, size);
    }
    close(s);
    return 0;
}
