/*
 * xlsx.c -- reads a sheet: cells come from expat, a finished row pauses it.
 */
#include "format/xlsx.h"

#include "base/text.h"
#include "format/xlsx_cell.h"

#include <stdlib.h>

enum { OWN_MAX = 768 << 20, ROW_MAX = 256 << 20 };

/* --- merged cells ------------------------------------------------------------------------------
 */

struct merging {
    struct xlsx *x;
    ptrdiff_t room;
};

static void merge_start(struct xlsx_xml *xml, enum xlsx_element element, const char **attributes)
{
    struct merging *m = xml->ctx;
    struct xlsx *x = m->x;
    struct xlsx_place from = {0};
    struct xlsx_place to = {0};
    struct str rest = S("");
    if (element != XLSX_MERGE)
        return;
    struct str first = str_cut(xlsx_attribute(attributes, S("ref")), ':', &rest);
    bool is_range = xlsx_place_parse(first, &from) && xlsx_place_parse(rest, &to);
    if (!is_range || to.row <= from.row)
        return;
    if (x->n_merges == XLSX_MERGES_MAX) {
        xlsx_xml_stop(xml,
                      FAIL(xml->why, ERR_TOO_LARGE, MSG_xlsx_merges, ARG_INT(XLSX_MERGES_MAX)));
        return;
    }
    if (x->n_merges == m->room) {
        m->room = m->room > 0 ? m->room * 2 : 256;
        struct xlsx_merge *grown = NEW(&x->own, struct xlsx_merge, m->room);
        for (ptrdiff_t i = 0; i < x->n_merges; i++)
            grown[i] = x->merges[i];
        x->merges = grown;
    }
    x->merges[x->n_merges++] =
        (struct xlsx_merge){.row = from.row, .row_last = to.row, .column = from.column};
}

static int by_row(const void *a, const void *b)
{
    const struct xlsx_merge *first = a;
    const struct xlsx_merge *second = b;
    if (first->row != second->row)
        return first->row < second->row ? -1 : 1;
    return (first->column > second->column) - (first->column < second->column);
}

/* Does the part hold the word, whatever is around it? Unpacks it once, so that a file cut short is
 * known before the first row. */
static enum err part_holds(struct xlsx *x, ptrdiff_t part, struct str word, bool *out,
                           struct fail *why)
{
    enum { CHUNK = 64 * 1024, TAIL = 32 };
    struct xlsx_part in = {0};
    char *room = NEW(&x->row, char, TAIL + CHUNK);
    ptrdiff_t kept = 0;
    ptrdiff_t len = 1;
    bool found = false;
    enum err err = xlsx_part_open(&x->book.package, part, XLSX_SHEET_BYTES, &in, why);
    while (err == OK && len > 0) {
        err = xlsx_part_read(&in, room + kept, CHUNK, &len, why);
        if (err != OK)
            break;
        /* XML in 16 bits has a zero byte beside each letter: then it is read to know. */
        bool is_wide = in.read == len && memchr(room, '\0', (size_t)(len < TAIL ? len : TAIL));
        size_t all = (size_t)(kept + len);
        found = found || is_wide || memmem(room, all, word.s, (size_t)word.len);
        kept = (ptrdiff_t)all < TAIL ? (ptrdiff_t)all : TAIL;
        memmove(room, room + all - kept, (size_t)kept);
    }
    xlsx_part_close(&in);
    arena_reset(&x->row);
    *out = found;
    return err;
}

/* Merges stand behind the rows, and are wanted before them. */
static enum err merges_read(struct xlsx *x, struct fail *why)
{
    static const struct xlsx_calls calls = {.start = merge_start};
    struct merging m = {.x = x};
    ptrdiff_t part = x->book.sheets[x->sheet].part;
    bool has_merges = false;
    enum err err = part_holds(x, part, S("mergeCell"), &has_merges, why);
    if (err == OK && has_merges)
        err = xlsx_xml_whole(&x->book.package, part, XLSX_SHEET_BYTES, &calls, &m, why);
    if (x->n_merges > 0)
        qsort(x->merges, (size_t)x->n_merges, sizeof *x->merges, by_row);
    return err;
}

