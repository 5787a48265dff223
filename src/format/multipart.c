/*
 * multipart.c -- multipart/form-data (RFC 7578, RFC 2046 5.1), as browsers send it.
 *
 * The whole body is at hand and bounded by the route; parts are views into it.
 */
#include "base/ascii.h"
#include "base/text.h"
#include "format/form.h"
#include "format/form_text.h"

enum { BOUNDARY_MAX = 70, PART_HEAD_MAX = 4096, PARTS_MAX = FORM_PAIRS_MAX + FORM_UPLOADS_MAX };

/* Does a character reorder or hide others, so that "exe.txt" could be shown for "txt.exe"? */
static bool is_hidden(int32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x200e || code == 0x200f ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff;
}

/* At most FILE_NAME_CHARS_MAX characters; a short ending (".docx") is kept. */
static struct str file_name_cut(struct arena *a, struct str name)
{
    if (utf8_count(name) <= FILE_NAME_CHARS_MAX)
        return name;
    ptrdiff_t dot = name.len - 1;
    while (dot > 0 && name.s[dot] != '.')
        dot--;
    struct str ending = str_sub(name, dot, name.len);
    if (dot == 0 || utf8_count(ending) > 10)
        ending = S("");
    struct str head = utf8_head(name, FILE_NAME_CHARS_MAX - utf8_count(ending));
    return str_fmt(a, "%.*s%.*s", STR_ARG(head), STR_ARG(ending));
}

struct str file_name_clean(struct arena *a, struct str name)
{
    if (!utf8_valid(name))
        return S("file");
    ptrdiff_t from = name.len;
    while (from > 0 && name.s[from - 1] != '/' && name.s[from - 1] != '\\')
        from--;
    struct str last = str_sub(name, from, name.len);
    struct buf clean = buf_on(a, last.len + 1);
    for (ptrdiff_t at = 0; at < last.len;) {
        int32_t code = utf8_next(last, &at);
        if (is_hidden(code) || (clean.len == 0 && (code == '.' || code == ' ')))
            continue;
        bool is_odd =
            code < 0x7f && str_find(S("<>:\"|?*"), (struct str){(char[]){(char)code}, 1}) >= 0;
        utf8_put(&clean, is_odd ? '_' : code);
    }
    struct str done = str_trim(file_name_cut(a, buf_str(&clean)));
    return done.len > 0 ? done : S("file");
}

/* Where the quoted text that begins at 0 ends; -1 if it does not. */
static ptrdiff_t quoted_end(struct str s)
{
    if (s.len == 0 || s.s[0] != '"')
        return -1;
    for (ptrdiff_t i = 1; i < s.len; i++) {
        if (s.s[i] == '"')
            return i;
        if (str_starts(str_sub(s, i, s.len), S("\\\"")))
            i++;
    }
    return -1;
}

/* Both escapes of a quote undone; any other backslash is itself (C:\x.csv). */
static struct str quotes_restored(struct arena *a, struct str value)
{
    struct buf text = buf_on(a, value.len);
    for (ptrdiff_t i = 0; i < value.len; i++) {
        struct str left = str_sub(value, i, value.len);
        char c = left.s[0];
        if (str_starts(left, S("%22")) || str_starts(left, S("\\\""))) {
            i += c == '%' ? 2 : 1;
            c = '"';
        }
        buf_byte(&text, c);
    }
    return buf_str(&text);
}

/* A parameter of Content-Disposition as browsers write it (WHATWG HTML, 4.10.22.8): a quote is
 * %22; curl writes \" instead. */
static bool disposition_parameter(struct arena *a, struct str header, struct str name,
                                  struct str *out)
{
    struct str rest = S("");
    (void)str_cut(header, ';', &rest);
    while (rest.len > 0) {
        struct str key = str_trim(str_cut(rest, '=', &rest));
        rest = str_trim(rest);
        ptrdiff_t end = quoted_end(rest);
        if (end < 0)
            return false;
        if (str_eq(key, name)) {
            *out = quotes_restored(a, str_sub(rest, 1, end));
            return true;
        }
        (void)str_cut(str_sub(rest, end, rest.len), ';', &rest);
    }
    return false;
}

/* The headers of one part that count. */
struct part_head {
    struct str disposition, media_type;
};

static struct part_head part_head_read(struct str lines)
{
    struct part_head head = {.media_type = S("application/octet-stream")};
    while (lines.len > 0) {
        struct str value = S("");
        struct str line = str_cut(lines, '\n', &lines);
        struct str name = str_trim(str_cut(line, ':', &value));
        if (ascii_same(name, S("content-disposition")))
            head.disposition = str_trim(value);
        if (ascii_same(name, S("content-type")))
            head.media_type = str_trim(value);
    }
    return head;
}

