/*
 * conversation.c -- reads a script, asks, compares.
 */
#include "web/conversation.h"

#include "format/xlsx_write.h"
#include "web/exchange.h"

enum { NAMES_MAX = 64, COOKIES_MAX = 8, HEADERS_MAX = 24 };

struct talk {
    struct world *w;
    const char *path;
    int line;
    struct str rest; /* of the script */
    struct header names[NAMES_MAX];
    int n_names;
    struct header cookies[COOKIES_MAX];
    int n_cookies;
    struct response got;
    bool is_workbook; /* the next body is made one */
};

/* --- reading -----------------------------------------------------------------------------------
 */

static bool next_line(struct talk *t, struct str *out)
{
    while (t->rest.len > 0) {
        *out = str_cut(t->rest, '\n', &t->rest);
        t->line++;
        if (!str_starts(*out, S("#")))
            return true;
    }
    return false;
}

static struct str peek_line(struct talk *t)
{
    struct str after = S("");
    return str_cut(t->rest, '\n', &after);
}

static bool begins_part(struct talk *t)
{
    while (str_starts(t->rest, S("#"))) {
        (void)str_cut(t->rest, '\n', &t->rest);
        t->line++;
    }
    struct str line = peek_line(t);
    return t->rest.len == 0 || str_starts(line, S("---")) || str_starts(line, S("==="));
}

static void remember(struct talk *t, struct str name, struct str value)
{
    struct header kept = {str_dup(t_arena(), name), str_dup(t_arena(), value)};
    for (int i = 0; i < t->n_names; i++) {
        if (str_eq(t->names[i].name, name)) {
            t->names[i] = kept;
            return;
        }
    }
    REQUIRE(t->n_names < NAMES_MAX);
    t->names[t->n_names++] = kept;
}

static void remember_id(struct talk *t, struct str name, int64_t id)
{
    remember(t, name, str_fmt(t_arena(), "%lld", (long long)id));
}

static const struct str *remembered(const struct talk *t, struct str name)
{
    for (int i = 0; i < t->n_names; i++)
        if (str_eq(t->names[i].name, name))
            return &t->names[i].value;
    return NULL;
}

/* The value that "{name}..." begins with, and its length with braces; NULL if it names nothing. */
static const struct str *value_at(const struct talk *t, struct str text, ptrdiff_t *out_len)
{
    ptrdiff_t end = str_find(text, S("}"));
    if (text.s[0] != '{' || end < 0)
        return NULL;
    *out_len = end + 1;
    return remembered(t, str_sub(text, 1, end));
}

/* {name} and \n put in; braces that name nothing stay as they are, for JSON. */
static struct str filled(const struct talk *t, struct str text)
{
    struct buf b = buf_on(t_arena(), MIB);
    while (text.len > 0) {
        ptrdiff_t used = 1;
        const struct str *value = value_at(t, text, &used);
        if (value) {
            buf_add(&b, *value);
        } else if (str_starts(text, S("\\n"))) {
            buf_byte(&b, '\n');
            used = 2;
        } else {
            buf_byte(&b, text.s[0]);
            used = 1;
        }
        text = str_sub(text, used, text.len);
    }
    return buf_str(&b);
}

/* --- asking ------------------------------------------------------------------------------------
 */

static enum method method_of(struct str name)
{
    static const struct str names[METHOD_COUNT] = {
        [METHOD_GET] = S_("GET"),        [METHOD_HEAD] = S_("HEAD"), [METHOD_POST] = S_("POST"),
        [METHOD_PATCH] = S_("PATCH"),    [METHOD_PUT] = S_("PUT"),   [METHOD_DELETE] = S_("DELETE"),
        [METHOD_OPTIONS] = S_("OPTIONS")};
    for (int m = 0; m < METHOD_COUNT; m++)
        if (str_eq(names[m], name))
            return (enum method)m;
    return METHOD_COUNT;
}

static struct str token_of(const struct talk *t, struct str role)
{
    for (int i = 0; i < POST_ROLE_COUNT; i++)
        if (str_eq(role_name((enum post_role)i), role))
            return t->w->tokens[i];
    fprintf(stderr, "%s:%d: no role is called so\n", t->path, t->line);
    t_stop(__FILE__, __LINE__, "a role");
}

