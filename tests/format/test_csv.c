#include "format/csv.h"
#include "t.h"

/* All rows as text: cells between | and rows ended by /, so that a case is one line. */
static struct str shown(struct csv *c)
{
    struct buf out = buf_on(t_arena(), MIB);
    struct row row = {0};
    struct fail why = {0};
    bool more = false;
    while (csv_next(c, &more, &row, &why) == OK && more) {
        for (ptrdiff_t i = 0; i < row.n_cells; i++) {
            buf_byte(&out, '|');
            buf_add(&out, row.cells[i]);
        }
        buf_add(&out, S("/"));
    }
    return buf_str(&out);
}

static struct problems problems;

static struct csv opened(struct str bytes, struct csv_options options)
{
    struct csv c = {0};
    struct fail why = {0};
    problems = problems_on(t_arena());
    REQUIRE(csv_open(&c, t_arena(), bytes, &options, &problems, &why) == OK);
    return c;
}

static struct str read_all(struct str bytes)
{
    struct csv c = opened(bytes, (struct csv_options){0});
    return shown(&c);
}

/* RFC 4180, 2, rules 1 to 7 with their examples. */
TEST(csv_is_read_as_rfc_4180_says)
{
    CHECK_STR(read_all(S("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n")), S("|aaa|bbb|ccc/|zzz|yyy|xxx/"));
    CHECK_STR(read_all(S("aaa,bbb,ccc\r\nzzz,yyy,xxx")), S("|aaa|bbb|ccc/|zzz|yyy|xxx/"));
    CHECK_STR(read_all(S("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx")),
              S("|aaa|bbb|ccc/|zzz|yyy|xxx/"));
    CHECK_STR(read_all(S("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx")),
              S("|aaa|b\r\nbb|ccc/|zzz|yyy|xxx/"));
    CHECK_STR(read_all(S("\"aaa\",\"b\"\"bb\",\"ccc\"")), S("|aaa|b\"bb|ccc/"));
    CHECK_STR(read_all(S(" a , b ")), S("| a | b /"));
    CHECK_STR(read_all(S("a,,\n,,b\n")), S("|a||/|||b/"));
    CHECK_STR(read_all(S("\"\"\"\",\"\"")), S("|\"|/"));
    CHECK_STR(read_all(S("")), S(""));
    CHECK_INT(problems.n_all, 0);
}

TEST(rows_end_with_lf_crlf_or_cr_and_blank_rows_are_counted_but_passed_over)
{
    CHECK_STR(read_all(S("a\nb\rc\r\nd")), S("|a/|b/|c/|d/"));
    CHECK_STR(read_all(S("a,b\n,\n , \nc,\n,,\n")), S("|a|b/|c|/"));
    struct csv c = opened(S("a\n\n\"x\ny\rz\"\r\n\nb"), (struct csv_options){0});
    struct row row = {0};
    struct fail why = {0};
    bool more = false;
    static const int64_t want[][2] = {{1, 1}, {3, 3}, {5, 7}};
    for (int i = 0; i < ARRAY_LEN(want); i++) {
        REQUIRE(csv_next(&c, &more, &row, &why) == OK && more);
        CHECK_INT(row.n, want[i][0]);
        CHECK_INT(row.line, want[i][1]);
    }
    REQUIRE(csv_next(&c, &more, &row, &why) == OK);
    CHECK(!more);
    CHECK_INT(csv_percent(&c), 100);
}

TEST(the_separator_is_detected_or_given)
{
    CHECK_STR(read_all(S("a;b;c,d\n1;2;3\n")), S("|a|b|c,d/|1|2|3/"));
    CHECK_STR(read_all(S("a\tb\n1\t2,5")), S("|a|b/|1|2,5/"));
    CHECK_STR(read_all(S("\"a;b;c\",d\n")), S("|a;b;c|d/"));
    CHECK_STR(read_all(S("alone\n")), S("|alone/"));
    struct csv c = opened(S("a;b,c"), (struct csv_options){.separator = ','});
    CHECK_STR(shown(&c), S("|a;b|c/"));
}

