/*
 * The server over real sockets: what is cut off, what is refused, how it stops.
 */
#include "base/os.h"
#include "t.h"
#include "web/client.h"
#include "web/server.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#define GET_LIVEZ "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"

struct running {
    struct app app;
    struct server *server;
    struct str address;
};

static struct running start(struct server_options o)
{
    static struct app app;
    struct running r = {0};
    struct fail why = {0};
    app = (struct app){.os = &os_real};
    struct web_options w = {.app = &app};
    struct web *web = web_init(t_arena(), &w);
    if (o.listen.len == 0)
        o.listen = S("127.0.0.1:0");
    o.os = &os_real;
    o.n_threads = 2;
    enum err err = server_start(t_arena(), web, &o, &r.server, &why);
    if (err != OK)
        fprintf(stderr, "%.*s\n", STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
    REQUIRE(err == OK);
    r.address = server_address(r.server);
    return r;
}

/* The answer to one request on a connection of its own. */
static struct str ask(struct running *r, struct str request)
{
    int fd = client_open(r->address);
    CHECK(client_send(fd, request));
    struct str answer = client_answer(t_arena(), fd, false);
    (void)close(fd);
    return answer;
}

TEST(the_server_answers_over_tcp)
{
    struct running r = start((struct server_options){0});
    struct str answer = ask(&r, S(GET_LIVEZ));
    CHECK_INT(answer_status(answer), 200);
    CHECK_STR(answer_body(answer), S("ok\n"));
    CHECK_STR(answer_header(answer, S("X-Content-Type-Options")), S("nosniff"));
    CHECK_STR(answer_header(answer, S("Cache-Control")), S("no-store"));
    CHECK_HAS(answer_header(answer, S("Content-Security-Policy")), S("default-src 'none'"));
    server_stop(r.server);
}

TEST(pipelined_requests_are_answered_in_order)
{
    struct running r = start((struct server_options){0});
    int fd = client_open(r.address);
    CHECK(client_send(fd, S(GET_LIVEZ "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"
                                      "HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n" GET_LIVEZ)));
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 200);
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 404);
    struct str head = client_answer(t_arena(), fd, true);
    CHECK_INT(answer_status(head), 200);
    CHECK_STR(answer_header(head, S("Content-Length")), S("3"));
    CHECK_STR(answer_body(client_answer(t_arena(), fd, false)), S("ok\n"));
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_client_that_sends_its_head_byte_by_byte_is_cut_off)
{
    struct running r = start((struct server_options){.head_seconds = 1});
    int fd = client_open(r.address);
    int64_t began = now_ms();
    struct str bytes = S("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    ptrdiff_t sent = 0;
    while (sent < bytes.len && client_send(fd, str_sub(bytes, sent, sent + 1))) {
        sent++;
        sleep_ms(100);
    }
    CHECK(sent < bytes.len);
    CHECK(now_ms() - began >= 900);
    CHECK(now_ms() - began < 4000);
    (void)close(fd);
    server_stop(r.server);
}

TEST(an_idle_connection_is_closed)
{
    struct running r = start((struct server_options){.head_seconds = 1});
    int fd = client_open(r.address);
    CHECK(client_send(fd, S(GET_LIVEZ)));
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 200);
    int64_t ms = client_wait_closed(fd, 5000);
    CHECK(ms >= 800 && ms < 4000);
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_client_that_sends_its_body_byte_by_byte_is_cut_off)
{
    struct running r = start((struct server_options){.head_seconds = 1, .bytes_per_second = 100});
    int fd = client_open(r.address);
    CHECK(client_send(fd, S("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")));
    int n = 0;
    while (n < 60 && client_send(fd, S("a"))) {
        n++;
        sleep_ms(100);
    }
    CHECK(n < 60);
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_client_that_does_not_read_is_cut_off)
{
    struct running r =
        start((struct server_options){.head_seconds = 1, .bytes_per_second = 10000000});
    int fd = client_open(r.address);
    /* Far more answers than the buffers of two sockets hold. */
    bool open = true;
    int64_t began = now_ms();
    while (open && now_ms() - began < 10000)
        open = client_send(fd, S("GET /static/app.js HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(!open);
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_body_over_its_routes_limit_is_refused_before_it_is_read)
{
    struct running r = start((struct server_options){0});
    int fd = client_open(r.address);
    CHECK(client_send(fd,
                      S("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")));
    struct str answer = client_answer(t_arena(), fd, false);
    CHECK_INT(answer_status(answer), 413);
    CHECK_STR(answer_header(answer, S("Connection")), S("close"));
    CHECK(client_wait_closed(fd, 5000) < 4000);
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_body_without_a_length_is_refused_when_it_grows_over_the_limit)
{
    struct running r = start((struct server_options){0});
    int fd = client_open(r.address);
    CHECK(client_send(fd, S("POST /livez HTTP/1.1\r\nHost: a\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n")));
    /* The head alone was enough for an answer: nothing that follows is waited for. */
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 405);
    CHECK(client_wait_closed(fd, 5000) < 4000);
    (void)close(fd);
    server_stop(r.server);
}

TEST(a_body_where_none_is_taken_is_refused)
{
    struct running r = start((struct server_options){0});
    struct str answer =
        ask(&r, S("DELETE /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"));
    CHECK_INT(answer_status(answer), 405);
    CHECK_STR(answer_header(answer, S("Allow")), S("GET, HEAD, OPTIONS"));
    server_stop(r.server);
}

/* What stands behind a request of doubtful framing is never taken for a second one. */
static void refuses_and_closes(struct running *r, struct str request)
{
    int fd = client_open(r->address);
    CHECK(client_send(fd, request));
    CHECK(client_send(fd, S(GET_LIVEZ)));
    struct str first = client_answer(t_arena(), fd, false);
    CHECK_INT(answer_status(first), 400);
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 0);
    (void)close(fd);
}

