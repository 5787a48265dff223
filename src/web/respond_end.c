/*
 * respond_end.c -- the last touches on every answer: what browsers may do with it, how long it
 * keeps, whether it is sent at all, and packed.
 */
#include "base/hash.h"
#include "web/inside.h"
#include "web/pack.h"
#include "web/request.h"

/* No inline script or style anywhere. Tabler's own pictures are data: addresses in its style. */
static const struct header always[] = {
    {S_("Content-Security-Policy"),
     S_("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'")},
    {S_("X-Content-Type-Options"), S_("nosniff")},
    {S_("X-Frame-Options"), S_("DENY")},
    {S_("Referrer-Policy"), S_("same-origin")},
    {S_("Cross-Origin-Opener-Policy"), S_("same-origin")},
    {S_("Cross-Origin-Resource-Policy"), S_("same-origin")},
    {S_("Permissions-Policy"), S_("camera=(), geolocation=(), microphone=()")},
};

static struct str header_of(const struct response *out, struct str name)
{
    for (int i = 0; i < out->n_headers; i++)
        if (str_eq(out->headers[i].name, name))
            return out->headers[i].value;
    return S("");
}

static void add_once(struct exchange *x, struct str name, struct str value)
{
    if (header_of(x->out, name).len == 0)
        respond_header(x, name, value);
}

/* A paper that somebody uploaded must not act as one of our pages, even if a browser shows it. */
static void add_security(struct exchange *x)
{
    if (header_of(x->out, S("Content-Disposition")).len > 0)
        respond_header(x, S("Content-Security-Policy"), S("sandbox; default-src 'none'"));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(always); i++)
        add_once(x, always[i].name, always[i].value);
    if (str_eq(x->req->scheme, S("https")))
        respond_header(x, S("Strict-Transport-Security"), S("max-age=31536000"));
}

static bool is_get(const struct exchange *x)
{
    return x->req->method == METHOD_GET || x->req->method == METHOD_HEAD;
}

static struct str etag_of_body(struct exchange *x)
{
    return STR_CAT(x->a, S("W/\""), quick_mark(x->a, x->out->body), S("\""));
}

/* Pages are asked for again each time, and sent again only if they changed. */
static void add_caching(struct exchange *x)
{
    bool no_store = x->route && (x->route->flags & NO_STORE);
    bool keeps = is_get(x) && x->out->status == 200 && !no_store;
    if (header_of(x->out, S("Cache-Control")).len > 0)
        return;
    respond_header(x, S("Cache-Control"), keeps ? S("private, no-cache") : S("no-store"));
    respond_header(x, S("Vary"), S("Accept-Encoding, Accept-Language, Cookie"));
    if (keeps && header_of(x->out, S("ETag")).len == 0)
        respond_header(x, S("ETag"), etag_of_body(x));
}

static bool has_not_changed(const struct exchange *x)
{
    struct str list = request_header(x->req, S("If-None-Match"));
    struct str tag = header_of(x->out, S("ETag"));
    if (tag.len == 0 || !is_get(x) || x->out->status != 200)
        return false;
    return etag_matches_weak(list, tag);
}

static bool is_text_media(struct str media)
{
    return str_starts(media, S("text/")) || str_starts(media, S("application/json")) ||
           str_starts(media, S("application/problem+json"));
}

static void pack_body(struct exchange *x)
{
    bool is_packed = header_of(x->out, S("Content-Encoding")).len > 0;
    /* A strong tag promises these bytes and no others (RFC 9110, 8.8.3). */
    bool is_strong = str_starts(header_of(x->out, S("ETag")), S("\""));
    struct str packed = S("");
    if (is_packed || is_strong || x->req->method == METHOD_HEAD || x->out->body.len < PACK_FROM)
        return;
    if (!is_text_media(header_of(x->out, S("Content-Type"))))
        return;
    if (accept_encoding(request_header(x->req, S("Accept-Encoding")), S("gzip")) == 0)
        return;
    if (!pack_gzip(x->a, x->out->body, &packed))
        return;
    x->out->body = packed;
    x->out->body_is_static = false;
    respond_header(x, S("Content-Encoding"), S("gzip"));
}

void respond_end(struct exchange *x)
{
    add_security(x);
    add_caching(x);
    if (has_not_changed(x)) {
        x->out->status = 304;
        x->out->body = S("");
        return;
    }
    pack_body(x);
}
