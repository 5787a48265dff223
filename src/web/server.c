/*
 * server.c -- sockets, threads and limits around web_handle().
 *
 * libmicrohttpd 0.9.75 lets through what a careful server refuses (docs/decisions); it runs at its
 * strict level, request_check() refuses the rest that can still be seen, and an answer given before
 * the body was read closes the connection, so that what follows is never taken for a request.
 */
#include "web/server.h"

#include "web/deadlines.h"
#include "web/incoming.h"
#include "web/listen.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    THREADS_MAX = 8,
    SECOND = 1000000,  /* ticks */
    ASK_FIRST = 65536, /* bodies longer than this are asked about before they are read */
    DROPPED_MAX = 1024 * 1024,
    CONNECTION_MEMORY = 32768,
    STACK = 1024 * 1024,
};

struct server {
    struct web *web;
    struct server_options o;
    struct MHD_Daemon *daemon;
    struct listening listening;
    struct deadlines deadlines;
    struct incoming *incoming; /* one for each slot of deadlines */
    /* One arena for each thread; a handler takes one for as long as it runs. */
    pthread_mutex_t arenas_lock;
    struct arena *arenas[THREADS_MAX];
    int n_arenas;
    _Atomic int64_t body_bytes; /* of all bodies that are arriving */
    _Atomic int64_t n_running;  /* requests begun and not yet answered in full */
    atomic_bool draining;
};

static int64_t now(const struct server *s)
{
    return s->o.os->ticks(s->o.os->ctx);
}

static struct arena *arena_take(struct server *s)
{
    (void)pthread_mutex_lock(&s->arenas_lock);
    assert(s->n_arenas > 0);
    struct arena *a = s->arenas[--s->n_arenas];
    (void)pthread_mutex_unlock(&s->arenas_lock);
    return a;
}

static void arena_give(struct server *s, struct arena *a)
{
    arena_reset(a);
    (void)pthread_mutex_lock(&s->arenas_lock);
    s->arenas[s->n_arenas++] = a;
    (void)pthread_mutex_unlock(&s->arenas_lock);
}

static void add_headers(struct MHD_Response *mhd, struct arena *a, const struct response *r)
{
    for (int i = 0; i < r->n_headers; i++)
        (void)MHD_add_response_header(mhd, str_z(a, r->headers[i].name),
                                      str_z(a, r->headers[i].value));
}

