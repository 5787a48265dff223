/*
 * database.h -- what tests of the store begin with: an open database, records made of texts.
 */
#ifndef TESTS_STORE_DATABASE_H
#define TESTS_STORE_DATABASE_H

#include "store/where.h"
#include "t.h"

/* Both engines, one after the other: for (FOR_EACH_DIALECT(d)) { ... }. */
#define FOR_EACH_DIALECT(d)          \
    enum dialect d = DIALECT_SQLITE; \
    (d) < DIALECT_COUNT;             \
    (d) = (enum dialect)((d) + 1)

/* A fresh database, made and open. The test closes it. */
struct store *test_database(enum dialect dialect, bool demo);
struct store *test_reopen(const struct store_options *o);
struct store_options test_options(enum dialect dialect); /* of a database that is not made yet */

/* Values of a record from "field=text;field=text"; defaults for the rest. Stops the test on a
 * problem. */
struct value *test_values(const struct shape *s, const char *texts);
/* The same over `old`. */
struct value *test_changed(const struct shape *s, const struct value *old, const char *texts);

/* One record in a write of its own; the new id, or version checks as tx_update(). */
int64_t test_insert(struct store *s, const struct shape *shape, int64_t owner, const char *texts);
/* The same where it may be refused. */
enum err test_try_insert(struct store *s, const struct shape *shape, int64_t owner,
                         const char *texts, struct fail *why);
struct receipt test_update(struct store *s, const struct shape *shape, int64_t id,
                           const char *texts);
enum err test_void(struct store *s, const struct shape *shape, int64_t id, struct receipt *out,
                   struct fail *why);
struct record test_get(struct store *s, const struct shape *shape, int64_t as_of, int64_t id);
/* The text form of one field. */
struct str test_text(const struct shape *s, const struct record *r, const char *field);

/*
 * Stops the test and prints why when an operation fails that it needs:
 * NEED(store_open(&o, &s, WHY)), or, with a variable `why` of its own, MUST_DO(... &why).
 */
#define NEED(call) test_need(__FILE__, __LINE__, #call, (call), WHY)
#define WHY        test_why()
#define MUST_DO(call)                                         \
    do {                                                      \
        struct fail why = {0};                                \
        enum err must_err = (call);                           \
        test_need(__FILE__, __LINE__, #call, must_err, &why); \
    } while (0)
struct fail *test_why(void);
void test_need(const char *file, int line, const char *what, enum err err, const struct fail *why);

#endif
