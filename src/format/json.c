/*
 * json.c -- JSON in: a recursive reader whose depth, size and counts are bounded.
 *
 * Its own and not cJSON's, because cJSON turns every number into a double and forgets its text
 * (docs/decisions/json.md).
 */
#include "format/json.h"

#include "base/ascii.h"
#include "base/text.h"

struct json_reader {
    struct arena *a;
    struct str text;
    ptrdiff_t at;
    int depth;
    int64_t n_values;
    struct fail *why;
};

static enum err json_value_read(struct json_reader *r, struct json *out);

/* A failure at the present place, with line and column (both from 1, columns in characters). */
static enum err json_fail_at(struct json_reader *r, enum msg id, ptrdiff_t at)
{
    int64_t line = 1;
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < at; i++) {
        if (r->text.s[i] == '\n') {
            line++;
            from = i + 1;
        }
    }
    int64_t column = utf8_count(str_sub(r->text, from, at)) + 1;
    return FAIL(r->why, ERR_INVALID, id, ARG_INT(line), ARG_INT(column));
}

static enum err json_fail(struct json_reader *r)
{
    return json_fail_at(r, MSG_json_syntax, r->at);
}

static void json_space(struct json_reader *r)
{
    while (r->at < r->text.len) {
        char c = r->text.s[r->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return;
        r->at++;
    }
}

/* The byte here, or NUL at the end (a NUL in the text was refused before). */
static char json_peek(const struct json_reader *r)
{
    if (r->at >= r->text.len)
        return '\0';
    return r->text.s[r->at];
}

static bool json_take(struct json_reader *r, struct str word)
{
    if (!str_starts(str_sub(r->text, r->at, r->text.len), word))
        return false;
    r->at += word.len;
    return true;
}

static void json_digits_skip(struct json_reader *r)
{
    while (json_peek(r) >= '0' && json_peek(r) <= '9')
        r->at++;
}

/* RFC 8259, 6: minus, digits without a leading zero, fraction, exponent. The text is the value. */
static enum err json_number_read(struct json_reader *r, struct json *out)
{
    ptrdiff_t from = r->at;
    (void)json_take(r, S("-"));
    ptrdiff_t whole = r->at;
    json_digits_skip(r);
    if (r->at == whole || (r->text.s[whole] == '0' && r->at - whole > 1))
        return json_fail(r);
    if (json_take(r, S("."))) {
        ptrdiff_t fraction = r->at;
        json_digits_skip(r);
        if (r->at == fraction)
            return json_fail(r);
    }
    if (json_take(r, S("e")) || json_take(r, S("E"))) {
        if (!json_take(r, S("+")))
            (void)json_take(r, S("-"));
        ptrdiff_t exponent = r->at;
        json_digits_skip(r);
        if (r->at == exponent)
            return json_fail(r);
    }
    out->kind = JSON_NUMBER;
    out->text = str_sub(r->text, from, r->at);
    return OK;
}

/* \uXXXX at `at`, with its second half if it is a surrogate. -1: none, lone, or NUL. */
static int32_t json_unicode(struct str s, ptrdiff_t at, ptrdiff_t *out_len)
{
    int32_t code = hex_number(s, at + 2, 4);
    *out_len = 6;
    if (code >= 0xd800 && code < 0xdc00) {
        int32_t low =
            str_starts(str_sub(s, at + 6, s.len), S("\\u")) ? hex_number(s, at + 8, 4) : -1;
        if (low < 0xdc00 || low > 0xdfff)
            return -1;
        *out_len = 12;
        return 0x10000 + (code - 0xd800) * 0x400 + (low - 0xdc00);
    }
    return code == 0 || (code >= 0xdc00 && code <= 0xdfff) ? -1 : code;
}

/* What is between the quotes, unescaped. */
static bool json_unescape(struct json_reader *r, struct str raw, struct str *out)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    struct buf text = buf_on(r->a, raw.len);
    for (ptrdiff_t i = 0; i < raw.len;) {
        if (raw.s[i] != '\\') {
            buf_byte(&text, raw.s[i++]);
            continue;
        }
        ptrdiff_t used = 2; /* the reader saw that a byte follows the backslash */
        const char *simple = memchr(from, raw.s[i + 1], sizeof from - 1);
        if (simple) {
            buf_byte(&text, to[simple - from]);
        } else {
            int32_t code = raw.s[i + 1] == 'u' ? json_unicode(raw, i, &used) : -1;
            if (code < 0)
                return false;
            utf8_put(&text, code);
        }
        i += used;
    }
    *out = buf_str(&text);
    return true;
}

