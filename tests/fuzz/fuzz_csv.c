/*
 * fuzz_csv.c -- a file of any encoding: what is read without a fault is written and read again to
 * the same cells.
 */
#include "format/csv.h"
#include "fuzz/fuzz.h"

/* Every row with its number of cells; the cells as CSV again. */
static bool read_and_write(struct arena *a, struct str bytes, char separator, struct buf *out)
{
    struct problems problems = problems_on(a);
    struct csv_options options = {.separator = separator, .limits = {.columns = 50, .cell = 2000}};
    struct csv c = {0};
    struct row row = {0};
    struct fail why = {0};
    bool more = false;
    struct csv_writer w = csv_writer_on(out, false);
    if (csv_open(&c, a, bytes, &options, &problems, &why) != OK)
        return false;
    int64_t last = 0;
    while (csv_next(&c, &more, &row, &why) == OK && more) {
        assert(row.n > last && row.n_cells > 0 && row.n_cells <= 50 && row.line >= row.n);
        last = row.n;
        for (ptrdiff_t i = 0; i < row.n_cells; i++) {
            assert(utf8_valid(row.cells[i]));
            csv_cell(&w, row.cells[i]);
        }
        csv_end_row(&w);
    }
    assert(!more && csv_percent(&c) == 100);
    return problems.n_all == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 256 * MIB);
    struct buf first = buf_on(&a, 16 * MIB);
    struct buf second = buf_on(&a, 16 * MIB);
    if (read_and_write(&a, fuzz_input(data, size), '\0', &first)) {
        bool clean = read_and_write(&a, buf_str(&first), ',', &second);
        assert(clean && str_eq(buf_str(&first), buf_str(&second)));
    }
    arena_done(&a);
    return 0;
}
