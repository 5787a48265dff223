/*
 * csv.c -- CSV in: a row is found, its cells are views of the text, or of a scratch when quotes
 * inside them had to be undone.
 */
#include "format/csv.h"

#include "format/csv_guard.h"

enum { SCRATCH_FIRST = 4096 };

static const char separators[] = {',', ';', '\t'};

/* The one that stands most often outside quotes in the first row; a comma if none does. */
static char separator_guess(struct str text)
{
    ptrdiff_t counts[sizeof separators] = {0};
    bool quoted = false;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (size_t k = 0; k < sizeof separators; k++)
            counts[k] += !quoted && c == separators[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof separators; k++)
        if (counts[k] > counts[best])
            best = k;
    return separators[best];
}

static struct row_limits limits_or_own(struct row_limits l)
{
    return (struct row_limits){.rows = l.rows > 0 ? l.rows : CSV_ROWS_MAX,
                               .columns = l.columns > 0 ? l.columns : ROW_COLUMNS_MAX,
                               .cell = l.cell > 0 ? l.cell : ROW_CELL_MAX};
}

/* The line on which a byte stands, from 1. */
static int64_t line_of(struct str bytes, ptrdiff_t at)
{
    int64_t line = 1;
    for (ptrdiff_t i = 0; i < at; i++)
        line += bytes.s[i] == '\n';
    return line;
}

enum err csv_open(struct csv *c, struct arena *a, struct str bytes,
                  const struct csv_options *options, struct problems *problems, struct fail *why)
{
    enum encoding encoding = encoding_guess(bytes);
    struct str text = S("");
    ptrdiff_t bad_at = 0;
    bool is_text = encoding_to_utf8(a, encoding, bytes, &text, &bad_at);
    bool is_wide = encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
    if (!is_text && !is_wide && bad_at < bytes.len && bytes.s[bad_at] == '\0')
        return FAIL(why, ERR_INVALID, MSG_csv_nul, ARG_INT(bad_at + 1),
                    ARG_INT(line_of(bytes, bad_at)));
    if (!is_text)
        return FAIL(why, ERR_INVALID, MSG_csv_encoding, ARG_INT(bad_at + 1),
                    ARG_TEXT(encoding_name(encoding)));
    struct row_limits limits = limits_or_own(options->limits);
    *c = (struct csv){.a = a,
                      .problems = problems,
                      .limits = limits,
                      .text = text,
                      .encoding = encoding,
                      .separator = options->separator,
                      .line = 1,
                      .cells = NEW(a, struct str, limits.columns)};
    if (c->separator == '\0')
        c->separator = separator_guess(text);
    return OK;
}

/* A fault of the cell that is being read. */
static void csv_fault(struct csv *c, struct str code, enum msg id)
{
    char room[8];
    char column[24];
    struct problems *p = c->problems;
    ptrdiff_t n = p->n;
    (void)snprintf(column, sizeof column, "%td", c->n_cells + 1);
    PROBLEM(p, str_of(column), code, id, ARG_INT(c->row),
            ARG_TEXT(column_letters(c->n_cells + 1, room)));
    if (p->n > n)
        p->at[n].row = c->row;
    c->is_faulty = true;
}

static char csv_peek(const struct csv *c)
{
    if (c->at >= c->text.len)
        return '\n';
    return c->text.s[c->at];
}

/* Behind LF, CRLF or CR. */
static void csv_skip_line_end(struct csv *c)
{
    if (str_starts(str_sub(c->text, c->at, c->text.len), S("\r\n")))
        c->at++;
    if (c->at < c->text.len)
        c->at++;
    c->line++;
}

/* How many line ends are in s: LF, CRLF and CR are one each. */
static int64_t count_line_ends(struct str s)
{
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < s.len; i++)
        n += s.s[i] == '\n' || (s.s[i] == '\r' && (i + 1 == s.len || s.s[i + 1] != '\n'));
    return n;
}

/* Room for `len` bytes that stays until the next row. */
static char *scratch_take(struct csv *c, ptrdiff_t len)
{
    if (c->room - c->used < len) {
        ptrdiff_t want = c->room > 0 ? c->room * 2 : SCRATCH_FIRST;
        c->room = want > len ? want : len;
        c->scratch = NEW(c->a, char, c->room);
        c->used = 0;
    }
    char *taken = c->scratch + c->used;
    c->used += len;
    return taken;
}

/* The bytes up to the next separator or line end; a quote among them is a fault. */
static struct str csv_bare(struct csv *c, bool *out_has_quote)
{
    ptrdiff_t from = c->at;
    ptrdiff_t at = from;
    bool has_quote = false;
    for (; at < c->text.len; at++) {
        char byte = c->text.s[at];
        if (byte == c->separator || byte == '\n' || byte == '\r')
            break;
        has_quote = has_quote || byte == '"';
    }
    c->at = at;
    *out_has_quote = has_quote;
    return str_sub(c->text, from, at);
}