/* Hands the answer over; its deadline follows from its size. */
static enum MHD_Result send_response(struct server *s, struct incoming *in,
                                     struct MHD_Connection *c, struct arena *a,
                                     const struct response *r)
{
    /* libmicrohttpd wants a pointer it may write to, and does not write to it. */
    union {
        const char *read;
        void *given;
    } bytes = {.read = r->body.s ? r->body.s : ""};
    struct MHD_Response *mhd = MHD_create_response_from_buffer(
        (size_t)r->body.len, bytes.given,
        r->body_is_static ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
    if (!mhd)
        return MHD_NO;
    add_headers(mhd, a, r);
    if (r->must_close || atomic_load(&s->draining))
        (void)MHD_add_response_header(mhd, "Connection", "close");
    int64_t seconds = s->o.head_seconds + r->body.len / s->o.bytes_per_second;
    deadlines_set(&s->deadlines, in->place, now(s) + seconds * SECOND);
    enum MHD_Result queued = MHD_queue_response(c, (unsigned)r->status, mhd);
    MHD_destroy_response(mhd);
    return queued;
}

static enum MHD_Result answer(struct server *s, struct incoming *in, struct MHD_Connection *c)
{
    struct arena *a = arena_take(s);
    struct response r = {0};
    deadlines_set(&s->deadlines, in->place, INT64_MAX);
    web_handle(s->web, a, &in->req, &r);
    enum MHD_Result queued = send_response(s, in, c, a, &r);
    arena_give(s, a);
    return queued;
}

/* Asks whether a long body may come at all. MHD_YES and *out_answered: it may not. */
static enum MHD_Result ask_first(struct server *s, struct incoming *in, struct MHD_Connection *c)
{
    struct arena *a = arena_take(s);
    struct response r = {0};
    enum MHD_Result queued = MHD_YES;
    in->req.head_only = true;
    web_handle(s->web, a, &in->req, &r);
    in->req.head_only = false;
    if (r.status != 0) {
        r.must_close = true;
        queued = send_response(s, in, c, a, &r);
    }
    arena_give(s, a);
    return queued;
}

static enum MHD_Result on_head(struct server *s, struct incoming *in, struct MHD_Connection *c,
                               const char *method, const char *url)
{
    incoming_begin(in, c, method, url, s->o.trust_proxy);
    atomic_fetch_add(&s->n_running, 1);
    in->body_since = now(s);
    deadlines_set(&s->deadlines, in->place, in->body_since + s->o.head_seconds * SECOND);
    bool is_long = in->has_body && (in->declared < 0 || in->declared > ASK_FIRST);
    if (in->req.body_over || is_long)
        return ask_first(s, in, c);
    return MHD_YES;
}

/* The sender must keep up with the least rate from the first byte on, after a time of grace. */
static void on_body(struct server *s, struct incoming *in, struct str part)
{
    int64_t all = atomic_fetch_add(&s->body_bytes, part.len) + part.len;
    in->counted += part.len;
    if (in->req.body_over) /* its time does not grow any more */
        return;
    if (all > s->o.body_memory) {
        in->req.body_over = true;
        in->req.no_room = true;
    }
    incoming_add(in, part);
    int64_t seconds = s->o.head_seconds + in->counted / s->o.bytes_per_second;
    deadlines_set(&s->deadlines, in->place, in->body_since + seconds * SECOND);
}

static struct incoming *incoming_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_len, void **request_ctx)
{
    struct server *s = ctx;
    struct incoming *in = incoming_of(c);
    (void)version;
    if (!in)
        return MHD_NO;
    if (!*request_ctx) {
        *request_ctx = in;
        return on_head(s, in, c, method, url);
    }
    if (*data_len > 0) {
        on_body(s, in, (struct str){data, (ptrdiff_t)*data_len});
        *data_len = 0;
        /* A little too much is told so at the end of the body; who goes on is cut off. */
        bool goes_on = in->req.body_over && in->counted > in->body.cap + DROPPED_MAX;
        return goes_on ? MHD_NO : MHD_YES;
    }
    incoming_end(in);
    return answer(s, in, c);
}

static void on_completed(void *ctx, struct MHD_Connection *c, void **request_ctx,
                         enum MHD_RequestTerminationCode how)
{
    struct server *s = ctx;
    struct incoming *in = *request_ctx;
    (void)c;
    (void)how;
    if (!in)
        return;
    *request_ctx = NULL;
    atomic_fetch_sub(&s->body_bytes, in->counted);
    incoming_clear(in);
    atomic_fetch_sub(&s->n_running, 1);
    deadlines_set(&s->deadlines, in->place, now(s) + s->o.head_seconds * SECOND);
}

static void on_connection(void *ctx, struct MHD_Connection *c, void **socket_ctx,
                          enum MHD_ConnectionNotificationCode what)
{
    struct server *s = ctx;
    struct incoming *in = *socket_ctx;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (in)
            deadlines_give(&s->deadlines, in->place);
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    int fd = info ? info->connect_fd : -1;
    struct deadline *place = deadlines_take(&s->deadlines, fd, now(s) + s->o.head_seconds * SECOND);
    if (!place) /* its requests find no context, and are refused */
        return;
    in = &s->incoming[place - s->deadlines.slots];
    in->place = place;
    *socket_ctx = in;
}

/* Addresses stay as they were sent until path_decode(): a %00 must not end them. */
static size_t keep_escapes(void *ctx, struct MHD_Connection *c, char *text)
{
    (void)ctx;
    (void)c;
    return strlen(text);
}

/* Nobody new once the server stops. Not by MHD_quiesce_daemon(): it takes the socket out of the
 * workers' epoll sets while they may be doing so, and aborts the program when it comes second
 * (docs/decisions/http-libmicrohttpd.md). */
static enum MHD_Result may_connect(void *ctx, const struct sockaddr *address, socklen_t len)
{
    const struct server *s = ctx;
    (void)address;
    (void)len;
    return atomic_load(&s->draining) ? MHD_NO : MHD_YES;
}

/* What libmicrohttpd would write to stderr about clients' mistakes is of no use to an operator. */
static void say_nothing(void *ctx, const char *fmt, va_list ap)
{
    (void)ctx;
    (void)fmt;
    (void)ap;
}

