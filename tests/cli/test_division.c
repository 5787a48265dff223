/* The whole administrative division through the real program: 44,703 units into an empty database.
 */
#include "program.h"
#include "store/where.h"
#include "t.h"

enum { FILE_MAX = 16 << 20 };

static struct str data_file(const char *name)
{
    char path[600];
    (void)snprintf(path, sizeof path, "%s/cn-divisions/%s", t_data(), name);
    FILE *f = fopen(path, "rbe");
    REQUIRE(f != NULL);
    struct buf b = buf_on(t_arena(), FILE_MAX);
    char part[8192];
    for (size_t n = fread(part, 1, sizeof part, f); n > 0; n = fread(part, 1, sizeof part, f))
        buf_add(&b, (struct str){part, (ptrdiff_t)n});
    (void)fclose(f);
    return buf_str(&b);
}

/* The n-th column of a line, without quotes (no name there holds a comma). */
static struct str column(struct str line, int n)
{
    struct str rest = line;
    struct str cell = S("");
    for (int i = 0; i <= n; i++)
        cell = str_cut(rest, ',', &rest);
    cell = str_trim(cell);
    bool is_quoted = cell.len >= 2 && cell.s[0] == '"';
    return is_quoted ? str_sub(cell, 1, cell.len - 1) : cell;
}

/* Lines "code,name,...,parent,..." as "code,name,parent,level". parent -1: none. */
static int64_t join(struct buf *out, const char *file, int parent, const char *level)
{
    struct str rest = data_file(file);
    int64_t n = 0;
    (void)str_cut(rest, '\n', &rest);
    while (rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.len == 0)
            continue;
        struct str above = parent < 0 ? S("") : column(line, parent);
        buf_fmt(out, "%.*s,%.*s,%.*s,%s\n", STR_ARG(column(line, 0)), STR_ARG(column(line, 1)),
                STR_ARG(above), level);
        n++;
    }
    return n;
}

static void write_joined(const char *path)
{
    struct buf b = buf_on(t_arena(), FILE_MAX);
    buf_add(&b, S("code,name,parent,level\n"));
    int64_t n = join(&b, "provinces.csv", -1, "province");
    n += join(&b, "cities.csv", 2, "city");
    n += join(&b, "areas.csv", 2, "county");
    n += join(&b, "streets.csv", 2, "township");
    CHECK_INT(n, 44703);
    CHECK(!b.full);
    FILE *f = fopen(path, "wbe");
    REQUIRE(f != NULL);
    REQUIRE(fwrite(b.s, 1, (size_t)b.len, f) == (size_t)b.len);
    REQUIRE(fclose(f) == 0);
}

static int64_t lines_with(struct str text, struct str part)
{
    int64_t n = 0;
    while (text.len > 0)
        if (str_find(str_cut(text, '\n', &text), part) >= 0)
            n++;
    return n;
}

static void import_all(const char *db)
{
    if (!t_data())
        t_skip("no public test data (PONAN_DATA)");
    struct arena *a = t_arena();
    const char *file = str_fmt(a, "%s/division.csv", t_folder()).s;
    write_joined(file);
    struct said made = program_run("init --lang en", db);
    CHECK_INT(made.code, 0);
    struct said said = program_run(str_fmt(a, "import unit %s --json", file).s, db);
    CHECK_INT(said.code, 0);
    CHECK_HAS(said.out, S("\"rows\":44703,\"created\":44703,\"updated\":0,\"unchanged\":0,"
                          "\"rejected\":0"));
    CHECK_STR(said.err, S("")); /* no terminal, no progress */
    struct said all = program_run("export unit", db);
    CHECK_INT(all.code, 0);
    CHECK_INT(lines_with(all.out, S(",")), 44704);
    CHECK_INT(lines_with(all.out, S("township,")), 41352);
    /* 安吉县 and its 15 townships of 2023; names of GB18030 alone are whole. */
    CHECK_INT(lines_with(all.out, S("330523")), 16);
    CHECK_INT(lines_with(all.out, S("㮾梨街道")), 1);
    struct said again = program_run(str_fmt(a, "import unit %s --json --preview", file).s, db);
    CHECK_INT(again.code, 0);
    CHECK_HAS(again.out, S("\"unchanged\":44703"));
}

TEST(the_whole_division_is_imported_on_sqlite)
{
    import_all(test_where(DIALECT_SQLITE));
}

TEST(the_whole_division_is_imported_on_postgresql)
{
    import_all(test_where(DIALECT_POSTGRES));
}
