/*
 * extra.c -- a county's own fields: one canonical JSON object a record, and their description.
 *
 * The object is flat, sorted by name bytewise, without white space; values are the stored ones
 * (decimals in e4, dates in days), so that both databases can compare them exactly. The reader
 * takes exactly this form and nothing else.
 */
#include "base/text.h"
#include "entity/extra_field.h"
#include "entity/searched.h"

enum { EXTRA_JSON_MAX = 256 * 1024, EXTRA_MEMBERS = 400 };

struct member {
    struct str name;
    struct value v;
};

static void put_string(struct buf *out, struct str s)
{
    buf_byte(out, '"');
    for (ptrdiff_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (c == '"' || c == '\\')
            buf_byte(out, '\\');
        if (c < 0x20)
            buf_fmt(out, "\\u%04x", (unsigned)c);
        else
            buf_byte(out, s.s[i]);
    }
    buf_byte(out, '"');
}

static int by_name(const void *a, const void *b)
{
    const struct member *x = a;
    const struct member *y = b;
    return str_cmp(x->name, y->name);
}

static struct str write_members(struct arena *a, struct member *at, int n)
{
    if (n == 0)
        return S("");
    qsort(at, (size_t)n, sizeof *at, by_name);
    struct buf b = buf_on(a, EXTRA_JSON_MAX);
    for (int i = 0; i < n; i++) {
        buf_byte(&b, i == 0 ? '{' : ',');
        put_string(&b, at[i].name);
        buf_byte(&b, ':');
        if (at[i].v.type == VALUE_INT)
            buf_int(&b, at[i].v.i);
        else
            put_string(&b, at[i].v.t);
    }
    buf_byte(&b, '}');
    assert(!b.full); /* fields and their lengths are limited where they are described */
    return buf_str(&b);
}

/* --- reading --------------------------------------------------------------------------------- */

struct reader {
    struct arena *a;
    struct str rest;
    bool is_bad;
};

