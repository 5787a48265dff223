/*
 * carrier.c -- one message over the network.
 */
#include "jobs/carrier.h"

#include <curl/curl.h>
#include <pthread.h>

enum { CONNECT_MS = 10000, ALL_MS = 20000, ANSWER_KEPT = 4096 };

/* What goes out and what comes in. */
struct carrying {
    struct str rest;
    struct buf answer;
};

static void begin(void)
{
    (void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t give(char *to, size_t size, size_t n, void *ctx)
{
    struct carrying *k = ctx;
    ptrdiff_t room = (ptrdiff_t)(size * n);
    ptrdiff_t len = k->rest.len < room ? k->rest.len : room;
    if (len > 0)
        memcpy(to, k->rest.s, (size_t)len);
    k->rest = str_sub(k->rest, len, k->rest.len);
    return (size_t)len;
}

/* All is taken, so that the other side can finish; the first bytes are kept. */
static size_t take(const char *from, size_t size, size_t n, void *ctx)
{
    struct carrying *k = ctx;
    ptrdiff_t len = (ptrdiff_t)(size * n);
    ptrdiff_t room = ANSWER_KEPT - k->answer.len;
    buf_add(&k->answer, (struct str){from, len < room ? len : room});
    return size * n;
}

/* A mail server's last line: what it says of the message when it refuses it. */
static size_t take_line(const char *from, size_t size, size_t n, void *ctx)
{
    struct carrying *k = ctx;
    k->answer.len = 0;
    return take(from, size, n, ctx);
}

static void set_common(CURL *h, struct arena *a, const struct parcel *p, struct carrying *k,
                       char *error)
{
    curl_easy_reset(h); /* keeps the connections */
    error[0] = '\0';
    (void)curl_easy_setopt(h, CURLOPT_URL, str_z(a, p->url));
    (void)curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, p->is_mail ? "smtp,smtps" : "http,https");
    (void)curl_easy_setopt(h, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    (void)curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)ALL_MS);
    (void)curl_easy_setopt(h, CURLOPT_ERRORBUFFER, error);
    (void)curl_easy_setopt(h, CURLOPT_READFUNCTION, give);
    (void)curl_easy_setopt(h, CURLOPT_READDATA, k);
    (void)curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take);
    (void)curl_easy_setopt(h, CURLOPT_WRITEDATA, k);
    if (p->certificate.len > 0) {
        struct curl_blob pem = {.data = str_z(a, p->certificate),
                                .len = (size_t)p->certificate.len,
                                .flags = CURL_BLOB_COPY};
        (void)curl_easy_setopt(h, CURLOPT_CAINFO_BLOB, &pem);
        (void)curl_easy_setopt(h, CURLOPT_CAPATH, (char *)NULL);
    }
}

static struct curl_slist *set_mail(CURL *h, struct arena *a, const struct parcel *p,
                                   struct carrying *k)
{
    struct str from = str_fmt(a, "<%.*s>", STR_ARG(p->from));
    struct str to = str_fmt(a, "<%.*s>", STR_ARG(p->to));
    struct curl_slist *rcpt = curl_slist_append(NULL, str_z(a, to));
    (void)curl_easy_setopt(h, CURLOPT_MAIL_FROM, str_z(a, from));
    (void)curl_easy_setopt(h, CURLOPT_MAIL_RCPT, rcpt);
    (void)curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, take_line);
    (void)curl_easy_setopt(h, CURLOPT_HEADERDATA, k);
    if (p->must_tls)
        (void)curl_easy_setopt(h, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    if (p->login.len > 0) {
        (void)curl_easy_setopt(h, CURLOPT_USERNAME, str_z(a, p->login));
        (void)curl_easy_setopt(h, CURLOPT_PASSWORD, str_z(a, p->password));
    }
    return rcpt;
}

static struct curl_slist *set_request(CURL *h, struct arena *a, const struct parcel *p)
{
    struct curl_slist *headers = NULL;
    for (int i = 0; i < p->n_headers; i++)
        headers = curl_slist_append(headers, str_z(a, p->headers[i]));
    headers = curl_slist_append(headers, "Expect:"); /* no round of questions before the body */
    (void)curl_easy_setopt(h, CURLOPT_POST, 1L);
    (void)curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->body.len);
    (void)curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(h, CURLOPT_USERAGENT, "ponan");
    return headers;
}

/* --- what became of it --------------------------------------------------------------------------
 */