TEST(requests_of_doubtful_framing_are_refused_and_the_connection_closed)
{
    struct running r = start((struct server_options){0});
    refuses_and_closes(&r, S("GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"));
    refuses_and_closes(&r, S("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                             "Content-Length: 3\r\n\r\na=b"));
    refuses_and_closes(&r, S("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"));
    refuses_and_closes(&r, S("GET /livez HTTP/1.1\r\nHost: a\r\nX: a\001b\r\n\r\n"));
    refuses_and_closes(&r, S("GET /liv%00ez HTTP/1.1\r\nHost: a\r\n\r\n"));
    refuses_and_closes(&r, S("GET /livez?a=%ff HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n"));
    server_stop(r.server);
}

TEST(a_request_without_a_host_is_refused)
{
    struct running r = start((struct server_options){0});
    CHECK_INT(answer_status(ask(&r, S("GET /livez HTTP/1.1\r\n\r\n"))), 400);
    CHECK_INT(answer_status(ask(&r, S("GET /livez HTTP/1.0\r\n\r\n"))), 400);
    server_stop(r.server);
}

TEST(the_query_arrives_as_it_was_sent)
{
    struct running r = start((struct server_options){0});
    /* A language in the query words the failure: it was read, behind other odd parts. */
    struct str answer = ask(&r, S("GET /nowhere?&&a==b&x&lang=en HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK_INT(answer_status(answer), 404);
    CHECK_HAS(answer_body(answer), S("Check the address"));
    server_stop(r.server);
}

TEST(one_address_has_only_so_many_connections)
{
    struct running r = start((struct server_options){.max_per_address = 3});
    int fds[6];
    int n_answered = 0;
    for (int i = 0; i < 6; i++)
        fds[i] = client_open(r.address);
    for (int i = 0; i < 6; i++)
        if (client_send(fds[i], S(GET_LIVEZ)))
            n_answered += answer_status(client_answer(t_arena(), fds[i], false)) == 200;
    CHECK(n_answered >= 3);
    CHECK(n_answered < 6);
    for (int i = 0; i < 6; i++)
        (void)close(fds[i]);
    server_stop(r.server);
}

TEST(a_unix_socket_is_private_trusts_its_proxy_and_goes_with_the_server)
{
    struct str where = str_fmt(t_arena(), "unix:%s/http.sock", t_folder());
    const char *path = str_z(t_arena(), str_sub(where, 5, where.len));
    struct running r = start((struct server_options){.listen = where});
    struct stat st = {0};
    CHECK_INT(stat(path, &st), 0);
    CHECK_INT(st.st_mode & 0777, 0660);
    struct str answer =
        ask(&r, S("GET /livez HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n"));
    CHECK_INT(answer_status(answer), 200);
    CHECK_HAS(answer_header(answer, S("Strict-Transport-Security")), S("max-age"));
    server_stop(r.server);
    CHECK_INT(stat(path, &st), -1);
}

TEST(a_client_on_tcp_cannot_claim_to_be_a_proxy)
{
    struct running r = start((struct server_options){0});
    struct str answer =
        ask(&r, S("GET /livez HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n"));
    CHECK_STR(answer_header(answer, S("Strict-Transport-Security")), S(""));
    server_stop(r.server);
}

static enum err try_start(struct str where)
{
    struct fail why = {0};
    struct app app = {.os = &os_real};
    struct web_options w = {.app = &app};
    struct server *s = NULL;
    struct server_options o = {.os = &os_real, .listen = where};
    enum err err = server_start(t_arena(), web_init(t_arena(), &w), &o, &s, &why);
    if (err == OK)
        server_stop(s);
    return err;
}

TEST(an_address_that_is_taken_or_is_none_is_told_apart)
{
    struct running r = start((struct server_options){0});
    CHECK_INT(try_start(str_sub(r.address, 7, r.address.len)), ERR_CONFLICT);
    CHECK_INT(try_start(S("localhost:80")), ERR_USAGE);
    CHECK_INT(try_start(S("127.0.0.1")), ERR_USAGE);
    CHECK_INT(try_start(S("127.0.0.1:99999")), ERR_USAGE);
    CHECK_INT(try_start(S("unix:")), ERR_USAGE);
    CHECK_INT(try_start(S("unix:/no/such/folder/x.sock")), ERR_IO);
    server_stop(r.server);
}

static void *stop_it(void *server)
{
    server_stop(server);
    return NULL;
}

TEST(stopping_finishes_what_runs_and_takes_nothing_new)
{
    struct running r = start((struct server_options){0});
    struct str body = S("0123456789");
    pthread_t stopper = 0;
    int fd = client_open(r.address);
    CHECK(client_send(
        fd, S("POST /static/none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n")));
    CHECK(client_send(fd, S("\r\n")));
    sleep_ms(100);
    int late = client_open(r.address);
    CHECK(client_send(late, S("GET /livez HTTP/1.1\r\nHost: a\r\n")));
    int64_t began = now_ms();
    REQUIRE(pthread_create(&stopper, NULL, stop_it, r.server) == 0);
    sleep_ms(200);
    int refused = client_try(r.address);
    CHECK(refused < 0 || client_wait_closed(refused, 1000) < 1000);
    (void)body;
    (void)client_send(fd, S("0\r\n\r\n"));
    CHECK_INT(answer_status(client_answer(t_arena(), fd, false)), 405);
    CHECK(pthread_join(stopper, NULL) == 0);
    CHECK(now_ms() - began < 5000);
    (void)close(fd);
    (void)close(late);
    if (refused >= 0)
        (void)close(refused);
}

/* Connections without an end, one after the other, until nobody listens any more. */
static void *knock(void *ctx)
{
    const struct running *r = ctx;
    int fd = 0;
    while (fd >= 0) {
        fd = client_try(r->address);
        if (fd >= 0) {
            (void)client_send(fd, S(GET_LIVEZ));
            (void)close(fd);
        }
    }
    return NULL;
}

/* libmicrohttpd's way to stop listening aborts the program now and then when its workers are busy
 * (docs/decisions/http-libmicrohttpd.md): each round is a chance of it. */
TEST(a_busy_server_stops_in_order)
{
    enum { ROUNDS = 40, KNOCKERS = 4 };
    for (int i = 0; i < ROUNDS; i++) {
        struct running r = start((struct server_options){.max_connections = 4});
        pthread_t knocking[KNOCKERS];
        for (int k = 0; k < KNOCKERS; k++)
            REQUIRE(pthread_create(&knocking[k], NULL, knock, &r) == 0);
        sleep_ms(10);
        server_stop(r.server);
        for (int k = 0; k < KNOCKERS; k++)
            CHECK(pthread_join(knocking[k], NULL) == 0);
    }
}

TEST(a_server_that_stops_does_not_wait_for_ever)
{
    struct running r = start((struct server_options){.stop_seconds = 1});
    int fd = client_open(r.address);
    CHECK(
        client_send(fd, S("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")));
    sleep_ms(100);
    int64_t began = now_ms();
    server_stop(r.server);
    CHECK(now_ms() - began >= 900);
    CHECK(now_ms() - began < 4000);
    (void)close(fd);
}

enum { ASKERS = 4, TIMES = 100 };

struct asker {
    struct running *r;
    int n_fine;
};

static void *ask_often(void *ctx)
{
    struct asker *me = ctx;
    struct arena a;
    arena_init(&a, 64 * MIB);
    int fd = client_try(me->r->address);
    for (int i = 0; i < TIMES && client_send(fd, S(GET_LIVEZ)); i++) {
        me->n_fine += answer_status(client_answer(&a, fd, false)) == 200;
        arena_reset(&a);
    }
    (void)close(fd);
    arena_done(&a);
    return NULL;
}

TEST(threads_answer_side_by_side)
{
    struct running r = start((struct server_options){0});
    pthread_t threads[ASKERS];
    struct asker askers[ASKERS];
    for (int i = 0; i < ASKERS; i++) {
        askers[i] = (struct asker){.r = &r};
        REQUIRE(pthread_create(&threads[i], NULL, ask_often, &askers[i]) == 0);
    }
    for (int i = 0; i < ASKERS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK_INT(askers[i].n_fine, TIMES);
    }
    server_stop(r.server);
}

TEST(files_are_kept_for_ever_under_their_version_and_else_asked_for_again)
{
    struct running r = start((struct server_options){0});
    struct str plain = ask(&r, S("GET /static/app.css HTTP/1.1\r\nHost: a\r\n\r\n"));
    struct str packed = ask(&r, S("GET /static/app.css HTTP/1.1\r\nHost: a\r\n"
                                  "Accept-Encoding: gzip\r\n\r\n"));
    CHECK_INT(answer_status(plain), 200);
    CHECK_STR(answer_header(plain, S("Content-Type")), S("text/css; charset=utf-8"));
    CHECK_STR(answer_header(plain, S("Cache-Control")), S("public, no-cache"));
    CHECK_STR(answer_header(packed, S("Content-Encoding")), S("gzip"));
    CHECK(answer_body(packed).len * 2 < answer_body(plain).len);
    struct str tag = answer_header(plain, S("ETag"));
    CHECK(!str_eq(tag, answer_header(packed, S("ETag"))));
    struct str again = ask(&r, str_fmt(t_arena(),
                                       "GET /static/app.css HTTP/1.1\r\nHost: a\r\n"
                                       "If-None-Match: %.*s\r\n\r\n",
                                       STR_ARG(tag)));
    CHECK_INT(answer_status(again), 304);
    CHECK_INT(answer_body(again).len, 0);
    server_stop(r.server);
}