static struct MHD_Daemon *daemon_start(struct server *s)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    bool is_unix = s->listening.is_unix;
    return MHD_start_daemon(flags, 0, may_connect, s, on_request, s,                     /* */
                            MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,               /* */
                            MHD_OPTION_LISTEN_SOCKET, s->listening.fd,                   /* */
                            MHD_OPTION_THREAD_POOL_SIZE, (unsigned)s->o.n_threads,       /* */
                            MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK,                 /* */
                            MHD_OPTION_STRICT_FOR_CLIENT, 1,                             /* */
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->o.max_connections, /* */
                            MHD_OPTION_PER_IP_CONNECTION_LIMIT,
                            is_unix ? 0U : (unsigned)s->o.max_per_address,                 /* */
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, /* */
                            MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,              /* */
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,                  /* */
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_END);
}

static int or_default(int given, int otherwise)
{
    return given > 0 ? given : otherwise;
}

static int default_threads(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 2)
        return 2;
    return n > THREADS_MAX ? THREADS_MAX : (int)n;
}

static struct server_options with_defaults(const struct server_options *given)
{
    struct server_options o = *given;
    o.n_threads = or_default(o.n_threads, default_threads());
    if (o.n_threads > THREADS_MAX)
        o.n_threads = THREADS_MAX;
    o.max_connections = or_default(o.max_connections, 1000);
    o.max_per_address = or_default(o.max_per_address, 100);
    o.head_seconds = or_default(o.head_seconds, 20);
    o.bytes_per_second = or_default(o.bytes_per_second, 4096);
    o.stop_seconds = or_default(o.stop_seconds, 10);
    if (o.body_memory <= 0)
        o.body_memory = 256 * MIB;
    return o;
}

enum err server_start(struct arena *a, struct web *web, const struct server_options *o,
                      struct server **out, struct fail *why)
{
    struct server *s = NEW(a, struct server, 1);
    s->web = web;
    s->o = with_defaults(o);
    enum err err = listen_open(a, o->listen, &s->listening, why);
    if (err != OK)
        return err;
    if (s->listening.is_unix)
        s->o.trust_proxy = true;
    (void)pthread_mutex_init(&s->arenas_lock, NULL);
    for (int i = 0; i < s->o.n_threads; i++) {
        s->arenas[s->n_arenas] = NEW(a, struct arena, 1);
        arena_init(s->arenas[s->n_arenas++], 1024 * MIB);
    }
    /* A worker that is at its limit may briefly hold one connection more, to refuse it. */
    int n_slots = s->o.max_connections + 2 * s->o.n_threads;
    s->incoming = NEW(a, struct incoming, n_slots);
    err = deadlines_start(&s->deadlines, a, s->o.os, n_slots, why);
    if (err == OK) {
        s->daemon = daemon_start(s);
        if (!s->daemon) {
            deadlines_stop(&s->deadlines);
            err = FAIL(why, ERR_IO, MSG_web_server_start, ARG_TEXT(s->listening.address));
        }
    }
    if (err != OK) {
        listen_close(&s->listening);
        return err;
    }
    *out = s;
    return OK;
}

struct str server_address(const struct server *s)
{
    return s->listening.address;
}

static sigset_t stop_signals(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    return set;
}

void server_block_signals(void)
{
    sigset_t set = stop_signals();
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void server_wait(void)
{
    sigset_t set = stop_signals();
    int which = 0;
    (void)sigwait(&set, &which);
}

void server_stop(struct server *s)
{
    atomic_store(&s->draining, true);
    web_drain(s->web);
    int64_t until = now(s) + s->o.stop_seconds * SECOND;
    struct timespec little = {.tv_nsec = 10000000};
    while (atomic_load(&s->n_running) > 0 && now(s) < until)
        (void)nanosleep(&little, NULL);
    MHD_stop_daemon(s->daemon);
    s->listening.fd = -1; /* closed by what it was given to */
    listen_close(&s->listening);
    deadlines_stop(&s->deadlines);
    for (int i = 0; i < s->n_arenas; i++)
        arena_done(s->arenas[i]);
    (void)pthread_mutex_destroy(&s->arenas_lock);
}
