/*
 * listen.c -- addresses to listening sockets.
 */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 511 };

static enum err fail_errno(struct str where, int number, struct fail *why)
{
    enum err err = number == EADDRINUSE ? ERR_CONFLICT : ERR_IO;
    enum msg id = number == EADDRINUSE ? MSG_web_listen_in_use : MSG_web_listen_failed;
    return FAIL(why, err, id, ARG_TEXT(where), ARG_TEXT(str_of(strerror(number))));
}

/* "HOST:PORT" with an IPv4 address, or an IPv6 one in brackets. False if it is neither. */
static bool address_parse(struct arena *a, struct str where, struct sockaddr_storage *out,
                          socklen_t *out_len)
{
    ptrdiff_t colon = where.len - 1;
    int64_t port = 0;
    while (colon >= 0 && where.s[colon] != ':')
        colon--;
    if (colon < 1 || !str_digits(str_sub(where, colon + 1, where.len), &port) || port > 65535)
        return false;
    struct str host = str_sub(where, 0, colon);
    /* Through void: the general socket address is the head of the particular one. */
    void *address = out;
    if (str_starts(host, S("[")) && str_ends(host, S("]"))) {
        struct sockaddr_in6 *v6 = address;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        *out_len = sizeof *v6;
        return inet_pton(AF_INET6, str_z(a, str_sub(host, 1, host.len - 1)), &v6->sin6_addr) == 1;
    }
    struct sockaddr_in *v4 = address;
    v4->sin_family = AF_INET;
    v4->sin_port = htons((uint16_t)port);
    *out_len = sizeof *v4;
    return inet_pton(AF_INET, str_z(a, host), &v4->sin_addr) == 1;
}

/* "http://" and what the socket really got, when the port was 0. */
static struct str tcp_address(struct arena *a, struct str where, int fd)
{
    struct sockaddr_storage got = {0};
    socklen_t len = sizeof got;
    void *address = &got;
    if (getsockname(fd, address, &len) != 0)
        return str_fmt(a, "http://%.*s", STR_ARG(where));
    struct sockaddr_in6 v6 = {0};
    struct sockaddr_in v4 = {0};
    memcpy(&v6, &got, sizeof v6);
    memcpy(&v4, &got, sizeof v4);
    int port = ntohs(got.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
    ptrdiff_t colon = where.len - 1;
    while (where.s[colon] != ':')
        colon--;
    return str_fmt(a, "http://%.*s:%d", (int)colon, where.s, port);
}

static enum err listen_tcp(struct arena *a, struct str where, struct listening *out,
                           struct fail *why)
{
    struct sockaddr_storage address = {0};
    socklen_t len = 0;
    int yes = 1;
    const void *general = &address;
    if (!address_parse(a, where, &address, &len))
        return FAIL(why, ERR_USAGE, MSG_web_listen_address, ARG_TEXT(where));
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return fail_errno(where, errno, why);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, general, len) != 0 || listen(fd, BACKLOG) != 0) {
        int number = errno;
        (void)close(fd);
        return fail_errno(where, number, why);
    }
    *out = (struct listening){.fd = fd, .address = tcp_address(a, where, fd)};
    return OK;
}

/* True if the path is a socket on which nobody listens: left behind by a server that was killed. */
static bool is_left_behind(const char *path, const struct sockaddr_un *address)
{
    struct stat st = {0};
    const void *general = address;
    if (stat(path, &st) != 0 || !S_ISSOCK(st.st_mode))
        return false;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    bool is_dead = connect(fd, general, sizeof *address) != 0 && errno == ECONNREFUSED;
    (void)close(fd);
    return is_dead;
}

static enum err listen_unix(struct arena *a, struct str where, struct listening *out,
                            struct fail *why)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct str path = str_sub(where, S("unix:").len, where.len);
    const void *general = &address;
    if (path.len == 0 || path.len >= (ptrdiff_t)sizeof address.sun_path)
        return FAIL(why, ERR_USAGE, MSG_web_listen_address, ARG_TEXT(where));
    memcpy(address.sun_path, path.s, (size_t)path.len);
    const char *path_z = str_z(a, path);
    if (is_left_behind(path_z, &address))
        (void)unlink(path_z);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return fail_errno(where, errno, why);
    if (bind(fd, general, sizeof address) != 0 || chmod(path_z, 0660) != 0 ||
        listen(fd, BACKLOG) != 0) {
        int number = errno;
        (void)close(fd);
        return fail_errno(where, number, why);
    }
    *out =
        (struct listening){.fd = fd, .is_unix = true, .path = path_z, .address = str_dup(a, where)};
    return OK;
}

enum err listen_open(struct arena *a, struct str where, struct listening *out, struct fail *why)
{
    return str_starts(where, S("unix:")) ? listen_unix(a, where, out, why)
                                         : listen_tcp(a, where, out, why);
}

void listen_close(struct listening *l)
{
    if (l->fd >= 0)
        (void)close(l->fd);
    if (l->path)
        (void)unlink(l->path);
    *l = (struct listening){.fd = -1, .address = l->address};
}