static enum err json_text_read(struct json_reader *r, struct str *out)
{
    if (!json_take(r, S("\"")))
        return json_fail(r);
    ptrdiff_t from = r->at;
    bool escaped = false;
    while (json_peek(r) != '"') {
        if (r->at >= r->text.len || (unsigned char)json_peek(r) < 0x20)
            return json_fail(r);
        bool is_escape = json_peek(r) == '\\';
        escaped = escaped || is_escape;
        r->at += is_escape ? 2 : 1;
        if (r->at > r->text.len) {
            r->at = r->text.len;
            return json_fail(r);
        }
    }
    struct str raw = str_sub(r->text, from, r->at);
    r->at++;
    if (!escaped)
        *out = raw;
    else if (!json_unescape(r, raw, out))
        return json_fail_at(r, MSG_json_escape, from);
    return OK;
}

static int by_member_name(const void *a, const void *b)
{
    const struct json *const *left = a;
    const struct json *const *right = b;
    return str_cmp((*left)->name, (*right)->name);
}

/* Two members of one name would be read differently by different programs. */
static enum err json_no_twins(struct json_reader *r, const struct json *object)
{
    const struct json **all = NEW(r->a, const struct json *, object->n + 1);
    ptrdiff_t n = 0;
    for (const struct json *m = object->first; m; m = m->next)
        all[n++] = m;
    qsort(all, (size_t)n, sizeof(const struct json *), by_member_name);
    for (ptrdiff_t i = 1; i < n; i++)
        if (str_eq(all[i - 1]->name, all[i]->name))
            return FAIL(r->why, ERR_INVALID, MSG_json_twice, ARG_TEXT(utf8_head(all[i]->name, 60)));
    return OK;
}

/* One element of an array, or one member with its name, at the end of what `parent` holds. */
static enum err json_child_read(struct json_reader *r, struct json *parent, struct json **last)
{
    struct json *child = NEW(r->a, struct json, 1);
    json_space(r);
    if (parent->n == JSON_MEMBERS_MAX)
        return FAIL(r->why, ERR_INVALID, MSG_json_many, ARG_INT(JSON_MEMBERS_MAX));
    if (parent->kind == JSON_OBJECT) {
        enum err err = json_text_read(r, &child->name);
        if (err != OK)
            return err;
        json_space(r);
        if (!json_take(r, S(":")))
            return json_fail(r);
    }
    enum err err = json_value_read(r, child);
    if (err != OK)
        return err;
    if (*last)
        (*last)->next = child;
    else
        parent->first = child;
    *last = child;
    parent->n++;
    json_space(r);
    return OK;
}

static enum err json_group_read(struct json_reader *r, struct json *out)
{
    out->kind = json_take(r, S("{")) ? JSON_OBJECT : JSON_ARRAY;
    struct str end = out->kind == JSON_OBJECT ? S("}") : S("]");
    if (out->kind == JSON_ARRAY)
        (void)json_take(r, S("["));
    if (++r->depth > JSON_DEPTH_MAX)
        return FAIL(r->why, ERR_INVALID, MSG_json_depth, ARG_INT(JSON_DEPTH_MAX));
    json_space(r);
    struct json *last = NULL;
    if (!json_take(r, end)) {
        do {
            enum err err = json_child_read(r, out, &last);
            if (err != OK)
                return err;
        } while (json_take(r, S(",")));
        if (!json_take(r, end))
            return json_fail(r);
    }
    r->depth--;
    return out->kind == JSON_OBJECT && out->n > 1 ? json_no_twins(r, out) : OK;
}

