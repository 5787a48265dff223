#include "base/date.h"
#include "format/table.h"
#include "format/xlsx_made.h"
#include "format/xlsx_write.h"

static const struct xlsx_heading headings[] = {
    {S_("代码"), XLSX_KIND_TEXT}, {S_("Value, %"), XLSX_KIND_NUMBER}, {S_("Day"), XLSX_KIND_DATE}};

static struct str ended(struct xlsx_writer *w, struct buf *out)
{
    struct fail why = {0};
    REQUIRE(xlsx_writer_end(w, &why) == OK);
    return buf_str(out);
}

static const struct str texts[] = {S_("0012"),        S_("=1+1"),       S_(" a  b "),
                                   S_("x\ny"),        S_("\tq\r\n"),    S_("<&>\"'"),
                                   S_("_x0041_"),     S_("中文，全角"), S_("\x01"),
                                   S_("true"),        S_("1e5"),        S_("\xf0\x9f\x98\x80"),
                                   S_("\xef\xbf\xbe")};
static const struct str numbers[] = {S_("0"),
                                     S_("-17.9"),
                                     S_("2303"),
                                     S_("0.0001"),
                                     S_("17.10"),
                                     S_("-0.05"),
                                     S_("123456789012345"),
                                     S_("922337203685477.0001")};

static struct str written(void)
{
    struct buf *out = NEW(t_arena(), struct buf, 1);
    struct xlsx_writer w = {0};
    *out = buf_on(t_arena(), MIB);
    xlsx_writer_open(&w, out, S("指标[2006]/a"), headings, ARRAY_LEN(headings));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(texts); i++) {
        xlsx_put_text(&w, texts[i]);
        if (i < ARRAY_LEN(numbers))
            xlsx_put_number(&w, numbers[i]);
        else
            xlsx_put_blank(&w);
        if (i == 0)
            xlsx_put_date(&w, date_of(2006, 6, 20));
        else if (i == 1)
            xlsx_put_date(&w, date_of(1895, 1, 1));
        else if (i == 2)
            xlsx_put_bool(&w, true);
        xlsx_end_row(&w);
    }
    return ended(&w, out);
}

TEST(what_is_written_reads_back_as_it_was)
{
    struct table r = {0};
    struct row row = {0};
    struct fail why = {0};
    struct problems problems = problems_on(t_arena());
    bool more = false;
    REQUIRE(table_open(&r, t_arena(), written(), &(struct table_options){0}, &problems, &why) ==
            OK);
    CHECK_STR(table_sheet(&r)->name, S("指标 2006  a"));
    REQUIRE(table_next(&r, &more, &row, &why) == OK && more && row.n_cells == 3);
    for (int i = 0; i < 3; i++)
        CHECK_STR(row.cells[i], headings[i].text);
    static const struct str last[] = {S_("2006-06-20"), S_("1895-01-01"), S_("true")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(texts); i++) {
        REQUIRE(table_next(&r, &more, &row, &why) == OK && more);
        CHECK_INT(row.n, i + 2);
        CHECK_STR(row.cells[0], texts[i]);
        if (i < ARRAY_LEN(numbers))
            CHECK_STR(row.cells[1], numbers[i]);
        if (i < 3)
            CHECK_STR(row.cells[2], last[i]);
    }
    REQUIRE(table_next(&r, &more, &row, &why) == OK);
    CHECK(!more);
    CHECK_INT(table_percent(&r), 100);
    CHECK_INT(problems.n_all, 0);
    table_close(&r);
}

TEST(the_same_rows_give_the_same_bytes)
{
    CHECK_STR(written(), written());
}

TEST(a_sheet_without_rows_has_its_headings)
{
    struct buf out = buf_on(t_arena(), MIB);
    struct xlsx_writer w = {0};
    enum msg refused = MSG_none;
    struct problems problems = {0};
    xlsx_writer_open(&w, &out, S(""), headings, 2);
    struct str bytes = ended(&w, &out);
    CHECK_STR(rows_shown(bytes, &(struct xlsx_options){.sheet = S("Sheet1")}, &problems, &refused),
              S("1|代码|Value, %/"));
    struct package p = {0};
    struct fail why = {0};
    REQUIRE(package_read(t_arena(), bytes, &p, &why) == OK);
    struct str xml = package_find(&p, S("xl/worksheets/sheet1.xml"))->bytes;
    CHECK_HAS(xml, S("state=\"frozen\""));
    CHECK_HAS(xml, S("<autoFilter ref=\"A1:B1\"/>"));
}

/* Rows leave through the buffer; what is left in hand does not grow with them. */
TEST(a_long_sheet_is_written_in_little_memory_and_read_back)
{
    enum { ROWS = 20000 };
    struct buf out = buf_on(t_arena(), 4 * MIB);
    struct buf file = buf_on(t_arena(), 16 * MIB);
    struct xlsx_writer w = {0};
    struct fail why = {0};
    xlsx_writer_open(&w, &out, S("long"), headings, 3);
    for (int i = 0; i < ROWS; i++) {
        xlsx_put_text(&w, S("安吉县梅溪镇晓墅村工业投入项目台账"));
        xlsx_put_number(&w, str_fmt(t_arena(), "%d.5", i));
        xlsx_end_row(&w);
        buf_add(&file, buf_str(&out));
        out.len = 0;
    }
    REQUIRE(xlsx_writer_end(&w, &why) == OK);
    buf_add(&file, buf_str(&out));
    REQUIRE(!out.full && !file.full);
    CHECK(out.alloc < MIB);
    struct table r = {0};
    struct row row = {0};
    struct problems problems = problems_on(t_arena());
    bool more = true;
    int64_t n = 0;
    REQUIRE(table_open(&r, t_arena(), buf_str(&file), &(struct table_options){0}, &problems,
                       &why) == OK);
    while (table_next(&r, &more, &row, &why) == OK && more)
        n++;
    CHECK_INT(n, ROWS + 1);
    CHECK(r.xlsx->own.used < 4 * MIB && r.xlsx->row.used < MIB);
    table_close(&r);
}

TEST(a_table_is_known_by_its_bytes)
{
    struct table r = {0};
    struct row row = {0};
    struct fail why = {0};
    struct problems problems = problems_on(t_arena());
    bool more = false;
    CHECK(table_is_workbook(written()));
    REQUIRE(table_open(&r, t_arena(), S("a,b\n1,2\n"), &(struct table_options){0}, &problems,
                       &why) == OK);
    CHECK(!r.is_workbook && !table_sheet(&r));
    REQUIRE(table_next(&r, &more, &row, &why) == OK && more);
    REQUIRE(table_next(&r, &more, &row, &why) == OK && more);
    CHECK_INT(table_at(&r), 2);
    REQUIRE(table_rewind(&r, &problems, &why) == OK);
    REQUIRE(table_next(&r, &more, &row, &why) == OK && more);
    CHECK_STR(row.cells[0], S("a"));
    table_close(&r);
}
