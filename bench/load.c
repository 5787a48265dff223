/*
 * load.c -- an open-loop HTTP client: requests leave on a fixed schedule, whatever the server does.
 *
 * usage: load PORT PATH COOKIE RATE COUNT
 * Latency is counted from the moment a request was due, so a server that stalls is charged for
 * every request it kept waiting. Prints "p50_us p99_us worst_us failed bytes".
 */
#include "base/base.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 16, COUNT_MAX = 100000, REPLY_MAX = 1 << 20 };

static struct {
    int port;
    char request[2048];
    size_t request_len;
    int64_t start_us, gap_us;
    int64_t count;
    atomic_llong next;
    atomic_llong failed;
    atomic_llong bytes;
    int64_t latency_us[COUNT_MAX];
} run;

static int64_t now_us(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void sleep_until(int64_t due_us)
{
    int64_t left = due_us - now_us();
    if (left > 0) {
        struct timespec t = {.tv_sec = left / 1000000, .tv_nsec = left % 1000000 * 1000};
        (void)nanosleep(&t, NULL);
    }
}

static int dial(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)run.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int one = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

/* Bytes of the whole answer whose head stands in reply[0..len), or -1 while the head is not whole.
 */
static int64_t answer_size(struct str reply)
{
    ptrdiff_t head = str_find(reply, S("\r\n\r\n"));
    if (head < 0)
        return -1;
    ptrdiff_t at = str_find(reply, S("Content-Length: "));
    int64_t size = 0;
    struct str rest = S("");
    if (at < 0 || at > head)
        return -1;
    struct str number = str_cut(str_sub(reply, at + 16, reply.len), '\r', &rest);
    return str_digits(number, &size) ? head + 4 + size : -1;
}

static bool exchange(int fd, char *reply)
{
    if (send(fd, run.request, run.request_len, MSG_NOSIGNAL) != (ssize_t)run.request_len)
        return false;
    ptrdiff_t len = 0;
    int64_t want = -1;
    while (want < 0 || len < want) {
        ssize_t got = recv(fd, reply + len, (size_t)(REPLY_MAX - len), 0);
        if (got <= 0)
            return false;
        len += got;
        if (want < 0)
            want = answer_size((struct str){reply, len});
    }
    atomic_fetch_add(&run.bytes, len);
    return str_starts((struct str){reply, len}, S("HTTP/1.1 200"));
}

static void *client(void *unused)
{
    char *reply = malloc(REPLY_MAX);
    int fd = dial();
    for (;;) {
        int64_t i = atomic_fetch_add(&run.next, 1);
        if (i >= run.count || !reply)
            break;
        int64_t due = run.start_us + i * run.gap_us;
        sleep_until(due);
        if (fd < 0)
            fd = dial();
        if (fd < 0 || !exchange(fd, reply)) {
            atomic_fetch_add(&run.failed, 1);
            if (fd >= 0)
                (void)close(fd);
            fd = -1;
        }
        run.latency_us[i] = now_us() - due;
    }
    if (fd >= 0)
        (void)close(fd);
    free(reply);
    return unused;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool read_arguments(char **argv)
{
    int64_t port = 0;
    int64_t rate = 0;
    if (!str_digits(str_of(argv[1]), &port) || !str_digits(str_of(argv[4]), &rate) ||
        !str_digits(str_of(argv[5]), &run.count))
        return false;
    int len = snprintf(run.request, sizeof run.request,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n", argv[2],
                       (int)port, argv[3]);
    if (len < 0 || len >= (int)sizeof run.request)
        return false;
    run.port = (int)port;
    run.request_len = (size_t)len;
    run.gap_us = rate > 0 ? 1000000 / rate : 0;
    return rate > 0 && run.count > 0 && run.count <= COUNT_MAX;
}

int main(int argc, char **argv)
{
    pthread_t thread[THREADS];
    if (argc != 6 || !read_arguments(argv)) {
        fputs("usage: load PORT PATH COOKIE RATE COUNT\n", stderr);
        return 2;
    }
    run.start_us = now_us() + 50000;
    for (int i = 0; i < THREADS; i++) {
        int failed = pthread_create(&thread[i], NULL, client, NULL);
        assert(failed == 0);
        (void)failed;
    }
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(thread[i], NULL);
    qsort(run.latency_us, (size_t)run.count, sizeof run.latency_us[0], by_size);
    printf("%lld %lld %lld %lld %lld\n", (long long)run.latency_us[run.count / 2],
           (long long)run.latency_us[run.count * 99 / 100],
           (long long)run.latency_us[run.count - 1], (long long)run.failed,
           (long long)(run.bytes / run.count));
    return 0;
}