static struct str cookie_line(const struct talk *t)
{
    struct buf b = buf_on(t_arena(), 16 * KIB);
    for (int i = 0; i < t->n_cookies; i++)
        buf_fmt(&b, "%s%.*s=%.*s", i > 0 ? "; " : "", STR_ARG(t->cookies[i].name),
                STR_ARG(t->cookies[i].value));
    return buf_str(&b);
}

/* A header line of a request, or one of the script's own words. */
static void add_header(struct talk *t, struct str line, struct header *headers, ptrdiff_t *n)
{
    struct str value = S("");
    struct str name = str_cut(line, ':', &value);
    value = filled(t, str_trim(value));
    REQUIRE(*n < HEADERS_MAX);
    if (str_eq(name, S("jar"))) {
        t->n_cookies = 0;
    } else if (str_eq(name, S("workbook"))) {
        t->is_workbook = true;
    } else if (str_eq(name, S("as"))) {
        struct str token = token_of(t, value);
        headers[(*n)++] =
            (struct header){S("Authorization"), str_fmt(t_arena(), "Bearer %.*s", STR_ARG(token))};
    } else {
        headers[(*n)++] = (struct header){name, value};
    }
}

static struct str read_body(struct talk *t)
{
    struct buf b = buf_on(t_arena(), MIB);
    struct str line = S("");
    while (!begins_part(t) && next_line(t, &line)) {
        if (b.len > 0)
            buf_byte(&b, '\n');
        buf_add(&b, line);
    }
    return filled(t, str_trim(buf_str(&b)));
}

/* Lines of cells parted by commas as a workbook; the first is its headings. */
static struct str workbook_of(struct str lines)
{
    enum { CELLS_MAX = 20 };
    struct xlsx_heading headings[CELLS_MAX] = {0};
    struct buf out = buf_on(t_arena(), MIB);
    struct xlsx_writer w = {0};
    struct fail why = {0};
    int n = 0;
    struct str line = str_cut(lines, '\n', &lines);
    while (line.len > 0 && n < CELLS_MAX)
        headings[n++].text = str_cut(line, ',', &line);
    xlsx_writer_open(&w, &out, S("表一"), headings, n);
    while (lines.len > 0) {
        line = str_cut(lines, '\n', &lines);
        for (int i = 0; i < n; i++)
            xlsx_put_text(&w, str_cut(line, ',', &line));
        xlsx_end_row(&w);
    }
    REQUIRE(xlsx_writer_end(&w, &why) == OK);
    return str_dup(t_arena(), buf_str(&out));
}

static void keep_cookie(struct talk *t, struct str set)
{
    struct str attributes = S("");
    struct str value = S("");
    struct str name = str_cut(str_cut(set, ';', &attributes), '=', &value);
    int at = 0;
    while (at < t->n_cookies && !str_eq(t->cookies[at].name, name))
        at++;
    if (str_find(attributes, S("Max-Age=0")) >= 0) {
        if (at < t->n_cookies)
            t->cookies[at] = t->cookies[--t->n_cookies];
        return;
    }
    REQUIRE(at < COOKIES_MAX);
    t->cookies[at] = (struct header){str_dup(t_arena(), name), str_dup(t_arena(), value)};
    if (at == t->n_cookies)
        t->n_cookies++;
}

static void ask(struct talk *t, struct str first)
{
    struct header headers[HEADERS_MAX] = {{S("Host"), S("ponan.test")}};
    struct str target = S("");
    struct str line = S("");
    struct request req = {.peer = S("192.0.2.7"), .scheme = S("http"), .headers = headers};
    req.n_headers = 1;
    req.method = method_of(str_cut(first, ' ', &target));
    req.path = str_cut(filled(t, str_trim(target)), '?', &req.query);
    while (!begins_part(t) && next_line(t, &line) && str_trim(line).len > 0)
        add_header(t, line, headers, &req.n_headers);
    req.body = read_body(t);
    if (t->is_workbook)
        req.body = workbook_of(req.body);
    t->is_workbook = false;
    struct str cookies = cookie_line(t);
    if (cookies.len > 0)
        headers[req.n_headers++] = (struct header){S("Cookie"), cookies};
    t->got = world_ask(t->w, &req);
    for (int i = 0; i < t->got.n_headers; i++)
        if (str_eq(t->got.headers[i].name, S("Set-Cookie")))
            keep_cookie(t, t->got.headers[i].value);
}

/* --- comparing ---------------------------------------------------------------------------------
 */

