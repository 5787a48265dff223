/*
 * convert_table.c -- convert_table IN OUT.(csv|xlsx): a table read and written again, every cell as
 * the text or number it is; table_office.py shows the results to LibreOffice.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "format/table.h"
#include "format/table_write.h"

#include <stdio.h>

static struct str read_file(struct arena *a, const char *path)
{
    enum { MOST = 16 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = NEW(a, char, MOST);
    size_t len = file ? fread(bytes, 1, MOST, file) : 0;
    if (file)
        (void)fclose(file);
    return (struct str){bytes, (ptrdiff_t)len};
}

static enum xlsx_kind kind_of(struct str cell)
{
    int64_t date = 0;
    struct decimal number = {0};
    if (date_parse(cell, &date))
        return XLSX_KIND_DATE;
    bool is_code = cell.len > 1 && cell.s[0] == '0' && cell.s[1] != '.';
    return !is_code && decimal_parse(cell, &number) ? XLSX_KIND_NUMBER : XLSX_KIND_TEXT;
}

static enum err convert(struct arena *a, struct str in, enum table_kind kind, struct buf *out,
                        struct fail *why)
{
    struct table t = {0};
    struct table_writer w = {0};
    struct row row = {0};
    struct problems problems = problems_on(a);
    bool more = true;
    enum err err = table_open(&t, a, in, &(struct table_options){0}, &problems, why);
    if (err == OK)
        err = table_next(&t, &more, &row, why);
    if (err != OK || !more)
        return err;
    struct xlsx_heading *headings = NEW(a, struct xlsx_heading, row.n_cells);
    int n = (int)row.n_cells;
    for (int i = 0; i < n; i++)
        headings[i].text = str_dup(a, row.cells[i]);
    table_writer_open(&w, a, kind, out, S("表"), headings, n);
    while (err == OK && more) {
        err = table_next(&t, &more, &row, why);
        for (int i = 0; err == OK && more && i < n; i++) {
            struct str cell = i < row.n_cells ? row.cells[i] : S("");
            table_put(&w, kind_of(cell), cell);
        }
        if (err == OK && more)
            table_end_row(&w);
    }
    table_close(&t);
    enum err ended = table_writer_end(&w, why);
    return err == OK ? ended : err;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct fail why = {0};
    if (argc != 3)
        return 2;
    arena_init(&a, 256 * MIB);
    struct buf out = buf_on(&a, 32 * MIB);
    bool is_book = str_ends(str_of(argv[2]), S(".xlsx"));
    enum err err =
        convert(&a, read_file(&a, argv[1]), is_book ? TABLE_XLSX : TABLE_CSV, &out, &why);
    if (err != OK)
        fprintf(stderr, "%.*s\n", STR_ARG(message_str(&a, LANG_EN, &why.message)));
    FILE *file = err == OK ? fopen(argv[2], "wb") : NULL;
    bool whole = file && fwrite(out.s, 1, (size_t)out.len, file) == (size_t)out.len;
    if (file)
        (void)fclose(file);
    arena_done(&a);
    return whole ? 0 : 1;
}
