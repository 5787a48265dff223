/*
 * packaging/nginx.conf as it stands, on a loopback port with a certificate of the test's own: what
 * it lets through, what it adds, and what Ponan makes of it.
 */
#include "base/os.h"
#include "t.h"
#include "web/client.h"
#include "web/server.h"

#include <openssl/ssl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MAX = 4 * 1024 * 1024 };

struct front {
    struct app app;
    struct server *server;
    pid_t nginx;
    int64_t port, plain_port;
};

static pid_t run(char *const argv[])
{
    pid_t pid = 0;
    REQUIRE(posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) == 0);
    return pid;
}

static char *z(const char *text)
{
    return str_z(t_arena(), str_of(text));
}

static char *below(const char *name)
{
    return str_z(t_arena(), str_fmt(t_arena(), "%s/%s", t_folder(), name));
}

static void make_certificate(void)
{
    int status = 1;
    char *argv[] = {z("openssl"),
                    z("req"),
                    z("-x509"),
                    z("-newkey"),
                    z("ec"),
                    z("-pkeyopt"),
                    z("ec_paramgen_curve:P-256"),
                    z("-nodes"),
                    z("-days"),
                    z("2"),
                    z("-subj"),
                    z("/CN=ponan.example.gov.cn"),
                    z("-keyout"),
                    below("key.pem"),
                    z("-out"),
                    below("fullchain.pem"),
                    NULL};
    REQUIRE(waitpid(run(argv), &status, 0) > 0);
    REQUIRE(status == 0);
}

static struct str replaced(struct str text, struct str from, struct str to)
{
    struct buf b = buf_on(t_arena(), 64 * KIB);
    REQUIRE(str_find(text, from) >= 0);
    for (ptrdiff_t at = str_find(text, from); at >= 0; at = str_find(text, from)) {
        buf_add(&b, str_sub(text, 0, at));
        buf_add(&b, to);
        text = str_sub(text, at + from.len, text.len);
    }
    buf_add(&b, text);
    return buf_str(&b);
}

static void write_file(const char *path, struct str bytes)
{
    struct fail why = {0};
    REQUIRE(os_real.write_file(os_real.ctx, path, bytes, 0600, &why) == OK);
}

/* The shipped file with this test's socket, ports and certificate in it, and nothing else changed.
 */
static void write_config(const struct front *f, struct str socket)
{
    struct arena *a = t_arena();
    struct str site = t_source_file("packaging/nginx.conf");
    site = replaced(site, S("unix:/run/ponan/ponan.sock;"), str_fmt(a, "%.*s;", STR_ARG(socket)));
    site = replaced(site, S("/etc/ssl/ponan"), str_of(t_folder()));
    site = replaced(site, S("listen 443 "), str_fmt(a, "listen 127.0.0.1:%" PRId64 " ", f->port));
    site =
        replaced(site, S("listen 80;"), str_fmt(a, "listen 127.0.0.1:%" PRId64 ";", f->plain_port));
    write_file(below("site.conf"), site);
    write_file(below("nginx.conf"),
               str_fmt(a,
                       "daemon off;\nmaster_process off;\npid %s/nginx.pid;\n"
                       "error_log %s/error.log;\nevents { worker_connections 64; }\n"
                       "http {\n  access_log off;\n  client_body_temp_path %s/body;\n"
                       "  proxy_temp_path %s/proxy;\n  fastcgi_temp_path %s/fastcgi;\n"
                       "  uwsgi_temp_path %s/uwsgi;\n  scgi_temp_path %s/scgi;\n"
                       "  include %s/site.conf;\n}\n",
                       t_folder(), t_folder(), t_folder(), t_folder(), t_folder(), t_folder(),
                       t_folder(), t_folder()));
}

static bool answers(int64_t port)
{
    int fd = client_try(str_fmt(t_arena(), "http://127.0.0.1:%" PRId64, port));
    if (fd < 0)
        return false;
    (void)close(fd);
    return true;
}

