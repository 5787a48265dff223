/*
 * t.h -- the test harness over cmocka: TEST() registers itself, CHECK_*() says what differed.
 *
 * A test is a sentence that is true: TEST(a_paused_plan_keeps_its_first_date). It exists by being
 * written. Checks go on after a difference; a test with differences fails at its end. Output is
 * TAP.
 */
#ifndef T_H
#define T_H

#include "base/base.h"

#include <inttypes.h>
#include <stdio.h>

struct t_case {
    const char *name;
    void (*run)(void);
    struct t_case *next;
};
void t_register(struct t_case *c);
void t_differs(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);

#define TEST(id)                                              \
    static void id(void);                                     \
    __attribute__((constructor)) static void t_reg_##id(void) \
    {                                                         \
        static struct t_case c = {#id, id, NULL};             \
        t_register(&c);                                       \
    }                                                         \
    static void id(void)

#define CHECK(cond)          ((cond) ? (void)0 : t_differs(__FILE__, __LINE__, "not true: %s", #cond))
#define CHECK_INT(got, want) t_check_int(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_STR(got, want) t_check_str(__FILE__, __LINE__, #got, (got), (want))
/* The text must hold the part. */
#define CHECK_HAS(text, part) t_check_has(__FILE__, __LINE__, #text, (text), (part))
/* Ends the test at once when the rest would make no sense. */
#define REQUIRE(cond)                          \
    do {                                       \
        if (!(cond))                           \
            t_stop(__FILE__, __LINE__, #cond); \
    } while (0)

void t_check_int(const char *file, int line, const char *what, int64_t got, int64_t want);
void t_check_str(const char *file, int line, const char *what, struct str got, struct str want);
void t_check_has(const char *file, int line, const char *what, struct str text, struct str part);
/* The attribute and not _Noreturn: cppcheck 2.10 knows the former only. */
__attribute__((noreturn)) void t_stop(const char *file, int line, const char *what);

/* An arena for the running test, dropped at its end. */
struct arena *t_arena(void);
/* A fresh empty folder for the running test, removed at its end. */
const char *t_folder(void);
/* Contents of a file below the source tree, e.g. "tests/cases/decimal.t". */
struct str t_source_file(const char *path);
/* The folder of public test data (PONAN_DATA, else ../shared/data), or NULL: call t_skip() then. */
const char *t_data(void);
__attribute__((noreturn)) void t_skip(const char *reason);

/*
 * A case file: one case a line, columns parted by white space ("quoted words" may hold spaces),
 * # begins a comment, which names the source. Calls run for each line.
 */
enum { T_COLUMNS = 16 };
struct t_line {
    int n; /* of the line in the file */
    int n_cols;
    struct str col[T_COLUMNS];
};
void t_cases(const char *path, void (*run)(const struct t_line *line));

/* "2006-05-31" as a day; the test stops if it is none. */
int64_t t_day(struct str text);
/* The same where "-" stands for no day: DATE_NONE. */
int64_t t_day_or_none(struct str text);
/* A whole number that may have a minus sign; the test stops if it is none. */
int64_t t_number(struct str text);

#endif
