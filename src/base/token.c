/*
 * token.c -- pairs of Chinese characters, words of letters and digits.
 *
 * Letters are told by ranges, not by the tables of Unicode: what officials type is Chinese, Latin
 * with and without marks, Greek and Cyrillic; a sign taken for a letter only makes a longer word.
 */
#include "base/token.h"

#include "base/text.h"

enum sort { PARTS, LETTER, CHINESE };

struct range {
    int32_t from, to;
};

/* Characters that are read in pairs: ideographs with 〇 and 々, kana, hangul. */
static const struct range chinese[] = {
    {0x3005, 0x3005}, {0x3007, 0x3007}, {0x3040, 0x30FA},   {0x30FC, 0x318F},
    {0x31A0, 0x31BF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0x1B000, 0x1B16F}, {0x20000, 0x3FFFF},
};

/* Beyond ASCII: punctuation, symbols, lines, spaces, marks of direction, private use. */
static const struct range parting[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},
    {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2000, 0x2BFF}, {0x2E00, 0x33FF},
    {0xE000, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFF00, 0xFFEF}, {0x1F000, 0x1FAFF},
};

/* Capital letters in a row and how far below them the small ones are; step 2: they take turns. */
static const struct fold {
    int32_t from, to, by, step;
} folds[] = {
    {'A', 'Z', 32, 1},     {0xC0, 0xD6, 32, 1},   {0xD8, 0xDE, 32, 1},   {0x100, 0x136, 1, 2},
    {0x139, 0x147, 1, 2},  {0x14A, 0x176, 1, 2},  {0x179, 0x17D, 1, 2},  {0x1CD, 0x1DB, 1, 2},
    {0x391, 0x3A9, 32, 1}, {0x400, 0x40F, 80, 1}, {0x410, 0x42F, 32, 1},
};

/* Single signs that stand for others, as in Unicode's compatibility forms. */
static const struct sign {
    int32_t code;
    struct str text;
} signs[] = {
    {0xB2, S_("2")},     {0xB3, S_("3")},    {0xB9, S_("1")},     {0x2103, S_("c")},
    {0x2160, S_("i")},   {0x2161, S_("ii")}, {0x2162, S_("iii")}, {0x2163, S_("iv")},
    {0x2164, S_("v")},   {0x2165, S_("vi")}, {0x2166, S_("vii")}, {0x2167, S_("viii")},
    {0x2168, S_("ix")},  {0x2169, S_("x")},  {0x216A, S_("xi")},  {0x216B, S_("xii")},
    {0x2170, S_("i")},   {0x2171, S_("ii")}, {0x2172, S_("iii")}, {0x2173, S_("iv")},
    {0x2174, S_("v")},   {0x2175, S_("vi")}, {0x2176, S_("vii")}, {0x2177, S_("viii")},
    {0x2178, S_("ix")},  {0x2179, S_("x")},  {0x338E, S_("mg")},  {0x338F, S_("kg")},
    {0x339C, S_("mm")},  {0x339D, S_("cm")}, {0x339E, S_("km")},  {0x33A1, S_("m2")},
    {0x33A2, S_("km2")}, {0x33A5, S_("m3")}, {0x33CA, S_("ha")},  {0x2116, S_("no")},
};

static bool is_in(const struct range *ranges, ptrdiff_t n, int32_t code)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (code >= ranges[i].from && code <= ranges[i].to)
            return true;
    return false;
}

static enum sort sort_of(int32_t code)
{
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ? LETTER : PARTS;
    if (is_in(chinese, ARRAY_LEN(chinese), code))
        return CHINESE;
    return is_in(parting, ARRAY_LEN(parting), code) ? PARTS : LETTER;
}

static int32_t fold_case(int32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E)
        code -= 0xFF01 - '!';
    for (ptrdiff_t i = 0; i < ARRAY_LEN(folds); i++)
        if (code >= folds[i].from && code <= folds[i].to)
            return (code - folds[i].from) % folds[i].step == 0 ? code + folds[i].by : code;
    return code;
}

/* One character as it is compared, and where it stood. */
struct letter {
    char bytes[4];
    int n_bytes;
    enum sort sort;
    ptrdiff_t at, end;
};