/* 名称,安吉 in GB18030 is C3 FB B3 C6 2C B0 B2 BC AA (table of GB 18030-2005). */
TEST(every_encoding_that_offices_send_is_read)
{
    CHECK_STR(read_all(S("名称,安吉\n")), S("|名称|安吉/"));
    CHECK_STR(read_all(S("\xef\xbb\xbf名称,安吉\n")), S("|名称|安吉/"));
    CHECK_STR(read_all(S("\xc3\xfb\xb3\xc6,\xb0\xb2\xbc\xaa\n")), S("|名称|安吉/"));
    CHECK_STR(read_all(S("\xff\xfe\x0d\x54\xf0\x79\x2c\0\x89\x5b\x09\x54\x0a\0")),
              S("|名称|安吉/"));
    CHECK_STR(read_all(S("\xfe\xff\x54\x0d\x79\xf0\0\x2c\x5b\x89\x54\x09\0\x0a")),
              S("|名称|安吉/"));
}

TEST(bytes_of_no_encoding_are_refused_with_their_place)
{
    struct csv c = {0};
    struct fail why = {0};
    problems = problems_on(t_arena());
    struct csv_options options = {0};
    CHECK_INT(csv_open(&c, t_arena(), S("a,b\n\xc3\xfb\xff\xff"), &options, &problems, &why),
              ERR_INVALID);
    CHECK_INT(why.message.id, MSG_csv_encoding);
    CHECK_INT(why.message.args[0].n, 7);
}

/* A file cut off in copying ends in NULs; it is UTF-8 all the same. Two lines of 8 bytes, then 名.
 */
TEST(a_nul_is_told_as_such_with_its_place)
{
    struct csv c = {0};
    struct fail why = {0};
    problems = problems_on(t_arena());
    struct csv_options options = {0};
    CHECK_INT(csv_open(&c, t_arena(), S("code,xx\n1234567\n\xe5\x90\x8d\0,3\n"), &options,
                       &problems, &why),
              ERR_INVALID);
    CHECK_INT(why.message.id, MSG_csv_nul);
    CHECK_INT(why.message.args[0].n, 20);
    CHECK_INT(why.message.args[1].n, 3);
}

static void check_problem(ptrdiff_t i, struct str code, int64_t row, struct str column)
{
    REQUIRE(i < problems.n);
    CHECK_STR(problems.at[i].code, code);
    CHECK_INT(problems.at[i].row, row);
    CHECK_STR(problems.at[i].field, column);
}

TEST(faults_are_told_with_row_and_column_and_reading_goes_on)
{
    CHECK_STR(read_all(S("h1,h2\na\"b,c\n\n1,\"x\"y\n2,\"never\n3,z\n")),
              S("|h1|h2/|a\"b|c/|1|x/|2|\"never/|3|z/"));
    CHECK_INT(problems.n_all, 3);
    check_problem(0, S("csv.quote"), 2, S("1"));
    check_problem(1, S("csv.after_quote"), 4, S("2"));
    check_problem(2, S("csv.open_quote"), 5, S("2"));
    CHECK_HAS(message_str(t_arena(), LANG_EN, &problems.at[2].message), S("Row 5, column B"));
}

TEST(columns_cells_and_rows_are_bounded)
{
    struct row_limits limits = {.rows = 3, .columns = 2, .cell = 4};
    struct csv c =
        opened(S("a,b,c,d\n12345,1234\nx,y\nz\n"), (struct csv_options){.limits = limits});
    struct row row = {0};
    struct fail why = {0};
    bool more = false;
    REQUIRE(csv_next(&c, &more, &row, &why) == OK);
    CHECK(row.is_faulty && row.n_cells == 2);
    REQUIRE(csv_next(&c, &more, &row, &why) == OK);
    CHECK_STR(row.cells[0], S(""));
    CHECK_STR(row.cells[1], S("1234"));
    CHECK(row.is_faulty);
    REQUIRE(csv_next(&c, &more, &row, &why) == OK);
    CHECK(!row.is_faulty);
    CHECK_INT(csv_next(&c, &more, &row, &why), ERR_TOO_LARGE);
    CHECK_INT(problems.n_all, 2);
    check_problem(0, S("csv.columns"), 1, S("3"));
    check_problem(1, S("csv.cell"), 2, S("1"));
}

