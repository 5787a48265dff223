/* The whole administrative division through the real program: 44,703 units into an empty database.
 */
#include "program.h"
#include "store/where.h"
#include "t.h"

enum { FILE_MAX = 16 << 20, ZHEJIANG = 1489 };

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

/* A data file and where in it the parent's code stands (-1: nowhere). */
struct level {
    const char *file, *name;
    int parent;
};

/* Lines "code,name,...,parent,..." of the units whose code begins so, as "code,name,parent,level".
 */
static int64_t join(struct buf *out, const struct level *l, const char *only)
{
    struct str rest = data_file(l->file);
    int64_t n = 0;
    (void)str_cut(rest, '\n', &rest);
    while (rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);
        if (line.len == 0 || !str_starts(line, str_of(only)))
            continue;
        struct str above = l->parent < 0 ? S("") : column(line, l->parent);
        buf_fmt(out, "%.*s,%.*s,%.*s,%s\n", STR_ARG(column(line, 0)), STR_ARG(column(line, 1)),
                STR_ARG(above), l->name);
        n++;
    }
    return n;
}

static int64_t write_joined(const char *path, const char *only)
{
    static const struct level levels[] = {
        {"provinces.csv", "province", -1},
        {"cities.csv", "city", 2},
        {"areas.csv", "county", 2},
        {"streets.csv", "township", 2},
    };
    struct buf b = buf_on(t_arena(), FILE_MAX);
    buf_add(&b, S("code,name,parent,level\n"));
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(levels); i++)
        n += join(&b, &levels[i], only);
    CHECK(!b.full);
    FILE *f = fopen(path, "wbe");
    REQUIRE(f != NULL);
    REQUIRE(fwrite(b.s, 1, (size_t)b.len, f) == (size_t)b.len);
    REQUIRE(fclose(f) == 0);
    return n;
}

static int64_t lines_with(struct str text, struct str part)
{
    int64_t n = 0;
    while (text.len > 0)
        if (str_find(str_cut(text, '\n', &text), part) >= 0)
            n++;
    return n;
}

/* Imports the units whose code begins so; what an export then says. */
static struct str import_all(const char *db, const char *only, int64_t want)
{
    if (!t_data())
        t_skip("no public test data (PONAN_DATA)");
    struct arena *a = t_arena();
    const char *file = str_fmt(a, "%s/division.csv", t_folder()).s;
    CHECK_INT(write_joined(file, only), want);
    CHECK_INT(program_run("init --lang en", db).code, 0);
    struct said said = program_run(str_fmt(a, "import unit %s --json", file).s, db);
    CHECK_INT(said.code, 0);
    CHECK_HAS(said.out, str_fmt(a, "\"created\":%lld,\"updated\":0,\"unchanged\":0,\"rejected\":0",
                                (long long)want));
    CHECK_STR(said.err, S("")); /* no terminal, no progress */
    said = program_run(str_fmt(a, "import unit %s --json --preview", file).s, db);
    CHECK_INT(said.code, 0);
    CHECK_HAS(said.out, str_fmt(a, "\"unchanged\":%lld", (long long)want));
    said = program_run("export unit", db);
    CHECK_INT(said.code, 0);
    CHECK_INT(lines_with(said.out, S(",")), want + 1);
    CHECK_INT(lines_with(said.out, S("330523")), 16); /* 安吉县 and its 15 townships of 2023 */
    return said.out;
}

TEST(the_whole_division_is_imported_on_sqlite)
{
    struct str all = import_all(test_where(DIALECT_SQLITE), "", 44703);
    CHECK_INT(lines_with(all, S("township,")), 41352);
    CHECK_INT(lines_with(all, S("㮾梨街道")), 1); /* a name of GB18030 that GBK lacks */
}

TEST(a_province_is_imported_on_postgresql)
{
    (void)import_all(test_where(DIALECT_POSTGRES), "33", ZHEJIANG);
}
