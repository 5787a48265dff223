/*
 * form.c -- queries and url-encoded forms: pairs of decoded, checked text.
 */
#include "format/form.h"

#include "base/ascii.h"
#include "base/text.h"
#include "format/form_text.h"

const struct str *pairs_find(const struct pairs *p, struct str name)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (str_eq(p->at[i].name, name))
            return &p->at[i].text;
    return NULL;
}

/* The byte that "%41" at `at` spells, or -1 if no two digits follow. */
static int percent_value(struct str s, ptrdiff_t at)
{
    return hex_number(s, at + 1, 2);
}

/* Decoded into the arena; text without escapes is returned as it is. */
static struct str form_decode(struct arena *a, struct str encoded)
{
    if (str_find(encoded, S("%")) < 0 && str_find(encoded, S("+")) < 0)
        return encoded;
    char *to = NEW(a, char, encoded.len);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < encoded.len; i++) {
        char c = encoded.s[i];
        int value = c == '%' ? percent_value(encoded, i) : -1;
        if (value >= 0) {
            c = (char)value;
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        to[n++] = c;
    }
    return (struct str){to, n};
}

bool form_text_valid(struct str text, bool may_break)
{
    for (ptrdiff_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        bool breaks = c == '\t' || c == '\n' || c == '\r';
        if (c == 0x7f || (c < 0x20 && !(may_break && breaks)))
            return false;
    }
    return utf8_valid(text);
}

bool url_decode(struct arena *a, struct str encoded, struct str *out)
{
    char *to = NEW(a, char, encoded.len + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < encoded.len; i++) {
        char c = encoded.s[i];
        if (c == '%') {
            int value = percent_value(encoded, i);
            if (value < 0)
                return false;
            c = (char)value;
            i += 2;
        }
        to[n++] = c;
    }
    struct str text = {to, n};
    if (!form_text_valid(text, false))
        return false;
    *out = text;
    return true;
}

static ptrdiff_t count_byte(struct str s, char c)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.len; i++)
        n += s.s[i] == c;
    return n;
}

enum err form_parse(struct arena *a, struct str encoded, struct pairs *out, struct fail *why)
{
    ptrdiff_t most = count_byte(encoded, '&') + 1;
    if (most > FORM_PAIRS_MAX)
        return FAIL(why, ERR_INVALID, MSG_form_many, ARG_INT(FORM_PAIRS_MAX));
    struct pairs pairs = {.at = NEW(a, struct pair, most)};
    for (struct str rest = encoded; rest.len > 0;) {
        struct str piece = str_cut(rest, '&', &rest);
        if (piece.len == 0)
            continue;
        struct str value = S("");
        struct str name = form_decode(a, str_cut(piece, '=', &value));
        value = form_decode(a, value);
        if (name.len > FORM_NAME_MAX || !form_text_valid(name, false) ||
            !form_text_valid(value, true))
            return FAIL(why, ERR_INVALID, MSG_form_text, ARG_INT(pairs.n + 1));
        pairs.at[pairs.n++] = (struct pair){.name = name, .text = value};
    }
    *out = pairs;
    return OK;
}