static void start(struct front *f)
{
    struct fail why = {0};
    struct str socket = str_fmt(t_arena(), "unix:%s/http.sock", t_folder());
    f->app = (struct app){.os = &os_real};
    struct web_options w = {.app = &f->app};
    struct server_options o = {.os = &os_real, .listen = socket, .n_threads = 2};
    REQUIRE(server_start(t_arena(), web_init(t_arena(), &w), &o, &f->server, &why) == OK);
    uint16_t random = 0;
    os_real.random(os_real.ctx, &random, sizeof random);
    f->port = 22000 + random % 20000;
    f->plain_port = f->port + 1;
    make_certificate();
    write_config(f, socket);
    char *argv[] = {z("/usr/sbin/nginx"), z("-p"), z(t_folder()),       z("-e"),
                    below("start.log"),   z("-c"), below("nginx.conf"), NULL};
    f->nginx = run(argv);
    for (int i = 0; i < 100 && !answers(f->port); i++)
        sleep_ms(50);
    REQUIRE(answers(f->port));
}

static void stop(struct front *f)
{
    int status = 0;
    CHECK_INT(kill(f->nginx, SIGTERM), 0);
    CHECK(waitpid(f->nginx, &status, 0) == f->nginx);
    server_stop(f->server);
}

/* One request over TLS; nginx closes behind the answer. */
static struct str ask(const struct front *f, struct str request)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    SSL *ssl = SSL_new(ctx);
    int fd = client_open(str_fmt(t_arena(), "http://127.0.0.1:%" PRId64, f->port));
    struct buf b = buf_on(t_arena(), ANSWER_MAX);
    char part[4096];
    int n = 0;
    REQUIRE(SSL_set_fd(ssl, fd) == 1 && SSL_connect(ssl) == 1);
    CHECK(SSL_write(ssl, request.s, (int)request.len) == request.len);
    while ((n = SSL_read(ssl, part, sizeof part)) >
           0) // NOLINT(bugprone-assignment-in-if-condition)
        buf_add(&b, (struct str){part, n});
    SSL_free(ssl);
    SSL_CTX_free(ctx);
    (void)close(fd);
    return buf_str(&b);
}

TEST(behind_nginx_pages_come_over_tls_and_ponan_knows_it)
{
    struct front f = {0};
    start(&f);
    struct str answer = ask(&f, S("GET /livez HTTP/1.1\r\nHost: ponan.example.gov.cn\r\n"
                                  "X-Forwarded-Proto: http\r\nConnection: close\r\n\r\n"));
    CHECK_INT(answer_status(answer), 200);
    CHECK_HAS(answer, S("ok"));
    CHECK_HAS(answer_header(answer, S("Strict-Transport-Security")), S("max-age"));
    CHECK_HAS(answer_header(answer, S("Content-Security-Policy")), S("frame-ancestors 'none'"));
    stop(&f);
}

TEST(behind_nginx_files_come_packed_as_ponan_packed_them)
{
    struct front f = {0};
    start(&f);
    struct str answer = ask(&f, S("GET /static/app.css HTTP/1.1\r\nHost: a\r\n"
                                  "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"));
    CHECK_INT(answer_status(answer), 200);
    CHECK_STR(answer_header(answer, S("Content-Encoding")), S("gzip"));
    CHECK(str_starts(answer_header(answer, S("ETag")), S("\"")));
    stop(&f);
}

TEST(nginx_refuses_two_hosts_and_large_bodies_and_passes_odd_addresses_on)
{
    struct front f = {0};
    start(&f);
    CHECK_INT(answer_status(ask(&f, S("GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n"
                                      "Connection: close\r\n\r\n"))),
              400);
    CHECK_INT(answer_status(ask(&f, S("POST /sign-in HTTP/1.1\r\nHost: a\r\n"
                                      "Content-Length: 900000000\r\nConnection: close\r\n\r\n"))),
              413);
    CHECK_INT(answer_status(ask(&f, S("GET //livez HTTP/1.1\r\nHost: a\r\n"
                                      "Connection: close\r\n\r\n"))),
              404);
    CHECK_INT(answer_status(ask(&f, S("GET /a%2Fb HTTP/1.1\r\nHost: a\r\n"
                                      "Connection: close\r\n\r\n"))),
              400);
    stop(&f);
}

TEST(nginx_sends_plain_http_to_https)
{
    struct front f = {0};
    start(&f);
    int fd = client_open(str_fmt(t_arena(), "http://127.0.0.1:%" PRId64, f.plain_port));
    CHECK(client_send(fd, S("GET /units HTTP/1.1\r\nHost: ponan.example.gov.cn\r\n\r\n")));
    struct str answer = client_answer(t_arena(), fd, false);
    CHECK_INT(answer_status(answer), 308);
    CHECK_STR(answer_header(answer, S("Location")), S("https://ponan.example.gov.cn/units"));
    (void)close(fd);
    stop(&f);
}
