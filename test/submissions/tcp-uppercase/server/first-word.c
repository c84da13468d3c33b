/* Mistake: the loop ends at the first space, so only the first word is in upper case
   (TCP-UPPERCASE-S1, and so S4). */
#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) return 1;
    listen(listener, 128);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (fork() == 0) {
            char text[1024];
            ssize_t n;
            while ((n = recv(client, text, sizeof text, 0)) > 0) {
                for (int i = 0; i < n && text[i] != ' '; i++) text[i] = toupper((unsigned char)text[i]);
                if (send(client, text, n, 0) < 0) break;
            }
            _exit(0);
        }
        close(client);
    }
}