/* Adds one part to *m. Errors: INVALID. */
static enum err part_add(struct arena *a, struct multipart *m, struct str lines, struct str bytes,
                         struct fail *why)
{
    struct part_head head = part_head_read(lines);
    ptrdiff_t n = m->fields.n + m->n_uploads + 1;
    struct str name = S("");
    struct str file = S("");
    if (!str_starts(head.disposition, S("form-data")) ||
        !disposition_parameter(a, head.disposition, S("name"), &name) || name.len > FORM_NAME_MAX ||
        !form_text_valid(name, false))
        return FAIL(why, ERR_INVALID, MSG_form_part, ARG_INT(n));
    if (!disposition_parameter(a, head.disposition, S("filename"), &file)) {
        if (!form_text_valid(bytes, true))
            return FAIL(why, ERR_INVALID, MSG_form_text, ARG_INT(n));
        m->fields.at[m->fields.n++] = (struct pair){.name = name, .text = bytes};
        return OK;
    }
    if (file.len == 0 && bytes.len == 0)
        return OK; /* a file field that was left empty */
    if (m->n_uploads == FORM_UPLOADS_MAX)
        return FAIL(why, ERR_INVALID, MSG_form_uploads, ARG_INT(FORM_UPLOADS_MAX));
    bool is_media = form_text_valid(head.media_type, false);
    m->uploads[m->n_uploads++] =
        (struct upload){.field = name,
                        .file_name = file_name_clean(a, file),
                        .media_type = is_media ? head.media_type : S("application/octet-stream"),
                        .bytes = bytes};
    return OK;
}

/* How often `part` stands in s. */
static ptrdiff_t count_part(struct str s, struct str part)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t at = str_find(s, part); at >= 0; at = str_find(s, part)) {
        n++;
        s = str_sub(s, at + part.len, s.len);
    }
    return n;
}

/* Is a boundary one that RFC 2046 allows, as far as it matters: 1..70 printable characters? */
static bool boundary_is_fine(struct str boundary)
{
    return boundary.len > 0 && boundary.len <= BOUNDARY_MAX && form_text_valid(boundary, false);
}

/* Reads the part that begins at *at, right behind a delimiter, and moves behind the next one. */
static enum err part_next(struct arena *a, struct multipart *m, struct str *rest,
                          struct str delimiter, struct fail *why)
{
    ptrdiff_t n = m->fields.n + m->n_uploads + 1;
    ptrdiff_t head = str_starts(*rest, S("\r\n")) ? str_find(*rest, S("\r\n\r\n")) : -1;
    ptrdiff_t end = head < 0 ? -1 : str_find(str_sub(*rest, head + 2, rest->len), delimiter);
    if (head < 2 || head > PART_HEAD_MAX || end < 0)
        return FAIL(why, ERR_INVALID, MSG_form_part, ARG_INT(n));
    /* The body's first line end may be the delimiter's: an empty part. */
    struct str bytes = end < 2 ? S("") : str_sub(*rest, head + 4, head + 2 + end);
    struct str lines = str_sub(*rest, 2, head);
    *rest = str_sub(*rest, head + 2 + end + delimiter.len, rest->len);
    return part_add(a, m, lines, bytes, why);
}

enum err multipart_parse(struct arena *a, struct str content_type, struct str body,
                         struct multipart *out, struct fail *why)
{
    struct str boundary = S("");
    if (!media_is(content_type, S("multipart/form-data")) ||
        !media_parameter(a, content_type, S("boundary"), &boundary) || !boundary_is_fine(boundary))
        return FAIL(why, ERR_INVALID, MSG_form_boundary, ARG_NONE);
    struct str delimiter = str_fmt(a, "\r\n--%.*s", STR_ARG(boundary));
    struct str opening = str_sub(delimiter, 2, delimiter.len);
    if (!str_starts(body, opening))
        return FAIL(why, ERR_INVALID, MSG_form_part, ARG_INT(1));
    ptrdiff_t n_parts = count_part(body, delimiter) + 1;
    if (n_parts > PARTS_MAX)
        return FAIL(why, ERR_INVALID, MSG_form_many, ARG_INT(FORM_PAIRS_MAX));
    struct multipart m = {.fields = {.at = NEW(a, struct pair, n_parts)},
                          .uploads = NEW(a, struct upload, FORM_UPLOADS_MAX)};
    struct str rest = str_sub(body, opening.len, body.len);
    while (!str_starts(rest, S("--"))) {
        enum err err = part_next(a, &m, &rest, delimiter, why);
        if (err != OK)
            return err;
    }
    *out = m;
    return OK;
}
