/*
 * Large bodies over a real socket: who may not send one is told so before it is read.
 */
#include "t.h"
#include "web/client.h"
#include "web/server.h"
#include "web/world.h"

#include <unistd.h>

struct site {
    struct world *w;
    struct server *server;
};

static struct site open_site(ptrdiff_t body_memory)
{
    struct site s = {.w = world_make(DIALECT_SQLITE)};
    struct server_options o = {
        .os = &os_real, .listen = S("127.0.0.1:0"), .n_threads = 2, .body_memory = body_memory};
    MUST_DO(server_start(t_arena(), s.w->web, &o, &s.server, &why));
    return s;
}

static void close_site(struct site *s)
{
    server_stop(s->server);
    world_done(s->w);
}

static struct str head_of(struct site *s, const char *role, const char *more)
{
    struct str token = S("none");
    for (int i = 0; i < POST_ROLE_COUNT; i++)
        if (str_eq(role_name((enum post_role)i), str_of(role)))
            token = s->w->tokens[i];
    return str_fmt(t_arena(),
                   "POST /api/v1/units/import?file_name=a.csv HTTP/1.1\r\nHost: a\r\n"
                   "Authorization: Bearer %.*s\r\nContent-Type: text/csv\r\n%s\r\n",
                   STR_ARG(token), more);
}

/* The head alone is sent; the answer comes all the same. */
static int status_of_head(struct site *s, const char *role, const char *more)
{
    int fd = client_open(server_address(s->server));
    CHECK(client_send(fd, head_of(s, role, more)));
    int status = answer_status(client_answer(t_arena(), fd, false));
    (void)close(fd);
    return status;
}

TEST(who_may_not_send_a_large_body_is_told_before_it_is_read)
{
    struct site s = open_site(0);
    CHECK_INT(status_of_head(&s, "nobody", "Content-Length: 10000000\r\n"), 401);
    CHECK_INT(status_of_head(&s, "leader", "Content-Length: 10000000\r\n"), 403);
    CHECK_INT(status_of_head(&s, "sysadmin", "Content-Length: 30000000\r\n"), 413);
    CHECK_INT(status_of_head(&s, "leader", "Transfer-Encoding: chunked\r\n"), 403);
    close_site(&s);
}

static bool send_chunks(int fd, int n)
{
    struct buf chunk = buf_on(t_arena(), 16 * KIB);
    buf_add(&chunk, S("2000\r\n"));
    for (int i = 0; i < 0x2000; i++)
        buf_byte(&chunk, 'a');
    buf_add(&chunk, S("\r\n"));
    for (int i = 0; i < n; i++)
        if (!client_send(fd, buf_str(&chunk)))
            return false;
    return true;
}

TEST(a_large_body_of_somebody_who_may_arrives_whole)
{
    struct site s = open_site(0);
    int fd = client_open(server_address(s.server));
    CHECK(client_send(fd, head_of(&s, "sysadmin", "Transfer-Encoding: chunked\r\n")));
    CHECK(client_send(fd, S("12\r\ncode,name_zh,level\r\n")));
    CHECK(client_send(fd, S("1\r\n\n\r\n")));
    CHECK(client_send(fd, S("1f\r\n330523105,天荒坪镇,township\r\n0\r\n\r\n")));
    struct str answer = client_answer(t_arena(), fd, false);
    CHECK_INT(answer_status(answer), 201);
    CHECK_HAS(answer, S("\"rows\":1"));
    (void)close(fd);
    close_site(&s);
}

TEST(who_sends_on_past_the_limit_is_cut_off)
{
    struct site s = open_site(0);
    int fd = client_open(server_address(s.server));
    CHECK(client_send(fd, head_of(&s, "sysadmin", "Transfer-Encoding: chunked\r\n")));
    /* 40 MiB, where 20 are the most. */
    CHECK(!send_chunks(fd, 5120));
    (void)close(fd);
    close_site(&s);
}

TEST(bodies_together_take_no_more_than_their_share_of_memory)
{
    struct site s = open_site(200000);
    int fd = client_open(server_address(s.server));
    CHECK(client_send(fd, head_of(&s, "sysadmin", "Transfer-Encoding: chunked\r\n")));
    CHECK(send_chunks(fd, 50));
    CHECK(client_send(fd, S("0\r\n\r\n")));
    struct str answer = client_answer(t_arena(), fd, false);
    CHECK_INT(answer_status(answer), 503);
    CHECK_STR(answer_header(answer, S("Retry-After")), S("10"));
    (void)close(fd);
    close_site(&s);
}