/* --- faults ------------------------------------------------------------------------------------
 */

static void cell_problem(struct xlsx *x, struct str code, enum msg id, struct str held,
                         struct str read)
{
    char room[8];
    char column[24];
    struct problems *p = x->problems;
    ptrdiff_t n = p->n;
    (void)snprintf(column, sizeof column, "%lld", (long long)x->column);
    PROBLEM(p, str_of(column), code, id, ARG_INT(x->n_row),
            ARG_TEXT(column_letters((ptrdiff_t)x->column, room)), ARG_TEXT(held), ARG_TEXT(read));
    if (p->n > n)
        p->at[n].row = x->n_row;
    x->is_faulty = true;
}

static void cell_fault(struct xlsx *x, struct str code, enum msg id)
{
    cell_problem(x, code, id, S(""), S(""));
}

/* What the cell is, and what was read from it: a warning. */
static void cell_doubt(struct xlsx *x, struct str code, enum msg id, struct str held,
                       struct str read)
{
    ptrdiff_t n = x->problems->n;
    bool was_faulty = x->is_faulty;
    cell_problem(x, code, id, held, read);
    if (x->problems->n > n)
        x->problems->at[n].doubtful = true;
    x->is_faulty = was_faulty;
}

static void row_doubt(struct xlsx *x, struct str code, enum msg id)
{
    struct problems *p = x->problems;
    ptrdiff_t n = p->n;
    PROBLEM(p, S(""), code, id, ARG_INT(x->n_row));
    if (p->n == n)
        return;
    p->at[n].row = x->n_row;
    p->at[n].doubtful = true;
}

static void refuse_place(struct xlsx_xml *xml, enum msg id, struct str place)
{
    const struct xlsx *x = xml->ctx;
    struct str shown = utf8_head(place, 20);
    xlsx_xml_stop(xml, FAIL(xml->why, ERR_INVALID, id, ARG_INT(x->n_row), ARG_TEXT(shown)));
}

/* --- a cell ------------------------------------------------------------------------------------
 */

static struct str number_read(struct xlsx *x, struct str held)
{
    struct xlsx_number n = {0};
    const struct xlsx_format general = {0};
    const struct xlsx_book *b = &x->book;
    bool has_format = x->cell.style >= 0 && x->cell.style < b->n_formats;
    const struct xlsx_format *f = has_format ? b->formats[x->cell.style] : &general;
    struct buf out = buf_on(&x->row, KIB);
    if (!xlsx_number_parse(held, &n)) {
        cell_problem(x, S("xlsx.number"), MSG_xlsx_number, utf8_head(held, 40), S(""));
        return S("");
    }
    enum xlsx_shown shown = xlsx_number_show(&out, &n, f, b->is_1904);
    struct str text = buf_str(&out);
    if (n.is_long)
        cell_fault(x, S("xlsx.digits"), MSG_xlsx_digits);
    if (shown == XLSX_NO_DATE)
        cell_problem(x, S("xlsx.date"), MSG_xlsx_date, utf8_head(held, 40), S(""));
    if (shown == XLSX_ROUNDED)
        cell_doubt(x, S("xlsx.rounded"), MSG_xlsx_rounded, utf8_head(held, 40), text);
    if (shown == XLSX_SHORTER)
        cell_doubt(x, S("xlsx.short"), MSG_xlsx_short, text, S(""));
    return text;
}

static struct str shared_read(struct xlsx *x, struct str index)
{
    int64_t i = 0;
    if (!str_digits(str_trim(index), &i) || i >= x->book.n_strings) {
        cell_fault(x, S("xlsx.damaged"), MSG_xlsx_cell_damaged);
        return S("");
    }
    return xlsx_text_unescape(&x->row, x->book.strings[i]);
}

