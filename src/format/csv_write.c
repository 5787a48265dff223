/*
 * csv_write.c -- CSV out, with the guard against formulas.
 */
#include "format/csv.h"
#include "format/csv_guard.h"

/* -17.9, +5, 2303: a sign, digits, perhaps a point and digits. */
static bool is_plain_number(struct str cell)
{
    ptrdiff_t at = cell.len > 0 && (cell.s[0] == '-' || cell.s[0] == '+');
    ptrdiff_t digits = 0;
    bool point = false;
    for (; at < cell.len; at++) {
        char c = cell.s[at];
        if (c == '.' && !point && digits > 0 && at + 1 < cell.len)
            point = true;
        else if (c >= '0' && c <= '9')
            digits++;
        else
            return false;
    }
    return digits > 0;
}

static bool begins_formula(char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

bool csv_guard_needed(struct str cell)
{
    ptrdiff_t at = 0;
    while (at < cell.len && cell.s[at] == '\'')
        at++;
    if (at >= cell.len || !begins_formula(cell.s[at]))
        return false;
    return at > 0 || !is_plain_number(cell);
}

struct csv_writer csv_writer_on(struct buf *out, bool with_mark)
{
    if (with_mark)
        buf_add(out, S("\xef\xbb\xbf"));
    return (struct csv_writer){.out = out, .separator = ','};
}

/* A mark of byte order at the front would be lost in reading if it stood bare. */
static bool is_quoting_needed(const struct csv_writer *w, struct str cell)
{
    if (str_starts(cell, S("\xef\xbb\xbf")))
        return true;
    for (ptrdiff_t i = 0; i < cell.len; i++) {
        char c = cell.s[i];
        if (c == w->separator || c == '"' || c == '\n' || c == '\r')
            return true;
    }
    return false;
}

static void csv_write_quoted(struct buf *out, struct str cell)
{
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; i < cell.len; i++) {
        if (cell.s[i] == '"') {
            buf_add(out, str_sub(cell, from, i + 1));
            buf_byte(out, '"');
            from = i + 1;
        }
    }
    buf_add(out, str_sub(cell, from, cell.len));
}

void csv_cell(struct csv_writer *w, struct str text)
{
    ptrdiff_t before = w->out->len;
    if (w->n_cells > 0)
        buf_byte(w->out, w->separator);
    bool quoted = is_quoting_needed(w, text);
    if (quoted)
        buf_byte(w->out, '"');
    if (csv_guard_needed(text))
        buf_byte(w->out, '\'');
    csv_write_quoted(w->out, text);
    if (quoted)
        buf_byte(w->out, '"');
    w->n_cells++;
    w->row_len += w->out->len - before;
}

void csv_int(struct csv_writer *w, int64_t n)
{
    if (w->n_cells > 0)
        buf_byte(w->out, w->separator);
    buf_int(w->out, n);
    w->n_cells++;
    w->row_len++;
}

void csv_end_row(struct csv_writer *w)
{
    /* One empty cell alone would read as a blank row, which is passed over. */
    if (w->n_cells == 1 && w->row_len == 0)
        buf_add(w->out, S("\"\""));
    buf_add(w->out, S("\r\n"));
    w->n_cells = 0;
    w->row_len = 0;
}