/* Where the quoted cell that begins at c->at ends (its closing quote), or -1. */
static ptrdiff_t closing_quote(const struct csv *c, bool *out_doubled)
{
    ptrdiff_t at = c->at + 1;
    *out_doubled = false;
    for (;;) {
        const char *quote = memchr(c->text.s + at, '"', (size_t)(c->text.len - at));
        if (!quote)
            return -1;
        at = quote - c->text.s;
        if (at + 1 >= c->text.len || c->text.s[at + 1] != '"')
            return at;
        *out_doubled = true;
        at += 2;
    }
}

static struct str csv_undouble(struct csv *c, struct str raw)
{
    char *to = scratch_take(c, raw.len);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < raw.len; i++) {
        to[n++] = raw.s[i];
        if (raw.s[i] == '"')
            i++;
    }
    c->used -= raw.len - n;
    return (struct str){to, n};
}

static struct str csv_quoted(struct csv *c)
{
    bool doubled = false;
    bool has_quote = false;
    ptrdiff_t end = closing_quote(c, &doubled);
    if (end < 0) {
        /* Never closed: take it as an ordinary cell, so that the rows below are still read. */
        csv_fault(c, S("csv.open_quote"), MSG_csv_open_quote);
        return csv_bare(c, &has_quote);
    }
    struct str raw = str_sub(c->text, c->at + 1, end);
    c->line += count_line_ends(raw);
    c->at = end + 1;
    char next = csv_peek(c);
    if (next != c->separator && next != '\n' && next != '\r') {
        csv_fault(c, S("csv.after_quote"), MSG_csv_after_quote);
        (void)csv_bare(c, &has_quote);
    }
    return doubled ? csv_undouble(c, raw) : raw;
}

/* One cell, its guard taken off; the reader then stands at a separator or line end. */
static struct str csv_cell_read(struct csv *c)
{
    bool is_quoted = c->at < c->text.len && c->text.s[c->at] == '"';
    bool has_quote = false;
    struct str cell = is_quoted ? csv_quoted(c) : csv_bare(c, &has_quote);
    if (has_quote)
        csv_fault(c, S("csv.quote"), MSG_csv_quote);
    if (cell.len > c->limits.cell) {
        csv_fault(c, S("csv.cell"), MSG_csv_cell);
        return S("");
    }
    return csv_guard_needed(cell) && cell.s[0] == '\'' ? str_sub(cell, 1, cell.len) : cell;
}

static void csv_row_read(struct csv *c)
{
    bool too_many = false;
    for (;;) {
        struct str cell = csv_cell_read(c);
        if (c->n_cells < c->limits.columns) {
            c->cells[c->n_cells++] = cell;
        } else if (!too_many) {
            csv_fault(c, S("csv.columns"), MSG_csv_columns);
            too_many = true;
        }
        if (c->at >= c->text.len || c->text.s[c->at] != c->separator)
            return;
        c->at++;
    }
}

/* Spreadsheets end a table with rows of nothing but separators. */
static bool csv_row_is_empty(const struct csv *c)
{
    for (ptrdiff_t i = 0; i < c->n_cells; i++)
        if (str_trim(c->cells[i]).len > 0)
            return false;
    return c->n_cells > 1 && !c->is_faulty;
}

enum err csv_next(struct csv *c, bool *out_more, struct row *out, struct fail *why)
{
    for (;;) {
        if (c->at >= c->text.len) {
            *out_more = false;
            return OK;
        }
        if (c->row >= c->limits.rows)
            return FAIL(why, ERR_TOO_LARGE, MSG_csv_rows, ARG_INT(c->limits.rows));
        c->row++;
        c->n_cells = 0;
        c->used = 0;
        c->is_faulty = false;
        int64_t line = c->line;
        bool is_blank = csv_peek(c) == '\n' || csv_peek(c) == '\r';
        if (!is_blank)
            csv_row_read(c);
        csv_skip_line_end(c);
        if (is_blank || csv_row_is_empty(c))
            continue;
        *out = (struct row){.n = c->row,
                            .line = line,
                            .cells = c->cells,
                            .n_cells = c->n_cells,
                            .is_faulty = c->is_faulty};
        *out_more = true;
        return OK;
    }
}

void csv_rewind(struct csv *c, struct problems *problems)
{
    c->problems = problems;
    c->at = 0;
    c->row = 0;
    c->line = 1;
}

int csv_percent(const struct csv *c)
{
    return c->text.len == 0 ? 100 : (int)(c->at * 100 / c->text.len);
}