/* The bytes of a character that is no surrogate; how many they are. */
static int utf8_bytes(int32_t code, char out[4])
{
    int n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)(n == 1 ? code : (0xF00 >> n & 0xFF) | code);
    return n;
}

struct letters {
    struct letter *at;
    ptrdiff_t n;
};

static void put_letter(struct letters *out, int32_t code, struct letter where)
{
    struct letter *l = &out->at[out->n++];
    *l = where;
    l->sort = sort_of(code);
    l->n_bytes = utf8_bytes(code, l->bytes);
}

static const struct sign *sign_of(int32_t code)
{
    if (code < 0xB2 || is_in(chinese, ARRAY_LEN(chinese), code))
        return NULL;
    if (code >= 0x2460 && code <= 0x2473) { /* ① to ⑳ */
        static const struct sign circled[] = {
            {0, S_("1")},  {0, S_("2")},  {0, S_("3")},  {0, S_("4")},  {0, S_("5")},
            {0, S_("6")},  {0, S_("7")},  {0, S_("8")},  {0, S_("9")},  {0, S_("10")},
            {0, S_("11")}, {0, S_("12")}, {0, S_("13")}, {0, S_("14")}, {0, S_("15")},
            {0, S_("16")}, {0, S_("17")}, {0, S_("18")}, {0, S_("19")}, {0, S_("20")},
        };
        return &circled[code - 0x2460];
    }
    for (ptrdiff_t i = 0; i < ARRAY_LEN(signs); i++)
        if (signs[i].code == code)
            return &signs[i];
    return NULL;
}

static struct letters letters_of(struct arena *a, struct str text)
{
    enum { SIGN_MOST = 4 }; /* characters that one sign becomes; it has at least two bytes */
    struct letters out = {.at = NEW(a, struct letter, SIGN_MOST / 2 * text.len + 1)};
    for (ptrdiff_t at = 0; at < text.len;) {
        struct letter where = {.at = at};
        int32_t code = utf8_next(text, &at);
        where.end = at;
        const struct sign *sign = sign_of(code);
        if (!sign)
            put_letter(&out, fold_case(code), where);
        for (ptrdiff_t i = 0; sign && i < sign->text.len; i++)
            put_letter(&out, sign->text.s[i], where);
    }
    return out;
}

/* The token of letters [from, to). */
static struct token token_at(struct arena *a, const struct letters *l, ptrdiff_t from, ptrdiff_t to)
{
    char *bytes = arena_bytes(a, (to - from) * 4);
    ptrdiff_t len = 0;
    for (ptrdiff_t i = from; i < to; i++) {
        memcpy(bytes + len, l->at[i].bytes, (size_t)l->at[i].n_bytes);
        len += l->at[i].n_bytes;
    }
    return (struct token){.text = {bytes, len}, .at = l->at[from].at, .end = l->at[to - 1].end};
}

struct tokens tokens_of(struct arena *a, struct str text)
{
    struct letters l = letters_of(a, text);
    struct tokens out = {.at = NEW(a, struct token, l.n + 1)};
    for (ptrdiff_t i = 0; i < l.n;) {
        enum sort sort = l.at[i].sort;
        ptrdiff_t end = i + 1;
        while (end < l.n && l.at[end].sort == sort)
            end++;
        if (sort == LETTER)
            out.at[out.n++] = token_at(a, &l, i, end - i < TOKEN_CHARS ? end : i + TOKEN_CHARS);
        for (ptrdiff_t k = i; sort == CHINESE && k < end; k++) {
            out.at[out.n] = token_at(a, &l, k, k + 1 < end ? k + 2 : end);
            out.at[out.n++].is_tail = k > i && k + 1 == end;
        }
        i = end;
    }
    return out;
}

/* ¶ and the text without what parts it, each character once; "" if it is longer than is kept. */
static struct str whole_of(struct arena *a, const struct tokens *t)
{
    struct buf b = buf_on(a, WHOLE_CHARS * 4 + 2);
    buf_add(&b, S("¶"));
    for (ptrdiff_t i = 0; i < t->n; i++) {
        struct str s = t->at[i].text;
        /* A pair is followed by the token of its second character. */
        bool is_pair = i + 1 < t->n && t->at[i + 1].at < t->at[i].end;
        struct str head = is_pair ? utf8_head(s, 1) : s;
        buf_add(&b, head);
    }
    if (b.full || utf8_count(buf_str(&b)) > WHOLE_CHARS + 1 || t->n == 0)
        return S("");
    return buf_str(&b);
}

