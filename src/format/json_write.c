/*
 * json_write.c -- JSON out. One bit of state says whether a comma is due.
 */
#include "format/json_write.h"

struct json_writer json_writer_on(struct buf *out)
{
    return (struct json_writer){.out = out};
}

static void json_before(struct json_writer *w)
{
    if (w->comma)
        buf_byte(w->out, ',');
    w->comma = true;
}

static void json_open(struct json_writer *w, char bracket)
{
    json_before(w);
    buf_byte(w->out, bracket);
    w->comma = false;
    w->depth++;
}

static void json_close(struct json_writer *w, char bracket)
{
    assert(w->depth > 0);
    w->depth--;
    buf_byte(w->out, bracket);
    w->comma = true;
}

void json_object(struct json_writer *w)
{
    json_open(w, '{');
}

void json_object_end(struct json_writer *w)
{
    json_close(w, '}');
}

void json_array(struct json_writer *w)
{
    json_open(w, '[');
}

void json_array_end(struct json_writer *w)
{
    json_close(w, ']');
}

/* The escape of one byte that may not stand for itself. */
static void json_escape(struct buf *out, char c)
{
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";
    for (ptrdiff_t i = 0; from[i] != '\0'; i++) {
        if (c == from[i]) {
            buf_byte(out, '\\');
            buf_byte(out, to[i]);
            return;
        }
    }
    buf_fmt(out, "\\u%04x", (unsigned)(unsigned char)c);
}

static void json_quoted(struct buf *out, struct str text)
{
    buf_byte(out, '"');
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f)
            continue;
        buf_add(out, str_sub(text, from, i));
        json_escape(out, text.s[i]);
        from = i + 1;
    }
    buf_add(out, str_sub(text, from, text.len));
    buf_byte(out, '"');
}

void json_key(struct json_writer *w, struct str name)
{
    json_before(w);
    json_quoted(w->out, name);
    buf_byte(w->out, ':');
    w->comma = false;
}

void json_text(struct json_writer *w, struct str text)
{
    json_before(w);
    json_quoted(w->out, text);
}

void json_int(struct json_writer *w, int64_t n)
{
    json_before(w);
    buf_int(w->out, n);
}

void json_digits(struct json_writer *w, struct str digits)
{
    json_before(w);
    buf_add(w->out, digits);
}

void json_bool(struct json_writer *w, bool x)
{
    json_before(w);
    buf_add(w->out, x ? S("true") : S("false"));
}

void json_null(struct json_writer *w)
{
    json_before(w);
    buf_add(w->out, S("null"));
}

void json_put_text(struct json_writer *w, struct str name, struct str text)
{
    json_key(w, name);
    json_text(w, text);
}

void json_put_int(struct json_writer *w, struct str name, int64_t n)
{
    json_key(w, name);
    json_int(w, n);
}

void json_put_bool(struct json_writer *w, struct str name, bool x)
{
    json_key(w, name);
    json_bool(w, x);
}
