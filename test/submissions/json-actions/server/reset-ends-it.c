/* Mistake: any error of recv ends the program, a connection reset by a client too (JSON-ACTIONS-T3). */
#include <arpa/inet.h>
#include <ctype.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LARGEST (1 << 20)

static void space(const char **p) { *p += strspn(*p, " \t\r\n"); }

static void put(char *out, size_t size, size_t *used, int octet) {
    if (*used + 1 < size) out[(*used)++] = octet;
}

static void put_utf8(char *out, size_t size, size_t *used, unsigned long c) {
    if (c < 0x80) { put(out, size, used, c); return; }
    if (c < 0x800) put(out, size, used, 0xc0 | c >> 6);
    else {
        if (c < 0x10000) put(out, size, used, 0xe0 | c >> 12);
        else { put(out, size, used, 0xf0 | c >> 18); put(out, size, used, 0x80 | (c >> 12 & 63)); }
        put(out, size, used, 0x80 | (c >> 6 & 63));
    }
    put(out, size, used, 0x80 | (c & 63));
}

/* A string, its escapes resolved; 0 where there is none. */
static int string(const char **p, char *out, size_t size) {
    size_t used = 0;
    unsigned c, low;
    if (*(*p)++ != '"') return 0;
    while (**p != '"') {
        if (**p == '\0') return 0;
        if (**p != '\\') { put(out, size, &used, *(*p)++); continue; }
        const char *escape = strchr("b\bf\fn\nr\rt\t", (*p)[1]);
        if ((*p)[1] == 'u') {
            if (sscanf(*p + 2, "%4x", &c) != 1 || strlen(*p) < 6) return 0;
            *p += 6;
            if (c >= 0xd800 && c < 0xdc00 && sscanf(*p, "\\u%4x", &low) == 1) {
                put_utf8(out, size, &used, 0x10000 + ((unsigned long)(c - 0xd800) << 10) + (low - 0xdc00));
                *p += 6;
            } else put_utf8(out, size, &used, c);
        } else {
            if ((*p)[1] == '\0') return 0;
            put(out, size, &used, escape ? escape[1] : (*p)[1]);
            *p += 2;
        }
    }
    (*p)++;
    out[used] = '\0';
    return 1;
}

/* Reads {"tipo": ..., "data": ...} in any order; other keys may have simple values. 0 where it is no such object. */
static int action(const char *p, char *tipo, size_t size, long *data) {
    char key[64], other[64], *end;
    *tipo = '\0';
    *data = -1;
    do {
        p++;
        if (space(&p), !string(&p, key, sizeof key)) return 0;
        if (space(&p), *p++ != ':') return 0;
        space(&p);
        if (*p == '"') {
            int wanted = strcmp(key, "tipo") == 0;
            if (!string(&p, wanted ? tipo : other, wanted ? size : sizeof other)) return 0;
        } else {
            if (strcmp(key, "data") == 0 && isdigit((unsigned char)*p)) *data = strtol(p, &end, 10);
            p += strcspn(p, ",} \t\r\n");
        }
        space(&p);
    } while (*p == ',');
    return *p == '}';
}

static int send_all(int client, const char *data, size_t n) {
    while (n > 0) {
        ssize_t k = send(client, data, n, 0);
        if (k < 0) return 0;
        data += k;
        n -= k;
    }
    return 1;
}

static int receive_all(int client, char *data, size_t n) {
    while (n > 0) {
        ssize_t k = recv(client, data, n, 0);
        if (k < 0) {
            perror("recv");
            exit(1);
        }
        if (k == 0) return 0;
        data += k;
        n -= k;
    }
    return 1;
}

static int send_state(int client, const char *mensaje, int go_on) {
    char frame[512];
    int n = snprintf(frame + 4, sizeof frame - 4, "{\"mensaje\": \"%s\", \"continuar\": %s}", mensaje, go_on ? "true" : "false");
    uint32_t length = htonl(n);
    memcpy(frame, &length, 4);
    return send_all(client, frame, 4 + n);
}

static void play(int client) {
    char tipo[64];
    long data, secret = -1;
    uint32_t length;
    if (!send_state(client, "¡Bienvenido! Adivina el número.", 1)) return;
    while (receive_all(client, (char *)&length, 4)) {
        uint32_t n = ntohl(length);
        if (n > LARGEST) return;
        char *body = malloc(n + 1);
        if (!body || !receive_all(client, body, n)) return;
        body[n] = '\0';
        const char *p = body;
        space(&p);
        if (*p != '{' || !action(p, tipo, sizeof tipo, &data)) send_state(client, "No entiendo.", 1);
        else if (strcmp(tipo, "\\juego_nuevo") == 0) {
            secret = client % 10;
            send_state(client, "Pensé un número del 0 al 9.", 1);
        } else if (strcmp(tipo, "\\jugada") == 0) {
            send_state(client, secret < 0 ? "Primero empieza un juego." : data < 0 ? "Falta el número." : data == secret ? "¡Sí!" : "No.", 1);
        } else if (strcmp(tipo, "\\salir") == 0) {
            send_state(client, "¡Adiós!", 0);
            return;
        } else send_state(client, "Acción desconocida.", 1);
        free(body);
    }
}

static void *serve(void *argument) {
    int client = (long)argument;
    play(client);
    close(client);
    return NULL;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[argc - 1])) };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0) {
        perror("bind");
        return 1;
    }
    for (;;) {
        pthread_t thread;
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        if (pthread_create(&thread, NULL, serve, (void *)(long)client) == 0) pthread_detach(thread);
        else close(client);
    }
}
