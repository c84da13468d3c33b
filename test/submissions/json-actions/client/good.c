/* The game's client; a scanner of its own for the JSON. Conforms. */
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <arpa/inet.h>
#include <unistd.h>

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

/* Reads n octets, or ends the program where the server has left. */
static void receive_all(int server, char *data, size_t n) {
    while (n > 0) {
        ssize_t k = recv(server, data, n, 0);
        if (k <= 0) {
            fprintf(stderr, "El servidor se fue.\n");
            exit(1);
        }
        data += k;
        n -= k;
    }
}

/* Shows the message of the next state; whether to go on. */
static int state(int server) {
    char key[64];
    uint32_t length;
    int go_on = 0;
    receive_all(server, (char *)&length, 4);
    size_t n = ntohl(length);
    char *text = malloc(n + 1), *mensaje = malloc(n + 1);
    if (!text || !mensaje) exit(1);
    receive_all(server, text, n);
    text[n] = '\0';
    *mensaje = '\0';
    const char *p = text;
    space(&p);
    do {
        p++;
        if (space(&p), !string(&p, key, sizeof key)) break;
        if (space(&p), *p++ != ':') break;
        space(&p);
        if (*p == '"') {
            char *ignored = malloc(n + 1);
            if (!string(&p, strcmp(key, "mensaje") == 0 ? mensaje : ignored, n + 1)) break;
            free(ignored);
        } else {
            if (strcmp(key, "continuar") == 0) go_on = strncmp(p, "true", 4) == 0;
            p += strcspn(p, ",} \t\r\n");
        }
        space(&p);
    } while (*p == ',');
    printf("%s\n", mensaje);
    fflush(stdout);
    free(text);
    free(mensaje);
    return go_on;
}

static int decimal(const char *text) { return *text != '\0' && text[strspn(text, "0123456789")] == '\0'; }

/* Asks until a command is typed, and writes its action as JSON. */
static void ask(char *json, size_t size) {
    char *line = NULL;
    size_t room = 0;
    for (;;) {
        printf("-> ");
        fflush(stdout);
        ssize_t n = getline(&line, &room, stdin);
        if (n < 0) exit(0);
        if (n > 0 && line[n - 1] == '\n') line[n - 1] = '\0';
        if (strcmp(line, "\\juego_nuevo") == 0 || strcmp(line, "\\salir") == 0) {
            snprintf(json, size, "{\"tipo\": \"\\%s\"}", line);
            break;
        }
        if (strncmp(line, "\\jugada ", 8) == 0 && decimal(line + 8)) {
            snprintf(json, size, "{\"tipo\": \"\\\\jugada\", \"data\": %ld}", strtol(line + 8, NULL, 10));
            break;
        }
        puts("Input inválido.");
    }
    free(line);
}

int main(int argc, char *argv[]) {
    struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *address;
    char frame[256];
    if (argc != 3 || getaddrinfo(argv[1], argv[2], &hints, &address) != 0) return 2;
    int server = socket(address->ai_family, address->ai_socktype, 0);
    if (connect(server, address->ai_addr, address->ai_addrlen) < 0) { perror("connect"); return 1; }
    while (state(server)) {
        ask(frame + 4, sizeof frame - 4);
        uint32_t length = htonl(strlen(frame + 4));
        memcpy(frame, &length, 4);
        if (send(server, frame, 4 + strlen(frame + 4), 0) < 0) { perror("send"); return 1; }
    }
    close(server);
    return 0;
}
