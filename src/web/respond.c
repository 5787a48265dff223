/*
 * respond.c -- how handlers fill an answer.
 */
#include "web/exchange.h"
#include "web/inside.h"

enum { PAGE_MAX = 16 * 1024 * 1024 };

struct buf respond_buf(const struct exchange *x)
{
    return buf_on(x->a, PAGE_MAX);
}

static bool is_clean(struct str value)
{
    for (ptrdiff_t i = 0; i < value.len; i++)
        if ((unsigned char)value.s[i] < 0x20 || (unsigned char)value.s[i] > 0x7e)
            return false;
    return true;
}

void respond_header(struct exchange *x, struct str name, struct str value)
{
    struct response *out = x->out;
    assert(is_clean(name) && is_clean(value));
    assert(out->n_headers < ARRAY_LEN(out->headers));
    out->headers[out->n_headers++] = (struct header){name, value};
}

enum err respond_text(struct exchange *x, int status, struct str media, const struct buf *text,
                      struct fail *why)
{
    if (text->full)
        return FAIL(why, ERR_TOO_LARGE, MSG_web_answer_too_large, ARG_NONE);
    x->out->status = status;
    x->out->body = buf_str(text);
    respond_header(x, S("Content-Type"), media);
    return OK;
}

enum err respond_html(struct exchange *x, int status, const struct buf *page, struct fail *why)
{
    return respond_text(x, status, S("text/html; charset=utf-8"), page, why);
}

enum err respond_json(struct exchange *x, int status, const struct buf *json, struct fail *why)
{
    return respond_text(x, status, S("application/json"), json, why);
}

enum err respond_empty(struct exchange *x, int status)
{
    x->out->status = status;
    x->out->body = S("");
    return OK;
}

/* RFC 3986: bytes that may stand in a path, query or fragment as they are. */
static bool is_address_byte(unsigned char c)
{
    return c > 0x20 && c < 0x7f && !strchr("\"<>\\^`{|}", c);
}

static struct str address_escape(struct arena *a, struct str raw)
{
    struct buf b = buf_on(a, raw.len * 3 + 1);
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.s[i];
        if (is_address_byte(c))
            buf_byte(&b, raw.s[i]);
        else
            buf_fmt(&b, "%%%02X", (unsigned)c);
    }
    return buf_str(&b);
}

enum err respond_redirect(struct exchange *x, struct str to)
{
    respond_header(x, S("Location"), address_escape(x->a, to));
    return respond_empty(x, 303);
}

/* RFC 6266: a plain name for old readers, the real one beside it. */
static struct str disposition(struct arena *a, const struct download *d)
{
    struct buf b = buf_on(a, 4 * KIB);
    buf_add(&b, d->in_place ? S("inline") : S("attachment"));
    if (d->file_name.len == 0)
        return buf_str(&b);
    buf_add(&b, S("; filename=\""));
    for (ptrdiff_t i = 0; i < d->file_name.len && i < 200; i++) {
        unsigned char c = (unsigned char)d->file_name.s[i];
        bool is_plain = c >= 0x20 && c < 0x7f && !strchr("\"\\%/", c);
        buf_byte(&b, is_plain ? d->file_name.s[i] : '_');
    }
    buf_add(&b, S("\"; filename*=UTF-8''"));
    for (ptrdiff_t i = 0; i < d->file_name.len && i < 600; i++) {
        unsigned char c = (unsigned char)d->file_name.s[i];
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                        (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_';
        if (is_plain)
            buf_byte(&b, d->file_name.s[i]);
        else
            buf_fmt(&b, "%%%02X", (unsigned)c);
    }
    return buf_str(&b);
}

enum err respond_file(struct exchange *x, const struct download *d)
{
    x->out->status = 200;
    x->out->body = d->bytes;
    respond_header(x, S("Content-Type"),
                   is_clean(d->media) ? d->media : S("application/octet-stream"));
    respond_header(x, S("Content-Disposition"), disposition(x->a, d));
    return OK;
}

enum err respond_table(struct exchange *x, enum table_kind kind, const struct buf *bytes,
                       struct str stem)
{
    struct str word = table_kind_word(kind);
    struct download d = {.media = kind == TABLE_CSV ? S("text/csv; charset=utf-8")
                                                    : table_kind_media(kind),
                         .file_name = str_fmt(x->a, "%.*s.%.*s", STR_ARG(stem), STR_ARG(word)),
                         .bytes = buf_str(bytes)};
    return respond_file(x, &d);
}

void respond_cookie(struct exchange *x, struct str name, struct str value, int64_t max_age_s)
{
    struct buf b = buf_on(x->a, 4 * KIB);
    buf_fmt(&b, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax", STR_ARG(name), STR_ARG(value));
    if (max_age_s >= 0) {
        buf_add(&b, S("; Max-Age="));
        buf_int(&b, max_age_s);
    }
    if (str_eq(x->req->scheme, S("https")))
        buf_add(&b, S("; Secure"));
    respond_header(x, S("Set-Cookie"), buf_str(&b));
}