static struct str written(const struct str *cells, ptrdiff_t n)
{
    struct buf out = buf_on(t_arena(), 64 * KIB);
    struct csv_writer w = csv_writer_on(&out, false);
    for (ptrdiff_t i = 0; i < n; i++)
        csv_cell(&w, cells[i]);
    csv_end_row(&w);
    return buf_str(&out);
}

/* OWASP, CSV Injection: cells that begin with these characters are made text. */
TEST(a_cell_that_a_spreadsheet_would_run_is_guarded_and_reads_back_as_it_was)
{
    static const struct {
        struct str cell, want;
    } rows[] = {
        {S_("=1+1"), S_("'=1+1\r\n")},
        {S_("+cmd|' /C calc'!A0"), S_("'+cmd|' /C calc'!A0\r\n")},
        {S_("-2+3"), S_("'-2+3\r\n")},
        {S_("@SUM(A1,B1)"), S_("\"'@SUM(A1,B1)\"\r\n")},
        {S_("\t=1"), S_("'\t=1\r\n")},
        {S_("\r=1"), S_("\"'\r=1\"\r\n")},
        {S_("-17.9"), S_("-17.9\r\n")},
        {S_("+5"), S_("+5\r\n")},
        {S_("-"), S_("'-\r\n")},
        {S_("-1.2.3"), S_("'-1.2.3\r\n")},
        {S_("'=1"), S_("''=1\r\n")},
        {S_("'quoted'"), S_("'quoted'\r\n")},
        {S_("a=b"), S_("a=b\r\n")},
        {S_(""), S_("\"\"\r\n")},
        {S_("say \"hi\"\r\n"), S_("\"say \"\"hi\"\"\r\n\"\r\n")},
    };
    for (int i = 0; i < ARRAY_LEN(rows); i++) {
        struct str text = written(&rows[i].cell, 1);
        CHECK_STR(text, rows[i].want);
        struct csv c = opened(text, (struct csv_options){.separator = ','});
        CHECK_STR(shown(&c), str_fmt(t_arena(), "|%.*s/", STR_ARG(rows[i].cell)));
        CHECK_INT(problems.n_all, 0);
    }
}

TEST(a_file_for_excel_begins_with_a_mark)
{
    struct buf out = buf_on(t_arena(), KIB);
    struct csv_writer w = csv_writer_on(&out, true);
    csv_cell(&w, S("名称"));
    csv_int(&w, -5);
    csv_end_row(&w);
    csv_int(&w, 1);
    csv_cell(&w, S(""));
    csv_end_row(&w);
    CHECK_STR(buf_str(&out), S("\xef\xbb\xbf名称,-5\r\n1,\r\n"));
}

TEST(memory_does_not_grow_with_the_number_of_rows)
{
    struct buf text = buf_on(t_arena(), 32 * MIB);
    for (int i = 0; i < 100000; i++)
        buf_fmt(&text, "%d,\"安\"\"吉\",x\n", i);
    struct csv c = opened(buf_str(&text), (struct csv_options){0});
    struct row row = {0};
    struct fail why = {0};
    bool more = true;
    ptrdiff_t used = 0;
    while (csv_next(&c, &more, &row, &why) == OK && more) {
        CHECK_INT(row.n_cells, 3);
        if (row.n == 1)
            used = t_arena()->used;
    }
    CHECK_INT(row.n, 100000);
    CHECK_STR(row.cells[1], S("安\"吉"));
    CHECK_INT(t_arena()->used, used);
}
