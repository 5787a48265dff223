/*
 * assets.c -- files of ui/, compiled in, sent packed as the build packed them.
 */
#include "web/assets.h"

#include "base/hash.h"
#include "format/asset.h"
#include "web/inside.h"

enum { STAMP_BYTES = 6 };

extern const struct asset_table web_assets;

struct str assets_stamp(struct arena *a)
{
    struct hasher h = {0};
    hasher_init(&h, HASH_SHA256);
    for (ptrdiff_t i = 0; i < web_assets.n; i++)
        hasher_add(&h, web_assets.at[i].etag);
    struct hash sum = hasher_done(&h);
    return hex_of(a, (struct str){(const char *)sum.b, STAMP_BYTES});
}

struct str assets_version(const struct exchange *x)
{
    return x->web->version;
}

/* Picks the packed form that the client takes. */
static struct str packed_form(const struct exchange *x, const struct asset *file,
                              struct str *out_coding)
{
    struct str accepted = request_header(x->req, S("Accept-Encoding"));
    if (file->brotli.len > 0 && accept_encoding(accepted, S("br")) > 0) {
        *out_coding = S("br");
        return file->brotli;
    }
    if (file->gzip.len > 0 && accept_encoding(accepted, S("gzip")) > 0) {
        *out_coding = S("gzip");
        return file->gzip;
    }
    *out_coding = S("");
    return file->bytes;
}

/* One tag for each form of the same file (RFC 9110, 8.8.3.3): "hash" and "hash-gzip". */
static struct str tag_of(struct exchange *x, const struct asset *file, struct str coding)
{
    if (coding.len == 0)
        return file->etag;
    struct str open = str_sub(file->etag, 0, file->etag.len - 1);
    return str_fmt(x->a, "%.*s-%.*s\"", STR_ARG(open), STR_ARG(coding));
}

enum err get_asset(struct exchange *x, struct fail *why)
{
    struct str coding = S("");
    const struct asset *file = asset_find(&web_assets, exchange_param(x, S("name")));
    if (!file)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    bool is_fixed = str_eq(query_get(x, S("v")), x->web->version);
    x->out->status = 200;
    x->out->body = packed_form(x, file, &coding);
    x->out->body_is_static = true;
    respond_header(x, S("Content-Type"), file->media);
    respond_header(x, S("ETag"), tag_of(x, file, coding));
    respond_header(x, S("Cache-Control"),
                   is_fixed ? S("public, max-age=31536000, immutable") : S("public, no-cache"));
    respond_header(x, S("Vary"), S("Accept-Encoding"));
    if (coding.len > 0)
        respond_header(x, S("Content-Encoding"), coding);
    return OK;
}
