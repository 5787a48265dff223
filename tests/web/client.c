/*
 * client.c -- plain sockets; nothing of the program's own code takes part.
 */
#include "web/client.h"

#include "t.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000, ANSWER_MAX = 64 * 1024 * 1024 };

int64_t now_ms(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void sleep_ms(int64_t ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

static int try_unix(struct str path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const void *general = &address;
    REQUIRE(path.len < (ptrdiff_t)sizeof address.sun_path);
    memcpy(address.sun_path, path.s, (size_t)path.len);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, general, sizeof address) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

static int try_tcp(struct str host_port)
{
    struct str port_text = S("");
    struct str host = str_cut(host_port, ':', &port_text);
    int64_t port = 0;
    /* Called from threads too, so not in the test's arena. */
    char host_z[INET_ADDRSTRLEN] = "";
    REQUIRE(str_digits(port_text, &port) && host.len < INET_ADDRSTRLEN);
    memcpy(host_z, host.s, (size_t)host.len);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    const void *general = &address;
    REQUIRE(inet_pton(AF_INET, host_z, &address.sin_addr) == 1);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, general, sizeof address) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

int client_try(struct str address)
{
    if (str_starts(address, S("unix:")))
        return try_unix(str_sub(address, 5, address.len));
    return try_tcp(str_sub(address, S("http://").len, address.len));
}

int client_open(struct str address)
{
    int fd = client_try(address);
    REQUIRE(fd >= 0);
    return fd;
}

bool client_send(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = send(fd, bytes.s, (size_t)bytes.len, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = str_sub(bytes, n, bytes.len);
    }
    return true;
}

/* One read; false if the other side closed or nothing came. */
static bool read_more(int fd, char *to, size_t room, ssize_t *out_n)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, PATIENCE_MS) != 1)
        return false;
    *out_n = recv(fd, to, room, 0);
    return *out_n > 0;
}

struct str client_answer(struct arena *a, int fd, bool head_only)
{
    struct buf b = buf_on(a, ANSWER_MAX);
    ptrdiff_t want = PTRDIFF_MAX;
    while (b.len < want) {
        char part[16384];
        ssize_t n = 0;
        /* The head is read byte by byte, so that a pipelined answer stays for the next call. */
        size_t room = want == PTRDIFF_MAX ? 1 : sizeof part;
        if (want != PTRDIFF_MAX && (size_t)(want - b.len) < room)
            room = (size_t)(want - b.len);
        if (!read_more(fd, part, room, &n))
            return S("");
        buf_add(&b, (struct str){part, n});
        ptrdiff_t head = str_find(buf_str(&b), S("\r\n\r\n"));
        if (want == PTRDIFF_MAX && head >= 0) {
            int64_t length = 0;
            bool has = str_digits(answer_header(buf_str(&b), S("Content-Length")), &length);
            want = head + 4 + (has && !head_only ? (ptrdiff_t)length : 0);
        }
    }
    return buf_str(&b);
}

int64_t client_wait_closed(int fd, int64_t most_ms)
{
    int64_t began = now_ms();
    while (now_ms() - began < most_ms) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        char dropped[4096];
        if (poll(&p, 1, 50) == 1 && recv(fd, dropped, sizeof dropped, 0) <= 0)
            break;
    }
    return now_ms() - began;
}

int answer_status(struct str answer)
{
    int64_t status = 0;
    if (answer.len < 12 || !str_digits(str_sub(answer, 9, 12), &status))
        return 0;
    return (int)status;
}

struct str answer_header(struct str answer, struct str name)
{
    struct str rest = answer;
    while (rest.len > 0) {
        struct str value = S("");
        struct str line = str_cut(rest, '\n', &rest);
        if (str_trim(line).len == 0)
            break;
        if (str_eq(str_cut(line, ':', &value), name))
            return str_trim(value);
    }
    return S("");
}

struct str answer_body(struct str answer)
{
    ptrdiff_t head = str_find(answer, S("\r\n\r\n"));
    return head < 0 ? S("") : str_sub(answer, head + 4, answer.len);
}
