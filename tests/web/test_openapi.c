/*
 * The description of the API against tests/golden/openapi.json: every change of the API shows as a
 * difference. PONAN_GOLDEN=write rewrites the file.
 */
#include "base/os.h"
#include "format/json.h"
#include "format/json_write.h"
#include "t.h"
#include "web/api.h"
#include "web/routes.h"

static struct str openapi(struct str lang)
{
    static struct app app;
    struct header headers[] = {{S("Host"), S("a")}, {S("Accept-Language"), lang}};
    struct request req = {.method = METHOD_GET,
                          .path = S("/api/v1/openapi.json"),
                          .headers = headers,
                          .n_headers = 2,
                          .scheme = S("http")};
    struct response out = {0};
    app = (struct app){.os = &os_real};
    struct web_options o = {.app = &app};
    web_handle(web_init(t_arena(), &o), t_arena(), &req, &out);
    REQUIRE(out.status == 200);
    return out.body;
}

static struct str spaces(int n)
{
    static const char blank[] = "                                                                ";
    return (struct str){blank, n < 64 ? n : 64};
}

static void text(struct buf *b, struct str s)
{
    struct json_writer w = json_writer_on(b);
    json_text(&w, s);
}

/* One member a line, so that differences can be read. */
static void pretty(struct buf *b, const struct json *v, int depth)
{
    bool is_object = v->kind == JSON_OBJECT;
    switch (v->kind) {
    case JSON_NULL: buf_add(b, S("null")); return;
    case JSON_BOOL: buf_add(b, v->truth ? S("true") : S("false")); return;
    case JSON_NUMBER: buf_add(b, v->text); return;
    case JSON_TEXT: text(b, v->text); return;
    case JSON_ARRAY:
    case JSON_OBJECT: break;
    }
    buf_byte(b, is_object ? '{' : '[');
    for (const struct json *m = v->first; m; m = m->next) {
        buf_byte(b, '\n');
        buf_add(b, spaces(depth * 2 + 2));
        if (is_object) {
            text(b, m->name);
            buf_add(b, S(": "));
        }
        pretty(b, m, depth + 1);
        if (m->next)
            buf_byte(b, ',');
    }
    if (v->n > 0) {
        buf_byte(b, '\n');
        buf_add(b, spaces(depth * 2));
    }
    buf_byte(b, is_object ? '}' : ']');
}

static const struct json *parsed(struct str text)
{
    const struct json *v = NULL;
    struct fail why = {0};
    enum err err = json_parse(t_arena(), text, &v, &why);
    if (err != OK)
        fprintf(stderr, "%.*s\n", STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
    REQUIRE(err == OK);
    return v;
}

/* The line on which two texts part. */
static int first_difference(struct str a, struct str b)
{
    int line = 1;
    for (ptrdiff_t i = 0; i < a.len && i < b.len && a.s[i] == b.s[i]; i++)
        line += a.s[i] == '\n';
    return line;
}

TEST(the_description_of_the_api_is_the_one_that_was_agreed)
{
    const char *path = "tests/golden/openapi.json";
    struct buf b = buf_on(t_arena(), 16 * MIB);
    pretty(&b, parsed(openapi(S("en"))), 0);
    buf_byte(&b, '\n');
    struct str got = buf_str(&b);
    const char *write = getenv("PONAN_GOLDEN");
    if (write && str_eq(str_of(write), S("write"))) {
        struct fail why = {0};
        const char *whole = str_z(t_arena(), str_fmt(t_arena(), "%s/%s", SOURCE_ROOT, path));
        CHECK(os_real.write_file(os_real.ctx, whole, got, 0644, &why) == OK);
    }
    struct str want = t_source_file(path);
    if (!str_eq(got, want))
        t_differs(path, first_difference(got, want),
                  "the API changed here; look, then run with PONAN_GOLDEN=write");
}

/* Every reference of the document points at something in it. */
static int dangling(const struct json *root, const struct json *v)
{
    int n = 0;
    const struct json *ref = json_member(v, S("$ref"));
    if (ref && !json_at(root, str_sub(ref->text, 1, ref->text.len)))
        n++;
    for (const struct json *m = v->first; m; m = m->next)
        n += dangling(root, m);
    return n;
}

TEST(the_description_is_whole_in_both_languages)
{
    const struct json *zh = parsed(openapi(S("zh")));
    const struct json *en = parsed(openapi(S("en")));
    CHECK_INT(dangling(en, en), 0);
    CHECK_INT(dangling(zh, zh), 0);
    CHECK_INT(json_member(en, S("paths"))->n, json_member(zh, S("paths"))->n);
    CHECK(
        !str_eq(json_str(json_at(en, S("/info/title"))), json_str(json_at(zh, S("/info/title")))));
}

static enum write write_of(const struct route *r)
{
    if (r->method == METHOD_PATCH)
        return WRITE_MEND;
    return r->method == METHOD_DELETE ? WRITE_VOID : WRITE_MAKE;
}

/* What is written through its kinds, or left to an act, is only read by itself. */
static ptrdiff_t n_described(const struct route *r)
{
    bool is_read = r->method == METHOD_GET && r->handler != api_template;
    ptrdiff_t n = 0;
    for (int i = 0; entities[i]; i++)
        n += is_read || entity_takes(entities[i], write_of(r));
    return n;
}

TEST(every_row_of_the_api_is_described_for_every_entity)
{
    const struct json *doc = parsed(openapi(S("en")));
    const struct json *paths = json_member(doc, S("paths"));
    ptrdiff_t want = 0;
    ptrdiff_t got = 0;
    for (ptrdiff_t i = 0; i < n_routes; i++)
        if (routes[i].flags & API)
            want += routes[i].flags & OF_ENTITY ? n_described(&routes[i]) : 1;
    for (const struct json *p = paths->first; p; p = p->next)
        got += p->n;
    CHECK_INT(got, want);
}