static struct str error_read(struct xlsx *x, struct str held)
{
    cell_problem(x, S("xlsx.error"), MSG_xlsx_error, utf8_head(held, 40), S(""));
    return S("");
}

static struct str truth_read(struct xlsx *x, struct str held)
{
    (void)x;
    held = str_trim(held);
    if (str_eq(held, S("1")))
        return S("true");
    return str_eq(held, S("0")) ? S("false") : held;
}

static struct str moment_read(struct xlsx *x, struct str held)
{
    return xlsx_moment_text(&x->row, str_trim(held));
}

static struct str text_read(struct xlsx *x, struct str held)
{
    return xlsx_text_unescape(&x->row, held);
}

/* ECMA-376 18.18.11, ST_CellType. */
static const struct cell_type {
    struct str type;
    struct str (*read)(struct xlsx *x, struct str held);
} cell_types[] = {
    {S_("s"), shared_read}, {S_("n"), number_read},       {S_(""), number_read},
    {S_("str"), text_read}, {S_("inlineStr"), text_read}, {S_("b"), truth_read},
    {S_("e"), error_read},  {S_("d"), moment_read},
};

static const struct cell_type *cell_type_find(struct str type)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cell_types); i++)
        if (str_eq(cell_types[i].type, type))
            return &cell_types[i];
    return NULL;
}

static struct str cell_read(struct xlsx *x)
{
    struct str held = buf_str(&x->cell.text);
    struct str text = S("");
    bool is_text = str_eq(x->cell.type, S("str")) || str_eq(x->cell.type, S("inlineStr"));
    if (x->cell.has_formula && !x->cell.has_value && !is_text)
        cell_fault(x, S("xlsx.formula"), MSG_xlsx_formula);
    if (held.len == 0 && !x->cell.text.full)
        return S("");
    const struct cell_type *type = cell_type_find(x->cell.type);
    if (!type)
        cell_fault(x, S("xlsx.damaged"), MSG_xlsx_cell_damaged);
    else if (!x->cell.text.full)
        text = type->read(x, held);
    if (x->cell.text.full || text.len > x->limits.cell) {
        cell_fault(x, S("xlsx.cell"), MSG_csv_cell);
        return S("");
    }
    return text;
}

static void cell_end(struct xlsx *x)
{
    struct str text = cell_read(x);
    if (text.len == 0)
        return;
    if (x->column > x->limits.columns) {
        if (!x->is_wide)
            cell_fault(x, S("xlsx.columns"), MSG_csv_columns);
        x->is_wide = true;
        return;
    }
    /* Views of the cell's own buffer end with it. */
    bool is_own = text.s >= x->cell.text.s && text.s < x->cell.text.s + x->cell.text.alloc;
    x->cells[x->column - 1] = is_own ? str_dup(&x->row, text) : text;
    if (x->n_cells < x->column)
        x->n_cells = (ptrdiff_t)x->column;
}

static void cell_start(struct xlsx_xml *xml, const char **attributes)
{
    struct xlsx *x = xml->ctx;
    struct str place = xlsx_attribute(attributes, S("r"));
    struct str type = xlsx_attribute(attributes, S("t"));
    struct str style = xlsx_attribute(attributes, S("s"));
    struct xlsx_place at = {.row = (int32_t)x->n_row, .column = (int32_t)x->column + 1};
    bool is_placed = place.len == 0 || xlsx_place_parse(place, &at);
    if (!is_placed || at.column > XLSX_COLUMN_LAST) {
        refuse_place(xml, MSG_xlsx_place, place);
        return;
    }
    if (at.row != x->n_row || at.column <= x->column) {
        refuse_place(xml, MSG_xlsx_order, place);
        return;
    }
    x->column = at.column;
    struct xlsx_cell *c = &x->cell;
    ptrdiff_t len = type.len < (ptrdiff_t)sizeof c->kind ? type.len : (ptrdiff_t)sizeof c->kind;
    memcpy(c->kind, type.s, (size_t)len);
    c->type = (struct str){c->kind, len};
    c->has_formula = c->has_value = false;
    c->text.len = 0;
    c->text.full = false;
    if (style.len == 0 || !str_digits(style, &c->style))
        c->style = 0;
}

