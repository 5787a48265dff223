/*
 * installation.h -- a whole installation for tests of the record: database and key file.
 */
#ifndef TESTS_APP_INSTALLATION_H
#define TESTS_APP_INSTALLATION_H

#include "app/app.h"
#include "app/keyring.h"
#include "store/database.h"

/* Fresh, on one engine; the key file stands in the test's folder. Close it in the test. */
struct app *test_app(enum dialect dialect);
void test_app_close(struct app *app);
/* The path of its key file. */
const char *test_app_keys(const struct app *app);
/* Another server of the same installation. */
struct app *test_app_beside(const struct app *app);

/* A copy of the database of an installation that is closed; with the same keys. */
struct app *test_app_copy(const struct app *closed);

/* An account with a protected phone: a write_fn's context. */
#define TEST_PHONE "13800138000"
struct test_account {
    const struct app *app;
    int64_t id;        /* 0: make it */
    const char *login; /* NULL: zhang */
    struct str sealed;
};
enum err test_write_account(struct tx *tx, void *ctx, struct fail *why);
struct test_account test_account(const struct app *app);

/* SQL past the store, as somebody with the database's password could run it. */
void test_tamper(const struct app *app, const char *sql);
/* The only number that it answers. */
int64_t test_number(const struct app *app, const char *sql);

#endif
