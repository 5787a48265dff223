/*
 * xlsx_cell.c -- places, escapes and moments of cells.
 */
#include "format/xlsx_cell.h"

#include "base/ascii.h"
#include "base/date.h"
#include "base/text.h"

bool xlsx_place_parse(struct str text, struct xlsx_place *out)
{
    enum { MOST = 9999999 };
    struct xlsx_place p = {0};
    ptrdiff_t at = str_starts(text, S("$"));
    for (; at < text.len && p.column <= MOST / 26 - 1; at++) {
        char c = (char)(text.s[at] & ~0x20);
        if (c < 'A' || c > 'Z')
            break;
        p.column = p.column * 26 + (c - 'A' + 1);
    }
    at += at < text.len && text.s[at] == '$';
    int64_t row = 0;
    if (p.column == 0 || !str_digits(str_sub(text, at, text.len), &row) || row < 1 || row > MOST)
        return false;
    p.row = (int32_t)row;
    *out = p;
    return true;
}

/* --- escapes -----------------------------------------------------------------------------------
 */

enum { ESCAPE_LEN = 7 }; /* _xHHHH_ */

/* The code of the escape at `at`, or -1 if there is none. */
static int32_t escape_code(struct str s, ptrdiff_t at)
{
    if (s.len - at < ESCAPE_LEN || s.s[at] != '_' || s.s[at + 1] != 'x' || s.s[at + 6] != '_')
        return -1;
    return hex_number(s, at + 2, 4);
}

static bool is_character(int32_t code)
{
    return code > 0 && (code < 0xd800 || code > 0xdfff);
}

struct str xlsx_text_unescape(struct arena *a, struct str s)
{
    ptrdiff_t first = str_find(s, S("_x"));
    if (first < 0)
        return s;
    struct buf out = buf_on(a, s.len);
    for (ptrdiff_t at = 0; at < s.len;) {
        int32_t code = escape_code(s, at);
        if (is_character(code)) {
            utf8_put(&out, code);
            at += ESCAPE_LEN;
        } else {
            buf_byte(&out, s.s[at++]);
        }
    }
    return buf_str(&out);
}

struct str xlsx_text_escape(struct arena *a, struct str s)
{
    struct buf out = buf_on(a, s.len * ESCAPE_LEN);
    ptrdiff_t kept = 0;
    for (ptrdiff_t at = 0; at < s.len;) {
        ptrdiff_t from = at;
        int32_t code = utf8_next(s, &at);
        bool is_mark = code == '_' && escape_code(s, from) >= 0;
        bool is_foreign = (code < 0x20 && code != '\t' && code != '\n') || code >= 0xfffe;
        if (!is_mark && !(is_foreign && code <= 0xffff))
            continue;
        buf_add(&out, str_sub(s, kept, from));
        buf_fmt(&out, "_x%04X_", (unsigned)code);
        kept = at;
    }
    if (kept == 0)
        return s;
    buf_add(&out, str_sub(s, kept, s.len));
    return buf_str(&out);
}

/* --- moments -----------------------------------------------------------------------------------
 */

struct str xlsx_moment_text(struct arena *a, struct str iso)
{
    enum { DAY = 10, MINUTES = 16, SECONDS = 19 };
    int64_t date = 0;
    if (iso.len < SECONDS || iso.s[DAY] != 'T' || !date_parse(str_sub(iso, 0, DAY), &date))
        return iso;
    struct str seconds = str_sub(iso, MINUTES, SECONDS);
    struct str minutes = str_sub(iso, DAY + 1, MINUTES);
    if (str_eq(minutes, S("00:00")) && str_eq(seconds, S(":00")))
        return str_sub(iso, 0, DAY);
    return str_fmt(a, "%.*s %.*s%.*s", DAY, iso.s, STR_ARG(minutes),
                   str_eq(seconds, S(":00")) ? 0 : (int)seconds.len, seconds.s);
}
