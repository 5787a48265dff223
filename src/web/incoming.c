/*
 * incoming.c -- from libmicrohttpd's lists to a `struct request`.
 */
#include "web/incoming.h"

#include "web/request.h"

#include <arpa/inet.h>

enum { ARENA_SLACK = 1024 * 1024 };

static const struct method_name {
    struct str name;
    enum method method;
} method_names[] = {
    {S_("GET"), METHOD_GET},         {S_("HEAD"), METHOD_HEAD}, {S_("POST"), METHOD_POST},
    {S_("PATCH"), METHOD_PATCH},     {S_("PUT"), METHOD_PUT},   {S_("DELETE"), METHOD_DELETE},
    {S_("OPTIONS"), METHOD_OPTIONS},
};

static enum method method_of(struct str name)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(method_names); i++)
        if (str_eq(name, method_names[i].name))
            return method_names[i].method;
    return METHOD_COUNT;
}

struct gather {
    struct header *at;
    ptrdiff_t n;
};

static enum MHD_Result gather_header(void *ctx, enum MHD_ValueKind kind, const char *name,
                                     size_t name_len, const char *value, size_t value_len)
{
    struct gather *g = ctx;
    (void)kind;
    g->at[g->n++] = (struct header){{name, (ptrdiff_t)name_len},
                                    {value ? value : "", value ? (ptrdiff_t)value_len : 0}};
    return MHD_YES;
}

/* libmicrohttpd has cut the query at & and =; the unescape callback kept the parts as sent. */
static enum MHD_Result gather_query(void *ctx, enum MHD_ValueKind kind, const char *name,
                                    size_t name_len, const char *value, size_t value_len)
{
    struct buf *b = ctx;
    (void)kind;
    if (b->len > 0)
        buf_byte(b, '&');
    buf_add(b, (struct str){name, (ptrdiff_t)name_len});
    if (value) {
        buf_byte(b, '=');
        buf_add(b, (struct str){value, (ptrdiff_t)value_len});
    }
    return MHD_YES;
}

static struct str peer_of(struct arena *a, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!info || !info->client_addr)
        return S("");
    /* Through void: the general socket address is the head of the particular one. */
    const void *address = info->client_addr;
    if (info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = address;
        (void)inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
    } else if (info->client_addr->sa_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = address;
        (void)inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
    }
    return str_dup(a, str_of(text));
}

/* The last address of the list is the one that the proxy itself has seen. */
static struct str last_of_list(struct str list)
{
    struct str last = list;
    for (ptrdiff_t i = 0; i < list.len; i++)
        if (list.s[i] == ',')
            last = str_sub(list, i + 1, list.len);
    return str_trim(last);
}

static void believe_proxy(struct request *req)
{
    struct str peer = last_of_list(request_header(req, S("X-Forwarded-For")));
    if (peer.len > 0)
        req->peer = peer;
    if (str_eq(request_header(req, S("X-Forwarded-Proto")), S("https")))
        req->scheme = S("https");
}

/* Does a body follow, and how long does the head say it is? A wrong length is refused later, by
 * request_check(); libmicrohttpd reads the first of two. */
static void foresee_body(struct incoming *in)
{
    int64_t length = 0;
    in->declared = -1;
    in->has_body = request_header(&in->req, S("Transfer-Encoding")).len > 0;
    if (str_digits(request_header(&in->req, S("Content-Length")), &length)) {
        in->declared = (ptrdiff_t)length;
        in->has_body = in->has_body || length > 0;
    }
}

void incoming_begin(struct incoming *in, struct MHD_Connection *c, const char *method,
                    const char *url, bool trust_proxy)
{
    arena_init(&in->a, ARENA_SLACK);
    int n = MHD_get_connection_values(c, MHD_HEADER_KIND, NULL, NULL);
    struct gather g = {.at = NEW(&in->a, struct header, n + 1)};
    struct buf query = buf_on(&in->a, 64 * KIB);
    (void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, gather_header, &g);
    (void)MHD_get_connection_values_n(c, MHD_GET_ARGUMENT_KIND, gather_query, &query);
    in->begun = true;
    in->counted = 0;
    in->req = (struct request){
        .method = method_of(str_of(method)),
        .headers = g.at,
        .n_headers = g.n,
        .query = buf_str(&query),
        .peer = peer_of(&in->a, c),
        .scheme = S("http"),
    };
    /* An address that cannot be decoded is an empty path, which request_check() refuses. */
    if (!path_decode(&in->a, str_of(url), &in->req.path))
        in->req.path = S("");
    if (trust_proxy)
        believe_proxy(&in->req);
    foresee_body(in);
    ptrdiff_t limit = web_body_limit(in->req.method, in->req.path);
    in->req.body_over = in->declared > limit;
    /* A growing buffer leaves its smaller selves behind in the arena: together less than 2 x. */
    in->a.cap += 4 * limit;
    in->body = buf_on(&in->a, limit);
}

void incoming_add(struct incoming *in, struct str part)
{
    if (in->req.body_over)
        return;
    buf_add(&in->body, part);
    in->req.body_over = in->body.full;
}

void incoming_end(struct incoming *in)
{
    in->req.body = buf_str(&in->body);
}

void incoming_clear(struct incoming *in)
{
    if (in->begun)
        arena_done(&in->a);
    in->begun = false;
    in->counted = 0;
}