void tokens_put(struct buf *out, struct arena *a, struct str text, bool is_whole)
{
    struct tokens t = tokens_of(a, text);
    struct str whole = is_whole ? whole_of(a, &t) : S("");
    if (t.n == 0)
        return;
    for (ptrdiff_t i = 0; i < t.n; i++) {
        buf_byte(out, ' ');
        buf_add(out, t.at[i].text);
    }
    buf_byte(out, ' ');
    buf_add(out, whole.len > 0 ? whole : S("¶"));
}

/* --- what is looked for ----------------------------------------------------------------------- */

static bool is_blank(int32_t code)
{
    return code <= ' ' || code == 0xA0 || code == 0x3000 || (code >= 0x2000 && code <= 0x200B) ||
           code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

/* The next term of what was typed; "" at the end. */
static struct str next_term(struct str *rest)
{
    ptrdiff_t from = -1;
    ptrdiff_t at = 0;
    while (at < rest->len) {
        ptrdiff_t here = at;
        bool blank = is_blank(utf8_next(*rest, &at));
        if (blank && from >= 0) {
            struct str term = str_sub(*rest, from, here);
            *rest = str_sub(*rest, at, rest->len);
            return term;
        }
        if (!blank && from < 0)
            from = here;
    }
    struct str term = from < 0 ? S("") : str_sub(*rest, from, rest->len);
    *rest = S("");
    return term;
}

/* The last pair says what its tail would; only a single character or a word may go on. */
static struct search_term term_of(struct tokens t)
{
    struct search_term term = {.tokens = t};
    if (t.at[t.n - 1].is_tail) {
        term.tokens.n--;
        return term;
    }
    term.is_open = true;
    return term;
}

struct search_terms search_terms_of(struct arena *a, struct str typed)
{
    struct search_terms out = {.n = 0};
    ptrdiff_t left = QUERY_TOKENS;
    struct str rest = utf8_head(typed, (ptrdiff_t)QUERY_TOKENS * 2);
    struct tokens all = tokens_of(a, rest);
    out.is_cut = rest.len < typed.len;
    out.whole = out.is_cut ? S("") : whole_of(a, &all);
    for (struct str term = next_term(&rest); term.len > 0; term = next_term(&rest)) {
        struct tokens t = tokens_of(a, term);
        if (t.n == 0)
            continue;
        if (out.n == QUERY_TERMS || left == 0) {
            out.is_cut = true;
            break;
        }
        if (t.n > left) { /* a pair, or a word, that more follows: it stands as it is */
            t.n = left;
            out.is_cut = true;
        }
        left -= t.n;
        out.at[out.n++] = term_of(t);
    }
    return out;
}

static bool is_found_at(const struct search_term *term, const struct tokens *t, ptrdiff_t from)
{
    ptrdiff_t n = term->tokens.n;
    for (ptrdiff_t i = 0; i < n; i++) {
        struct str want = term->tokens.at[i].text;
        struct str have = t->at[from + i].text;
        bool is_open = term->is_open && i + 1 == n;
        if (is_open ? !str_starts(have, want) : !str_eq(have, want))
            return false;
    }
    return true;
}

bool search_term_find(struct arena *a, const struct search_term *term, struct str text,
                      ptrdiff_t *at, ptrdiff_t *end)
{
    struct tokens t = tokens_of(a, text);
    ptrdiff_t n = term->tokens.n;
    for (ptrdiff_t i = 0; i + n <= t.n; i++) {
        if (!is_found_at(term, &t, i))
            continue;
        const struct token *last = &t.at[i + n - 1];
        struct str wanted = term->tokens.at[n - 1].text;
        *at = t.at[i].at;
        *end = last->end;
        /* Of a pair that only its first character was asked for, that one. */
        if (term->is_open && utf8_count(wanted) < utf8_count(last->text))
            *end = last->at + utf8_head(str_sub(text, last->at, last->end), utf8_count(wanted)).len;
        return true;
    }
    return false;
}
