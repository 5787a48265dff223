/*
 * t.c -- the test harness: registration, checks, case files, and what a test needs around it.
 */
#include "t.h"

#include "base/date.h"

#include <ftw.h>
#include <setjmp.h>
#include <sys/stat.h>
#include <unistd.h>

/* cmocka.h wants setjmp.h before it. */
/* clang-format off */
#include <cmocka.h>
/* clang-format on */

enum { TESTS_MAX = 2000, PATH_LEN = 512 };

static struct t_case *first_case;
static struct t_case *last_case;
static int n_cases;
static int n_differences; /* of the running test */
static struct arena arena;
static char folder[PATH_LEN];

void t_register(struct t_case *c)
{
    if (last_case)
        last_case->next = c;
    else
        first_case = c;
    last_case = c;
    n_cases++;
}

/* On stderr: meson shows a failed test's stderr but not its TAP output. */
void t_differs(const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    n_differences++;
    fprintf(stderr, "%s:%d: ", file, line);
    (void)vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
}

void t_check_int(const char *file, int line, const char *what, int64_t got, int64_t want)
{
    if (got != want)
        t_differs(file, line, "%s is %" PRId64 ", want %" PRId64, what, got, want);
}

void t_check_str(const char *file, int line, const char *what, struct str got, struct str want)
{
    if (!str_eq(got, want))
        t_differs(file, line, "%s is \"%.*s\", want \"%.*s\"", what, STR_ARG(got), STR_ARG(want));
}

void t_check_has(const char *file, int line, const char *what, struct str text, struct str part)
{
    if (str_find(text, part) < 0)
        t_differs(file, line, "%s lacks \"%.*s\"; it is:\n%.*s", what, STR_ARG(part),
                  STR_ARG(text));
}

_Noreturn void t_stop(const char *file, int line, const char *what)
{
    t_differs(file, line, "cannot go on: %s", what);
    _fail(file, line);
    abort(); /* not reached: _fail() leaves the test */
}

_Noreturn void t_skip(const char *reason)
{
    fprintf(stderr, "skipped: %s\n", reason);
    skip();
    abort(); /* not reached: skip() leaves the test */
}

struct arena *t_arena(void)
{
    return &arena;
}

const char *t_folder(void)
{
    if (folder[0])
        return folder;
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/ponan-test-XXXXXX", tmp ? tmp : "/tmp");
    REQUIRE(mkdtemp(folder) != NULL);
    return folder;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static struct str read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fprintf(stderr, "no file %s\n", path);
    REQUIRE(f != NULL);
    struct buf b = buf_on(&arena, 64 * MIB);
    char part[4096];
    size_t n = 0;
    while ((n = fread(part, 1, sizeof part, f)) > 0) // NOLINT(bugprone-assignment-in-if-condition)
        buf_add(&b, (struct str){part, (ptrdiff_t)n});
    (void)fclose(f);
    return buf_str(&b);
}

struct str t_source_file(const char *path)
{
    char whole[PATH_LEN];
    (void)snprintf(whole, sizeof whole, "%s/%s", SOURCE_ROOT, path);
    return read_all(whole);
}

const char *t_data(void)
{
    static char whole[PATH_LEN];
    const char *set = getenv("PONAN_DATA");
    if (set)
        return set;
    (void)snprintf(whole, sizeof whole, "%s/../shared/data", SOURCE_ROOT);
    return access(whole, R_OK) == 0 ? whole : NULL;
}

/* The next column of a case line; quoted ones may hold spaces. */
static struct str next_column(struct str *rest)
{
    *rest = str_trim(*rest);
    if (rest->len > 0 && rest->s[0] == '"')
        return str_cut(str_sub(*rest, 1, rest->len), '"', rest);
    ptrdiff_t len = 0;
    while (len < rest->len && rest->s[len] != ' ' && rest->s[len] != '\t')
        len++;
    struct str column = str_sub(*rest, 0, len);
    *rest = str_sub(*rest, len, rest->len);
    return column;
}

static void run_line(struct str text, int n, void (*run)(const struct t_line *line))
{
    struct t_line line = {.n = n};
    for (;;) {
        struct str column = next_column(&text);
        bool is_end = column.s == NULL || (column.len == 0 && text.len == 0);
        if (is_end || (column.len > 0 && column.s[0] == '#'))
            break;
        REQUIRE(line.n_cols < T_COLUMNS);
        line.col[line.n_cols++] = column;
    }
    if (line.n_cols > 0)
        run(&line);
}

void t_cases(const char *path, void (*run)(const struct t_line *line))
{
    struct str rest = t_source_file(path);
    for (int n = 1; rest.len > 0; n++) {
        int before = n_differences;
        struct str text = str_cut(rest, '\n', &rest);
        run_line(text, n, run);
        if (n_differences != before)
            fprintf(stderr, "%s:%d: the case above: %.*s\n", path, n, STR_ARG(text));
    }
}

int64_t t_day(struct str text)
{
    int64_t date = 0;
    REQUIRE(date_parse(text, &date));
    return date;
}

int64_t t_day_or_none(struct str text)
{
    return str_eq(text, S("-")) ? DATE_NONE : t_day(text);
}

int64_t t_number(struct str text)
{
    int64_t n = 0;
    bool is_below_0 = str_starts(text, S("-"));
    REQUIRE(str_digits(str_sub(text, is_below_0 ? 1 : 0, text.len), &n));
    return is_below_0 ? -n : n;
}

static int set_up(void **state)
{
    (void)state;
    n_differences = 0;
    folder[0] = '\0';
    arena_init(&arena, 2048 * MIB);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    if (folder[0])
        (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}

static void run_case(void **state)
{
    const struct t_case *c = *state;
    c->run();
    if (n_differences > 0)
        _fail(c->name, n_differences);
}

/* With an argument: only the tests whose name holds it. */
int main(int argc, char **argv)
{
    static struct CMUnitTest tests[TESTS_MAX];
    size_t n = 0;
    assert(n_cases <= TESTS_MAX);
    for (struct t_case *c = first_case; c; c = c->next) {
        if (argc > 1 && !strstr(c->name, argv[1]))
            continue;
        tests[n++] = (struct CMUnitTest){c->name, run_case, set_up, tear_down, c};
    }
    if (n == 0) {
        fputs("no test has such a name\n", stderr);
        return 1;
    }
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
}