/* --- a row -------------------------------------------------------------------------------------
 */

static void row_start(struct xlsx_xml *xml, const char **attributes)
{
    struct xlsx *x = xml->ctx;
    struct str number = xlsx_attribute(attributes, S("r"));
    struct str hidden = xlsx_attribute(attributes, S("hidden"));
    int64_t n = x->n_row + 1;
    if (number.len > 0 && (!str_digits(number, &n) || n < 1)) {
        refuse_place(xml, MSG_xlsx_place, number);
        return;
    }
    if (n <= x->n_row) {
        refuse_place(xml, MSG_xlsx_order, number);
        return;
    }
    if (n > XLSX_ROW_LAST) {
        refuse_place(xml, MSG_xlsx_place, number);
        return;
    }
    arena_reset(&x->row);
    for (ptrdiff_t i = 0; i < x->n_cells; i++)
        x->cells[i] = S("");
    x->n_row = n;
    x->n_cells = 0;
    x->column = 0;
    x->is_faulty = false;
    x->is_wide = false;
    x->is_hidden = str_eq(hidden, S("1")) || str_eq(hidden, S("true"));
}

/* The value of merged cells that begin in this row, for the rows below. */
static void fills_keep(struct xlsx *x)
{
    for (; x->at_merge < x->n_merges && x->merges[x->at_merge].row <= x->n_row; x->at_merge++) {
        const struct xlsx_merge *m = &x->merges[x->at_merge];
        if (m->row < x->n_row || m->column > x->limits.columns)
            continue;
        struct xlsx_fill *fill = &x->fills[m->column - 1];
        if (!fill->text.a)
            fill->text = buf_on(&x->own, x->limits.cell);
        fill->until = m->row_last;
        fill->text.len = 0;
        buf_add(&fill->text, x->cells[m->column - 1]);
    }
}

static void fills_use(struct xlsx *x)
{
    for (ptrdiff_t i = 0; x->n_merges > 0 && i < x->limits.columns; i++) {
        const struct xlsx_fill *fill = &x->fills[i];
        bool is_below = fill->is_wanted && x->n_row <= fill->until && fill->text.len > 0;
        if (!is_below || x->cells[i].len > 0)
            continue;
        x->cells[i] = buf_str(&fill->text);
        x->has_repeated = true;
        if (x->n_cells <= i)
            x->n_cells = i + 1;
    }
}

static void row_end(struct xlsx_xml *xml)
{
    struct xlsx *x = xml->ctx;
    if (x->n_cells == 0 && !x->is_faulty)
        return;
    if (x->n_row > x->limits.rows) {
        xlsx_xml_stop(xml, FAIL(xml->why, ERR_TOO_LARGE, MSG_csv_rows, ARG_INT(x->limits.rows)));
        return;
    }
    if (x->is_hidden)
        row_doubt(x, S("xlsx.hidden"), MSG_xlsx_hidden);
    fills_keep(x);
    fills_use(x);
    x->is_ready = true;
    xlsx_xml_pause(xml);
}

/* --- what expat calls --------------------------------------------------------------------------
 */

static void sheet_start(struct xlsx_xml *xml, enum xlsx_element element, const char **attributes)
{
    struct xlsx *x = xml->ctx;
    if (element == XLSX_ROW)
        row_start(xml, attributes);
    else if (element == XLSX_CELL)
        cell_start(xml, attributes);
    else if (element == XLSX_FORMULA)
        x->cell.has_formula = true;
    else if (element == XLSX_VALUE)
        x->cell.text.len = 0; /* a second one holds alone */
}

static void sheet_text(struct xlsx_xml *xml, enum xlsx_element element, struct str text)
{
    struct xlsx *x = xml->ctx;
    if (element != XLSX_VALUE && element != XLSX_TEXT)
        return;
    x->cell.has_value = true;
    buf_add(&x->cell.text, text);
}

