/*
 * fuzz_xlsx.c -- a workbook somebody brings: bytes of a zip file, or (not beginning with PK) the
 * XML of its sheet, behind a byte that says which styles it has. What is read is written and read
 * again to the same cells.
 */
#include "base/text.h"
#include "format/package.h"
#include "format/table.h"
#include "format/xlsx_write.h"
#include "fuzz/fuzz.h"

enum { COLUMNS = 40 };

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATION(id, type, target) \
    "<Relationship Id=\"" id "\" Type=\"" OFFICE "/" type "\" Target=\"" target "\"/>"

/* A workbook around the XML of a sheet, a part of shared texts and one of styles. */
static struct str packed(struct arena *a, struct str sheet)
{
    struct str relations = S("<Relationships>" RELATION("a", "worksheet", "s.xml") RELATION(
        "b", "sharedStrings", "t.xml") RELATION("c", "styles", "f.xml") "</Relationships>");
    struct package_part parts[] = {
        {S("_rels/.rels"),
         S("<Relationships>" RELATION("a", "officeDocument", "b.xml") "</Relationships>")},
        {S("b.xml"), S("<workbook xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"a\" r:id=\"a\"/>"
                       "</sheets></workbook>")},
        {S("_rels/b.xml.rels"), relations},
        {S("s.xml"), sheet},
        {S("t.xml"), S("<sst><si><t>a_x0041_</t></si><si><r><t>b</t></r></si></sst>")},
        {S("f.xml"), S("<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"0!.0,\"/>"
                       "</numFmts><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/>"
                       "<xf numFmtId=\"170\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>")},
    };
    struct str file = S("");
    struct fail why = {0};
    enum err err = package_write(a, &(struct package){parts, ARRAY_LEN(parts)}, &file, &why);
    assert(err == OK);
    return file;
}

static void take_row(const struct row *row, struct buf *shown, struct xlsx_writer *w)
{
    for (ptrdiff_t i = 0; i < row->n_cells; i++) {
        assert(utf8_valid(row->cells[i]) && row->cells[i].len <= 2000);
        buf_add(shown, row->cells[i]);
        buf_byte(shown, '|');
        xlsx_put_text(w, row->cells[i]);
    }
    if (row->n_cells > 0)
        buf_byte(shown, '\n');
    xlsx_end_row(w);
}

/* Every row's cells as texts; false if the file is refused. */
static bool read_all(struct arena *a, struct str file, struct buf *shown, struct buf *book)
{
    struct table t = {0};
    struct row row = {0};
    struct fail why = {0};
    struct problems problems = problems_on(a);
    struct table_options o = {.limits = {.rows = 3000, .columns = COLUMNS, .cell = 2000}};
    struct xlsx_heading headings[COLUMNS] = {0};
    struct xlsx_writer w = {0};
    bool more = true;
    if (!table_is_workbook(file) || table_open(&t, a, file, &o, &problems, &why) != OK)
        return false;
    xlsx_writer_open(&w, book, S("a"), headings, COLUMNS);
    enum err err = OK;
    int64_t last = 0;
    while (err == OK && more) {
        err = table_next(&t, &more, &row, &why);
        if (err != OK || !more)
            break;
        assert(row.n > last && row.n_cells <= COLUMNS);
        last = row.n;
        take_row(&row, shown, &w);
    }
    assert(table_percent(&t) <= 100);
    table_close(&t);
    enum err ended = xlsx_writer_end(&w, &why);
    assert(ended == OK);
    return err == OK && !shown->full && !book->full;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 512 * MIB);
    struct str file = fuzz_input(data, size);
    if (!str_starts(file, S("PK")))
        file = packed(&a, file);
    struct buf shown = buf_on(&a, 4 * MIB);
    struct buf again = buf_on(&a, 4 * MIB);
    struct buf book = buf_on(&a, 16 * MIB);
    struct buf rest = buf_on(&a, 16 * MIB);
    if (read_all(&a, file, &shown, &book)) {
        struct buf bytes = buf_on(&a, 16 * MIB);
        buf_add(&bytes, buf_str(&book));
        bool read = read_all(&a, buf_str(&bytes), &again, &rest);
        struct str all = buf_str(&again);
        /* Headings without text are no row. */
        assert(read && str_eq(all, buf_str(&shown)));
    }
    arena_done(&a);
    return 0;
}