static enum err json_value_read(struct json_reader *r, struct json *out)
{
    json_space(r);
    if (++r->n_values > JSON_VALUES_MAX)
        return FAIL(r->why, ERR_INVALID, MSG_json_many, ARG_INT(JSON_VALUES_MAX));
    char c = json_peek(r);
    if (c == '{' || c == '[')
        return json_group_read(r, out);
    if (c == '"') {
        out->kind = JSON_TEXT;
        return json_text_read(r, &out->text);
    }
    if (c == '-' || (c >= '0' && c <= '9'))
        return json_number_read(r, out);
    if (json_take(r, S("null")))
        return OK;
    bool truth = json_take(r, S("true"));
    if (!truth && !json_take(r, S("false")))
        return json_fail(r);
    out->kind = JSON_BOOL;
    out->truth = truth;
    return OK;
}

enum err json_parse(struct arena *a, struct str text, const struct json **out, struct fail *why)
{
    if (text.len > JSON_BYTES_MAX)
        return FAIL(why, ERR_TOO_LARGE, MSG_json_size, ARG_INT(JSON_BYTES_MAX / (1 << 20)));
    if (!utf8_valid(text))
        return FAIL(why, ERR_INVALID, MSG_json_encoding, ARG_NONE);
    struct json_reader r = {.a = a, .text = text, .why = why};
    struct json *root = NEW(a, struct json, 1);
    enum err err = json_value_read(&r, root);
    if (err != OK)
        return err;
    json_space(&r);
    if (r.at < text.len)
        return json_fail(&r);
    *out = root;
    return OK;
}

const struct json *json_member(const struct json *object, struct str name)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    for (const struct json *m = object->first; m; m = m->next)
        if (str_eq(m->name, name))
            return m;
    return NULL;
}

struct str json_str(const struct json *value)
{
    return value && value->kind == JSON_TEXT ? value->text : S("");
}

bool json_whole(const struct json *value, int64_t *out)
{
    if (!value || value->kind != JSON_NUMBER)
        return false;
    bool negative = str_starts(value->text, S("-"));
    int64_t n = 0;
    if (!str_digits(str_sub(value->text, negative, value->text.len), &n))
        return false;
    *out = negative ? -n : n;
    return true;
}

bool json_decimal(const struct json *value, struct decimal *out)
{
    return value && value->kind == JSON_NUMBER && decimal_parse(value->text, out);
}

struct str json_pointer(struct arena *a, struct str pointer, struct str name)
{
    struct buf out = buf_on(a, pointer.len + 2 * name.len + 1);
    buf_add(&out, pointer);
    buf_byte(&out, '/');
    for (ptrdiff_t i = 0; i < name.len; i++) {
        if (name.s[i] == '~' || name.s[i] == '/')
            buf_add(&out, name.s[i] == '~' ? S("~0") : S("~1"));
        else
            buf_byte(&out, name.s[i]);
    }
    return buf_str(&out);
}

/* Does one step of a pointer, still escaped, spell this name? */
static bool pointer_step_is(struct str step, struct str name)
{
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < step.len; i++, at++) {
        char c = step.s[i];
        if (c == '~' && i + 1 < step.len)
            c = step.s[++i] == '0' ? '~' : '/';
        if (at >= name.len || name.s[at] != c)
            return false;
    }
    return at == name.len;
}

/* What one step leads to, or NULL. An index has no leading zero (RFC 6901, 4). */
static const struct json *pointer_follow(const struct json *value, struct str step)
{
    if (value->kind == JSON_OBJECT) {
        const struct json *m = value->first;
        while (m && !pointer_step_is(step, m->name))
            m = m->next;
        return m;
    }
    int64_t index = 0;
    if (value->kind != JSON_ARRAY || !str_digits(step, &index) || index >= value->n ||
        (step.len > 1 && step.s[0] == '0'))
        return NULL;
    const struct json *element = value->first;
    while (index-- > 0)
        element = element->next;
    return element;
}

const struct json *json_at(const struct json *value, struct str pointer)
{
    if (pointer.len == 0)
        return value;
    if (pointer.s[0] != '/')
        return NULL;
    struct str rest = str_sub(pointer, 1, pointer.len);
    for (bool more = true; value && more;) {
        more = str_find(rest, S("/")) >= 0;
        value = pointer_follow(value, str_cut(rest, '/', &rest));
    }
    return value;
}
