/*
 * postgres_sql.c -- the one difference of every text: arguments are ?1 here and $1 there.
 */
#include "store/postgres.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes up to and with `end` after `from`; to the end of the text if it does not come. */
static ptrdiff_t past(struct str sql, ptrdiff_t from, struct str end)
{
    ptrdiff_t at = str_find(str_sub(sql, from, sql.len), end);
    return at < 0 ? sql.len : from + at + end.len;
}

static bool is_word(char c)
{
    return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The tag of a dollar quote at `at` ("$$", "$body$"), or "". $1 is none. */
static struct str dollar_tag(struct str sql, ptrdiff_t at)
{
    ptrdiff_t end = at + 1;
    while (end < sql.len && is_word(sql.s[end]))
        end++;
    bool is_tag = end < sql.len && sql.s[end] == '$' && !is_digit(sql.s[at + 1]);
    return is_tag ? str_sub(sql, at, end + 1) : S("");
}

/* Where the quoted part or comment that begins at `at` ends; `at` if none begins there. */
static ptrdiff_t quoted_end(struct str sql, ptrdiff_t at)
{
    struct str rest = str_sub(sql, at, sql.len);
    if (rest.s[0] == '\'')
        return past(sql, at + 1, S("'"));
    if (rest.s[0] == '"')
        return past(sql, at + 1, S("\""));
    if (str_starts(rest, S("--")))
        return past(sql, at, S("\n"));
    if (str_starts(rest, S("/*")))
        return past(sql, at + 2, S("*/"));
    if (rest.s[0] != '$')
        return at;
    struct str tag = dollar_tag(sql, at);
    return tag.len > 0 ? past(sql, at + tag.len, tag) : at;
}

struct str postgres_sql(struct arena *a, struct str sql)
{
    struct str copy = str_dup(a, sql);
    char *text = NEW(a, char, sql.len + 1);
    ptrdiff_t at = 0;
    while (at < sql.len) {
        ptrdiff_t end = quoted_end(copy, at);
        if (end == at) {
            bool is_argument = copy.s[at] == '?' && at + 1 < sql.len && is_digit(copy.s[at + 1]);
            text[at] = is_argument ? '$' : copy.s[at];
            at++;
            continue;
        }
        memcpy(text + at, copy.s + at, (size_t)(end - at));
        at = end;
    }
    return (struct str){text, sql.len};
}