static enum outbox_fault fault_of(CURLcode code)
{
    static const struct {
        CURLcode code;
        enum outbox_fault fault;
    } rows[] = {
        {CURLE_COULDNT_RESOLVE_HOST, OUTBOX_FAULT_connect},
        {CURLE_COULDNT_CONNECT, OUTBOX_FAULT_connect},
        {CURLE_OPERATION_TIMEDOUT, OUTBOX_FAULT_timeout},
        {CURLE_LOGIN_DENIED, OUTBOX_FAULT_login},
        {CURLE_USE_SSL_FAILED, OUTBOX_FAULT_tls},
        {CURLE_SSL_CONNECT_ERROR, OUTBOX_FAULT_tls},
        {CURLE_PEER_FAILED_VERIFICATION, OUTBOX_FAULT_tls},
        {CURLE_SSL_CERTPROBLEM, OUTBOX_FAULT_tls},
        {CURLE_SSL_CACERT_BADFILE, OUTBOX_FAULT_tls},
        {CURLE_SSL_CIPHER, OUTBOX_FAULT_tls},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].code == code)
            return rows[i].fault;
    return OUTBOX_FAULT_broken;
}

/* A server that says 5xx to sender, receiver or text will say so again (RFC 5321, 4.2.1); at any
 * other moment, and with 4xx, it may be better tomorrow. */
static struct carried mail_fate(CURLcode code, long reply, struct str error)
{
    enum { PERMANENT = 500, AUTH_FIRST = 530, AUTH_LAST = 538 };
    struct carried c = {.fault = fault_of(code), .answer = error};
    bool is_reply = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
                    code == CURLE_RECV_ERROR || code == CURLE_QUOTE_ERROR;
    bool is_about_login = reply >= AUTH_FIRST && reply <= AUTH_LAST;
    if (code == CURLE_OK)
        return (struct carried){.fault = OUTBOX_FAULT_none};
    if (is_reply && is_about_login)
        c.fault = OUTBOX_FAULT_login;
    else if (is_reply && reply >= PERMANENT)
        c = (struct carried){.fault = OUTBOX_FAULT_refused, .is_final = true, .answer = error};
    return c;
}

static struct carried request_fate(struct arena *a, const struct parcel *p, CURLcode code,
                                   long status, const struct carrying *k)
{
    enum { FINE = 200, REDIRECT = 300, WRONG = 400 };
    struct str said = buf_str(&k->answer);
    struct str answer = str_fmt(a, "HTTP %ld %.*s", status, STR_ARG(said));
    if (code != CURLE_OK)
        return (struct carried){.fault = fault_of(code)};
    if (status >= REDIRECT && status < WRONG)
        return (struct carried){.fault = OUTBOX_FAULT_redirect, .answer = answer};
    if (status < FINE || status >= WRONG)
        return (struct carried){.fault = OUTBOX_FAULT_status, .answer = answer};
    if (p->is_robot && !outbox_robot_is_content(said))
        return (struct carried){.fault = OUTBOX_FAULT_robot, .answer = said};
    return (struct carried){.fault = OUTBOX_FAULT_none};
}

struct carried carrier_send(struct carrier *c, struct arena *a, const struct parcel *p)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char error[CURL_ERROR_SIZE];
    long reply = 0;
    struct carrying k = {.rest = p->body, .answer = buf_on(a, ANSWER_KEPT)};
    (void)pthread_once(&once, begin);
    if (!c->handle)
        c->handle = curl_easy_init();
    CURL *h = c->handle;
    if (!h)
        return (struct carried){.fault = OUTBOX_FAULT_broken};
    set_common(h, a, p, &k, error);
    struct curl_slist *list = p->is_mail ? set_mail(h, a, p, &k) : set_request(h, a, p);
    CURLcode code = curl_easy_perform(h);
    (void)curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &reply);
    (void)curl_easy_setopt(h, CURLOPT_ERRORBUFFER, (char *)NULL); /* the handle outlives it */
    curl_slist_free_all(list);
    struct str said = error[0] ? str_of(error) : str_of(curl_easy_strerror(code));
    enum { REFUSED = 400 };
    if (p->is_mail && reply >= REFUSED && k.answer.len > 0)
        said = str_trim(buf_str(&k.answer));
    struct carried out =
        p->is_mail ? mail_fate(code, reply, str_dup(a, said)) : request_fate(a, p, code, reply, &k);
    if (out.fault != OUTBOX_FAULT_none && out.answer.len == 0)
        out.answer = str_dup(a, said);
    return out;
}

void carrier_done(struct carrier *c)
{
    if (c->handle)
        curl_easy_cleanup(c->handle);
    c->handle = NULL;
}