static void sheet_end(struct xlsx_xml *xml, enum xlsx_element element)
{
    if (element == XLSX_CELL)
        cell_end(xml->ctx);
    else if (element == XLSX_ROW)
        row_end(xml);
}

/* --- the reader --------------------------------------------------------------------------------
 */

static enum err sheet_begin(struct xlsx *x, struct fail *why)
{
    static const struct xlsx_calls calls = {sheet_start, sheet_end, sheet_text};
    x->xml = (struct xlsx_xml){.calls = &calls, .ctx = x};
    x->n_row = 0;
    x->n_cells = 0;
    x->at_merge = 0;
    x->is_ready = false;
    for (ptrdiff_t i = 0; i < x->limits.columns; i++) {
        x->cells[i] = S("");
        x->fills[i].until = 0;
    }
    return xlsx_xml_open(&x->xml, &x->book.package, x->book.sheets[x->sheet].part, XLSX_SHEET_BYTES,
                         why);
}

static void xlsx_init(struct xlsx *x, const struct row_limits *l)
{
    *x = (struct xlsx){.limits = {.rows = l->rows > 0 ? l->rows : XLSX_ROW_LAST,
                                  .columns = l->columns > 0 ? l->columns : ROW_COLUMNS_MAX,
                                  .cell = l->cell > 0 ? l->cell : ROW_CELL_MAX}};
    assert(x->limits.cell <= ROW_CELL_MAX); /* shared texts are cut above it */
    arena_init(&x->own, OWN_MAX);
    arena_init(&x->row, ROW_MAX);
    x->cells = NEW(&x->own, struct str, x->limits.columns);
    x->fills = NEW(&x->own, struct xlsx_fill, x->limits.columns);
    for (ptrdiff_t i = 0; i < x->limits.columns; i++)
        x->fills[i].is_wanted = true;
    x->cell.text = buf_on(&x->own, x->limits.cell);
}

enum err xlsx_open(struct xlsx *x, struct str bytes, const struct xlsx_options *options,
                   struct problems *problems, struct fail *why)
{
    xlsx_init(x, &options->limits);
    x->problems = problems;
    enum err err = xlsx_book_open(&x->book, &x->own, bytes, why);
    if (err == OK)
        err = xlsx_sheet_choose(&x->book, options->sheet, &x->sheet, why);
    if (err == OK)
        err = merges_read(x, why);
    if (err == OK)
        err = sheet_begin(x, why);
    if (err != OK)
        xlsx_close(x);
    return err;
}

enum err xlsx_next(struct xlsx *x, bool *out_more, struct row *out, struct fail *why)
{
    x->is_ready = false;
    while (!x->is_ready && !x->xml.is_done) {
        enum err err = xlsx_xml_run(&x->xml, why);
        if (err != OK)
            return err;
    }
    *out_more = x->is_ready;
    if (x->is_ready)
        *out = (struct row){.n = x->n_row,
                            .line = x->n_row,
                            .cells = x->cells,
                            .n_cells = x->n_cells,
                            .is_faulty = x->is_faulty};
    return OK;
}

enum err xlsx_rewind(struct xlsx *x, struct problems *problems, struct fail *why)
{
    xlsx_xml_close(&x->xml);
    x->problems = problems;
    return sheet_begin(x, why);
}

void xlsx_repeat(struct xlsx *x, ptrdiff_t column, bool is_wanted)
{
    if (column >= 0 && column < x->limits.columns)
        x->fills[column].is_wanted = is_wanted;
}

int xlsx_percent(const struct xlsx *x)
{
    const struct xlsx_part *part = &x->xml.part;
    return part->size == 0 || x->xml.is_done ? 100 : (int)(part->read * 100 / part->size);
}

void xlsx_close(struct xlsx *x)
{
    xlsx_xml_close(&x->xml);
    xlsx_book_close(&x->book);
    arena_done(&x->own);
    arena_done(&x->row);
}