static struct str got_header(const struct talk *t, struct str name)
{
    for (int i = 0; i < t->got.n_headers; i++)
        if (str_eq(t->got.headers[i].name, name))
            return t->got.headers[i].value;
    return S("");
}

static void differs(const struct talk *t, const char *what, struct str want, struct str got)
{
    t_differs(t->path, t->line, "%s: want \"%.*s\", got \"%.*s\"", what, STR_ARG(want),
              STR_ARG(got));
}

/* Behind the mark, up to what ends a JSON or HTML value. */
static struct str value_behind(const struct talk *t, struct str mark)
{
    ptrdiff_t at = str_find(t->got.body, mark);
    if (at < 0) {
        differs(t, "to remember", mark, t->got.body);
        return S("");
    }
    ptrdiff_t from = at + mark.len;
    ptrdiff_t to = from;
    while (to < t->got.body.len && !strchr("\",}]<", t->got.body.s[to]))
        to++;
    return str_sub(t->got.body, from, to);
}

static void remember_from(struct talk *t, struct str line)
{
    struct str from = S("");
    struct str name = str_cut(str_trim(line), ' ', &from);
    from = str_trim(from);
    if (str_find(from, S("\"")) >= 0)
        remember(t, name, value_behind(t, from));
    else
        remember(t, name, got_header(t, from));
}

/* "Name: value", "Name ~ part" or "Name !". */
static void check_header(struct talk *t, struct str line)
{
    ptrdiff_t part = str_find(line, S(" ~ "));
    bool absent = str_ends(line, S(" !"));
    ptrdiff_t end = part >= 0 ? part : str_find(line, absent ? S(" !") : S(": "));
    if (end <= 0)
        t_differs(t->path, t->line, "not understood: %.*s", STR_ARG(line));
    REQUIRE(end > 0);
    struct str name = str_sub(line, 0, end);
    struct str got = got_header(t, name);
    if (absent) {
        if (got.len > 0)
            differs(t, "a header that must not be there", name, got);
    } else if (part >= 0) {
        struct str want = str_sub(line, part + 3, line.len);
        if (str_find(got, want) < 0)
            differs(t, str_z(t_arena(), name), want, got);
    } else if (!str_eq(got, str_sub(line, end + 2, line.len))) {
        differs(t, str_z(t_arena(), name), str_sub(line, end + 2, line.len), got);
    }
}

static void check_line(struct talk *t, struct str line)
{
    struct str part = line.len > 2 ? filled(t, str_sub(line, 2, line.len)) : S("");
    bool holds = str_find(t->got.body, part) >= 0;
    if (str_starts(line, S("? "))) {
        if (!holds)
            differs(t, "the body lacks", part, t->got.body);
    } else if (str_starts(line, S("! "))) {
        if (holds)
            differs(t, "the body must not hold", part, t->got.body);
    } else if (str_starts(line, S("@ "))) {
        remember_from(t, str_sub(line, 2, line.len));
    } else {
        check_header(t, filled(t, line));
    }
}

static void compare(struct talk *t, struct str status)
{
    struct str line = S("");
    int64_t want = 0;
    REQUIRE(str_digits(str_trim(status), &want));
    if (t->got.status != want)
        t_differs(t->path, t->line, "status %d, want %d; body: %.*s", t->got.status, (int)want,
                  STR_ARG(t->got.body));
    while (!begins_part(t) && next_line(t, &line))
        if (str_trim(line).len > 0)
            check_line(t, line);
}

void conversation_run(struct world *w, const char *path)
{
    struct talk t = {.w = w, .path = path, .rest = t_source_file(path)};
    struct str line = S("");
    remember_id(&t, S("county"), w->county);
    remember_id(&t, S("town"), w->town);
    remember_id(&t, S("bureau"), w->bureau);
    remember_id(&t, S("other_county"), w->other_county);
    remember_id(&t, S("indicator"), w->indicator);
    remember_id(&t, S("observation"), w->observation);
    remember(&t, S("password"), w->password);
    for (int i = 0; i < POST_ROLE_COUNT; i++)
        remember(&t, str_fmt(t_arena(), "token:%.*s", STR_ARG(role_name((enum post_role)i))),
                 w->tokens[i]);
    while (next_line(&t, &line)) {
        if (str_starts(line, S("---")))
            ask(&t, str_trim(str_sub(line, 3, line.len)));
        else if (str_starts(line, S("===")))
            compare(&t, str_sub(line, 3, line.len));
    }
}