static bool take(struct reader *r, char c)
{
    bool ok = r->rest.len > 0 && r->rest.s[0] == c;
    if (ok)
        r->rest = str_sub(r->rest, 1, r->rest.len);
    else
        r->is_bad = true;
    return ok;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What follows a backslash: the quote, the backslash itself, or u00XX of a control byte. Bytes
 * used, 0 if bad. */
static ptrdiff_t take_escape(struct buf *out, struct str s)
{
    if (s.len >= 1 && (s.s[0] == '"' || s.s[0] == '\\')) {
        buf_byte(out, s.s[0]);
        return 1;
    }
    if (s.len < 5 || !str_starts(s, S("u00")))
        return 0;
    int high = hex_digit(s.s[3]);
    int low = hex_digit(s.s[4]);
    if (high < 0 || high > 1 || low < 0)
        return 0;
    buf_byte(out, (char)(high * 16 + low));
    return 5;
}

static struct str take_string(struct reader *r)
{
    if (!take(r, '"'))
        return S("");
    struct buf b = buf_on(r->a, EXTRA_JSON_MAX);
    struct str s = r->rest;
    ptrdiff_t i = 0;
    while (i < s.len && s.s[i] != '"') {
        ptrdiff_t used = 1;
        if ((unsigned char)s.s[i] < 0x20)
            break;
        if (s.s[i] != '\\')
            buf_byte(&b, s.s[i]);
        else
            used = 1 + take_escape(&b, str_sub(s, i + 1, s.len));
        if (s.s[i] == '\\' && used == 1)
            break;
        i += used;
    }
    r->rest = str_sub(s, i, s.len);
    (void)take(r, '"');
    return buf_str(&b);
}

static struct value take_int(struct reader *r)
{
    ptrdiff_t len = str_starts(r->rest, S("-")) ? 1 : 0;
    ptrdiff_t sign = len;
    while (len < r->rest.len && r->rest.s[len] >= '0' && r->rest.s[len] <= '9')
        len++;
    uint64_t n = 0;
    uint64_t most = (uint64_t)INT64_MAX + (uint64_t)sign;
    /* As buf_int() writes it: no leading zero, no minus zero. */
    if (len == sign || (r->rest.s[sign] == '0' && len > 1))
        r->is_bad = true;
    for (ptrdiff_t i = sign; i < len; i++) {
        uint64_t digit = (uint64_t)(r->rest.s[i] - '0');
        if (n > (most - digit) / 10) {
            r->is_bad = true;
            return VALUE_OF_NULL;
        }
        n = n * 10 + digit;
    }
    r->rest = str_sub(r->rest, len, r->rest.len);
    return VALUE_OF_INT(sign ? (int64_t)(0 - n) : (int64_t)n);
}

/* The members of an object in its canonical form; -1 if it is not. */
static int read_members(struct arena *a, struct str json, struct member *at)
{
    struct reader r = {.a = a, .rest = json};
    int n = 0;
    if (json.len == 0)
        return 0;
    if (!take(&r, '{'))
        return -1;
    do {
        if (n == EXTRA_MEMBERS)
            return -1;
        struct member *m = &at[n++];
        m->name = take_string(&r);
        (void)take(&r, ':');
        m->v = str_starts(r.rest, S("\"")) ? VALUE_OF_TEXT(take_string(&r)) : take_int(&r);
        if (r.is_bad || (n > 1 && by_name(m - 1, m) >= 0))
            return -1;
        bool is_last = str_eq(r.rest, S("}"));
        if (is_last)
            return n;
    } while (take(&r, ','));
    return -1;
}

/* --- the column ------------------------------------------------------------------------------- */

struct str record_extra_merge(struct arena *a, const struct shape *s, const struct value *v,
                              struct str old)
{
    if (s->n == s->e->n_fields && old.len == 0)
        return S("");
    struct member *at = NEW(a, struct member, EXTRA_MEMBERS + s->n);
    struct member *had = NEW(a, struct member, EXTRA_MEMBERS);
    int n = 0;
    for (int i = s->e->n_fields; i < s->n; i++)
        if (v[i].type != VALUE_NULL)
            at[n++] = (struct member){s->fields[i].name, v[i]};
    int n_had = read_members(a, old, had);
    for (int i = 0; i < n_had; i++)
        if (shape_index(s, had[i].name) < 0)
            at[n++] = had[i];
    return write_members(a, at, n);
}

struct str record_extra_json(struct arena *a, const struct shape *s, const struct value *v)
{
    return record_extra_merge(a, s, v, S(""));
}

bool record_extra_parse(struct arena *a, const struct shape *s, struct str json, struct value *v)
{
    for (int i = s->e->n_fields; i < s->n; i++)
        v[i] = VALUE_OF_NULL;
    if (json.len == 0)
        return true;
    struct member *at = NEW(a, struct member, EXTRA_MEMBERS);
    int n = read_members(a, json, at);
    if (n < 0)
        return false;
    for (int i = 0; i < n; i++) {
        int f = shape_index(s, at[i].name);
        /* Of another owner, or no longer in force: by its name, or by its kind under the same name.
         */
        if (f >= s->e->n_fields && kinds[s->fields[f].kind].stored == at[i].v.type)
            v[f] = at[i].v;
    }
    return true;
}

int record_extra_texts(struct arena *a, struct str json, struct str *out, int room)
{
    struct member *at = NEW(a, struct member, EXTRA_MEMBERS);
    int n = read_members(a, json, at);
    int n_out = 0;
    for (int i = 0; i < n && n_out < room; i++)
        if (at[i].v.type == VALUE_TEXT)
            out[n_out++] = at[i].v.t;
    return n_out;
}

/* --- description ------------------------------------------------------------------------------ */

static const enum kind kind_of[EXTRA_KIND_COUNT] = {
    [EXTRA_KIND_text] = KIND_TEXT, [EXTRA_KIND_lines] = KIND_LINES,
    [EXTRA_KIND_int] = KIND_INT,   [EXTRA_KIND_decimal] = KIND_DECIMAL,
    [EXTRA_KIND_date] = KIND_DATE, [EXTRA_KIND_enum] = KIND_ENUM,
    [EXTRA_KIND_bool] = KIND_BOOL,
};

/* One line "code=中文|English" of the choices; the English may be left out. */
static bool read_choice(struct str line, struct choice *out)
{
    struct str labels = S("");
    struct str english = S("");
    struct str code = str_trim(str_cut(line, '=', &labels));
    struct str chinese = str_trim(str_cut(labels, '|', &english));
    *out = (struct choice){.code = code,
                           .label_text = {[LANG_ZH] = chinese, [LANG_EN] = str_trim(english)}};
    return code.len > 0 && code.len <= 32 && chinese.len > 0;
}

static bool read_choices(struct arena *a, struct str text, struct field *out)
{
    enum { CHOICES_MAX = 100 };
    struct choice *at = NEW(a, struct choice, CHOICES_MAX);
    int n = 0;
    for (struct str rest = text; rest.len > 0;) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.len == 0)
            continue;
        if (n == CHOICES_MAX || !read_choice(line, &at[n]))
            return false;
        for (int i = 0; i < n; i++)
            if (str_eq(at[i].code, at[n].code))
                return false;
        n++;
    }
    out->choices = at;
    out->n_choices = n;
    return n > 0;
}

bool extra_describe(struct arena *a, const struct extra_field *x, struct field *out)
{
    enum { TEXT_MAX = 200, LINES_MAX = 2000 };
    struct field f = {
        .name = x->code,
        .kind = kind_of[x->kind],
        .flags = FIELD_LIST,
        .required = x->required != 0,
        .label_text = {[LANG_ZH] = x->label_zh, [LANG_EN] = x->label_en},
        .help_text = {[LANG_ZH] = x->help_zh, [LANG_EN] = x->help_en},
    };
    if (f.kind == KIND_TEXT || f.kind == KIND_LINES)
        f.max = f.kind == KIND_TEXT ? TEXT_MAX : LINES_MAX;
    if (f.kind == KIND_ENUM && !read_choices(a, x->choices, &f))
        return false;
    *out = f;
    return true;
}
