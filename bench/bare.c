/*
 * bare.c -- the yardstick of a page: libmicrohttpd that answers every request with the same bytes.
 *
 * usage: bare PORT FILE   (until standard input closes)
 */
#include "base/base.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <unistd.h>

enum { BODY_MAX = 1 << 20 };
static char body[BODY_MAX];
static size_t body_len;

/* The parameters have the types that libmicrohttpd gives them. */
static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_len, // NOLINT(readability-non-const-parameter)
                              void **state)
{
    (void)cls;
    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    (void)upload_len;
    /* The head alone: an answer now would close the connection. */
    if (!*state) {
        *state = body;
        return MHD_YES;
    }
    struct MHD_Response *r =
        MHD_create_response_from_buffer(body_len, body, MHD_RESPMEM_PERSISTENT);
    (void)MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
    enum MHD_Result done = MHD_queue_response(c, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return done;
}

int main(int argc, char **argv)
{
    int64_t port = 0;
    if (argc != 3 || !str_digits(str_of(argv[1]), &port))
        return 2;
    FILE *f = fopen(argv[2], "rb");
    if (!f)
        return 1;
    body_len = fread(body, 1, sizeof body, f);
    (void)fclose(f);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)port, NULL,
                                            NULL, answer, NULL, MHD_OPTION_SOCK_ADDR, &at,
                                            MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
    if (!d)
        return 1;
    while (getchar() != EOF)
        continue;
    MHD_stop_daemon(d);
    return 0;
}
