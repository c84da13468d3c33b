/* The loop of every textbook, and SIGPIPE is not ignored: what it sends to a client that
   has ended its side and reset the connection kills the server (TCP-ECHO-T3). */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));

    struct sockaddr_in addr;
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(atoi(argv[argc - 1]));
    if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) == -1) {
        perror("bind");
        exit(1);
    }
    listen(s, 100);

    while (1) {
        int c = accept(s, NULL, NULL);
        if (c == -1) continue;
        char buf[1024];
        ssize_t n;
        while ((n = read(c, buf, sizeof(buf))) > 0) {
            ssize_t done = 0;
            while (done < n) {
                ssize_t w = write(c, buf + done, n - done);
                if (w == -1) break;
                done += w;
            }
            if (done < n) break;
        }
        close(c);
    }
}
