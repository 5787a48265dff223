/*
 * test_postgres.c -- the PostgreSQL engine: texts, values, rows, transactions, failures.
 */
#include "postgres.h"
#include "store/postgres.h"
#include "t.h"

static struct connection *open_at(const char *url, bool writable)
{
    struct connection *c = NULL;
    struct fail why = {0};
    REQUIRE(driver_postgres.connect(&os_real, str_of(url), writable, &c, &why) == OK);
    return c;
}

static enum err do_sql(struct connection *c, const char *sql, struct fail *why)
{
    return driver_postgres.run(c, str_of(sql), NULL, 0, NULL, NULL, NULL, why);
}

static void must_do(struct connection *c, const char *sql)
{
    struct fail why = {0};
    enum err err = do_sql(c, sql, &why);
    if (err != OK)
        t_differs(__FILE__, __LINE__, "%s: %.*s", sql,
                  STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
}

struct first {
    struct value v[8];
    int n_rows, n_cols;
};

static enum err keep_first(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct first *f = ctx;
    (void)why;
    for (int i = 0; f->n_rows == 0 && i < n_cols && i < 8; i++) {
        f->v[i] = row[i];
        f->v[i].t = str_dup(t_arena(), row[i].t);
    }
    f->n_rows++;
    f->n_cols = n_cols;
    return OK;
}

static struct first ask(struct connection *c, const char *sql, const struct value *args, int n)
{
    struct first f = {0};
    struct fail why = {0};
    enum err err = driver_postgres.run(c, str_of(sql), args, n, keep_first, &f, NULL, &why);
    if (err != OK)
        t_differs(__FILE__, __LINE__, "%s: %.*s", sql,
                  STR_ARG(message_str(t_arena(), LANG_EN, &why.message)));
    return f;
}

static struct str rewritten(const char *sql)
{
    return postgres_sql(t_arena(), str_of(sql));
}

TEST(arguments_are_rewritten_outside_quotes_and_comments_only)
{
    CHECK_STR(rewritten("SELECT ?1 + ?12"), S("SELECT $1 + $12"));
    CHECK_STR(rewritten("SELECT '?1', ?1"), S("SELECT '?1', $1"));
    CHECK_STR(rewritten("SELECT 'it''s ?1' || ?2"), S("SELECT 'it''s ?1' || $2"));
    CHECK_STR(rewritten("SELECT \"odd?1\" = ?1"), S("SELECT \"odd?1\" = $1"));
    CHECK_STR(rewritten("SELECT ?1 -- why ?2\n, ?3"), S("SELECT $1 -- why ?2\n, $3"));
    CHECK_STR(rewritten("SELECT /* ?1 */ ?2"), S("SELECT /* ?1 */ $2"));
    CHECK_STR(rewritten("SELECT $$?1$$, $q$?2 $$ ?3$q$, ?4"),
              S("SELECT $$?1$$, $q$?2 $$ ?3$q$, $4"));
    CHECK_STR(rewritten("SELECT a ? 'b'"), S("SELECT a ? 'b'"));
    CHECK_STR(rewritten("SELECT '?1"), S("SELECT '?1"));
    CHECK_STR(rewritten("?"), S("?"));
    CHECK_STR(rewritten(""), S(""));
}

TEST(values_go_in_and_come_out_as_they_were)
{
    struct connection *c = open_at(postgres_fresh(), true);
    must_do(c, "CREATE TABLE t (id bigint PRIMARY KEY, i bigint, t text, b bytea)");
    static const int64_t numbers[] = {0, 1, -1, 255, -256, INT64_MAX, INT64_MIN};
    const struct str bytes = S("a\0b\xff'\\");
    for (int i = 0; i < ARRAY_LEN(numbers); i++) {
        const struct value in[] = {VALUE_OF_INT(i), VALUE_OF_INT(numbers[i]),
                                   VALUE_OF_TEXT(S("递铺镇 'x' \\ ?1")), VALUE_OF_BLOB(bytes)};
        (void)ask(c, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", in, 4);
        struct first f = ask(c, "SELECT i, t, b FROM t WHERE id = ?1 AND i = ?2", in, 2);
        CHECK_INT(f.n_rows, 1);
        CHECK_INT(f.v[0].type, VALUE_INT);
        CHECK_INT(f.v[0].i, numbers[i]);
        CHECK_STR(f.v[1].t, in[2].t);
        CHECK_INT(f.v[2].type, VALUE_BLOB);
        CHECK_STR(f.v[2].t, bytes);
    }
    const struct value nulls[] = {VALUE_OF_INT(99), VALUE_OF_NULL, VALUE_OF_NULL, VALUE_OF_NULL};
    (void)ask(c, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", nulls, 4);
    const struct value empty[] = {VALUE_OF_INT(100), VALUE_OF_NULL, VALUE_OF_TEXT(S("")),
                                  VALUE_OF_BLOB(((struct str){NULL, 0}))};
    (void)ask(c, "INSERT INTO t VALUES (?1, ?2, ?3, ?4)", empty, 4);
    struct first f = ask(c, "SELECT i, t, b FROM t WHERE id >= ?1 ORDER BY id", nulls, 1);
    CHECK_INT(f.n_rows, 2);
    for (int i = 0; i < 3; i++)
        CHECK_INT(f.v[i].type, VALUE_NULL);
    f = ask(c, "SELECT t, b FROM t WHERE id = ?1", empty, 1);
    CHECK_INT(f.v[0].type, VALUE_TEXT);
    CHECK_INT(f.v[1].type, VALUE_BLOB);
    driver_postgres.disconnect(c);
}

TEST(sums_and_truths_come_out_as_whole_numbers)
{
    struct connection *c = open_at(postgres_fresh(), false);
    struct first f = ask(c,
                         "SELECT sum(x), 2 > 1, count(*), 7::int, sum(x) * -100, 0::numeric"
                         " FROM (VALUES (9223372036854775::bigint), (10000::bigint)) v(x)",
                         NULL, 0);
    CHECK_INT(f.v[0].i, 9223372036864775);
    CHECK_INT(f.v[1].i, 1);
    CHECK_INT(f.v[2].i, 2);
    CHECK_INT(f.v[3].i, 7);
    CHECK_INT(f.v[4].i, -922337203686477500);
    CHECK_INT(f.v[5].i, 0);
    struct fail why = {0};
    CHECK_INT(driver_postgres.run(c, S("SELECT 1.5::numeric"), NULL, 0, keep_first, &f, NULL, &why),
              ERR_DB);
    CHECK_INT(why.message.id, MSG_store_pg_number);
    CHECK_INT(driver_postgres.run(c, S("SELECT 9223372036854775808::numeric"), NULL, 0, keep_first,
                                  &f, NULL, &why),
              ERR_DB);
    CHECK_INT(driver_postgres.run(c, S("SELECT 1.5::float8"), NULL, 0, keep_first, &f, NULL, &why),
              ERR_DB);
    CHECK_INT(why.message.id, MSG_store_pg_type);
    f.n_rows = 0;
    CHECK_INT(ask(c, "SELECT (-9223372036854775808)::numeric", NULL, 0).v[0].i, INT64_MIN);
    driver_postgres.disconnect(c);
}

TEST(changes_are_counted_and_reads_are_none)
{
    struct connection *c = open_at(postgres_fresh(), true);
    struct fail why = {0};
    int64_t changed = -1;
    must_do(c, "CREATE TABLE t (x bigint)");
    CHECK_INT(driver_postgres.run(c, S("INSERT INTO t SELECT generate_series(1, 5)"), NULL, 0, NULL,
                                  NULL, &changed, &why),
              OK);
    CHECK_INT(changed, 5);
    struct first f = {0};
    CHECK_INT(driver_postgres.run(c, S("UPDATE t SET x = x + 1 WHERE x > 3 RETURNING x"), NULL, 0,
                                  keep_first, &f, &changed, &why),
              OK);
    CHECK_INT(changed, 2);
    CHECK_INT(f.n_rows, 2);
    CHECK_INT(driver_postgres.run(c, S("SELECT x FROM t"), NULL, 0, NULL, NULL, &changed, &why),
              OK);
    CHECK_INT(changed, 0);
    driver_postgres.disconnect(c);
}

struct within {
    struct connection *c;
    int64_t sum;
    int n_rows;
};

/* Each row asks again on the same connection. */
static enum err ask_within(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct within *w = ctx;
    (void)why;
    CHECK_INT(n_cols, 2);
    CHECK_STR(row[1].t, str_fmt(t_arena(), "row %" PRId64, row[0].i));
    w->sum += ask(w->c, "SELECT ?1 * 2", &row[0], 1).v[0].i;
    w->n_rows++;
    return OK;
}

TEST(a_rows_reader_may_ask_on_the_same_connection)
{
    struct connection *c = open_at(postgres_fresh(), false);
    struct within w = {.c = c};
    struct fail why = {0};
    CHECK_INT(driver_postgres.run(c,
                                  S("SELECT i, 'row ' || i FROM generate_series(1::bigint, 300) i"),
                                  NULL, 0, ask_within, &w, NULL, &why),
              OK);
    CHECK_INT(w.n_rows, 300);
    CHECK_INT(w.sum, 300 * 301);
    driver_postgres.disconnect(c);
}

static enum err stop_at_third(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    int *n = ctx;
    (void)row;
    (void)n_cols;
    return ++*n < 3 ? OK : FAIL(why, ERR_FOUND, MSG_err_internal, ARG_NONE);
}

TEST(a_reader_that_stops_leaves_the_connection_usable)
{
    struct connection *c = open_at(postgres_fresh(), false);
    struct fail why = {0};
    int n = 0;
    CHECK_INT(driver_postgres.begin(c, false, &why), OK);
    CHECK_INT(driver_postgres.run(c, S("SELECT generate_series(1, 1000)"), NULL, 0, stop_at_third,
                                  &n, NULL, &why),
              ERR_FOUND);
    CHECK_INT(n, 3);
    CHECK_INT(ask(c, "SELECT 5", NULL, 0).v[0].i, 5);
    CHECK_INT(driver_postgres.commit(c, NULL, &why), OK);
    driver_postgres.disconnect(c);
}

/* 600 texts and more than the cache holds; then a type that changes under a kept plan. */
TEST(more_texts_than_are_kept_prepared_still_work)
{
    struct connection *c = open_at(postgres_fresh(), true);
    for (int i = 0; i < PREPARED_MAX + 90; i++)
        CHECK_INT(ask(c, str_fmt(t_arena(), "SELECT %d", i).s, NULL, 0).v[0].i, i);
    must_do(c, "CREATE TABLE t (x bigint)");
    must_do(c, "INSERT INTO t VALUES (1)");
    CHECK_INT(ask(c, "SELECT * FROM t", NULL, 0).n_cols, 1);
    struct fail why = {0};
    CHECK_INT(
        driver_postgres.script(c, S("ALTER TABLE t ADD y text; ALTER TABLE t ADD z bytea"), &why),
        OK);
    CHECK_INT(ask(c, "SELECT * FROM t", NULL, 0).n_cols, 3);
    driver_postgres.disconnect(c);
}

TEST(failures_are_told_by_kind)
{
    struct connection *c = open_at(postgres_fresh(), true);
    struct fail why = {0};
    must_do(c, "CREATE TABLE t (id bigint PRIMARY KEY, up bigint REFERENCES t)");
    must_do(c, "INSERT INTO t VALUES (1)");
    CHECK_INT(do_sql(c, "INSERT INTO t VALUES (1)", &why), ERR_CONFLICT);
    CHECK_INT(why.message.id, MSG_store_taken);
    CHECK_INT(do_sql(c, "INSERT INTO t VALUES (2, 3)", &why), ERR_CONFLICT);
    CHECK_INT(why.message.id, MSG_store_reference);
    CHECK_INT(do_sql(c, "SELEKT", &why), ERR_DB);
    CHECK_INT(why.message.id, MSG_store_pg_failed);
    CHECK_HAS(message_str(t_arena(), LANG_EN, &why.message), S("42601"));
    CHECK_INT(do_sql(c, "SELECT * FROM nothing_there", &why), ERR_DB);
    must_do(c, "SET statement_timeout = 20");
    CHECK_INT(do_sql(c, "SELECT pg_sleep(5)", &why), ERR_UNAVAILABLE);
    CHECK_INT(why.message.id, MSG_store_pg_slow);
    driver_postgres.disconnect(c);
}

static enum err connect_err(const char *url, enum msg *out_message)
{
    struct connection *c = NULL;
    struct fail why = {0};
    enum err err = driver_postgres.connect(&os_real, str_of(url), true, &c, &why);
    if (err == OK)
        driver_postgres.disconnect(c);
    *out_message = why.message.id;
    return err;
}

TEST(a_connection_that_cannot_be_made_says_why)
{
    enum msg message = MSG_none;
    struct str url = str_of(postgres_fresh());
    struct str host = str_sub(url, str_find(url, S("?host=")), url.len);
    CHECK_INT(connect_err("postgresql://ponan@/x?host=/nowhere/at/all", &message), ERR_UNAVAILABLE);
    CHECK_INT(message, MSG_store_pg_away);
    CHECK_INT(
        connect_err(str_fmt(t_arena(), "postgresql://ponan@/none%.*s", STR_ARG(host)).s, &message),
        ERR_NOT_FOUND);
    CHECK_INT(message, MSG_store_pg_no_database);
    CHECK_INT(
        connect_err(str_fmt(t_arena(), "postgresql://nobody@/t1%.*s", STR_ARG(host)).s, &message),
        ERR_DB);
    CHECK_INT(message, MSG_store_pg_sign_in);
}

TEST(a_database_of_another_encoding_is_refused)
{
    const char *url = postgres_fresh();
    struct connection *c = open_at(url, true);
    must_do(c, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    driver_postgres.disconnect(c);
    struct str host = str_sub(str_of(url), str_find(str_of(url), S("?host=")), str_of(url).len);
    enum msg message = MSG_none;
    CHECK_INT(
        connect_err(str_fmt(t_arena(), "postgresql://ponan@/latin%.*s", STR_ARG(host)).s, &message),
        ERR_DB);
    CHECK_INT(message, MSG_store_pg_encoding);
}

TEST(a_reading_connection_cannot_write)
{
    const char *url = postgres_fresh();
    struct connection *writer = open_at(url, true);
    struct connection *reader = open_at(url, false);
    struct fail why = {0};
    must_do(writer, "CREATE TABLE t (x bigint)");
    CHECK_INT(do_sql(reader, "INSERT INTO t VALUES (1)", &why), ERR_DB);
    CHECK_INT(why.message.id, MSG_store_pg_read_only);
    CHECK_INT(driver_postgres.begin(reader, false, &why), OK);
    CHECK_INT(do_sql(reader, "INSERT INTO t VALUES (1)", &why), ERR_DB);
    driver_postgres.rollback(reader);
    CHECK_INT(driver_postgres.begin(writer, false, &why), OK);
    CHECK_INT(do_sql(writer, "INSERT INTO t VALUES (1)", &why), ERR_DB);
    driver_postgres.rollback(writer);
    driver_postgres.disconnect(reader);
    driver_postgres.disconnect(writer);
}

TEST(a_view_stays_at_its_moment)
{
    const char *url = postgres_fresh();
    struct connection *writer = open_at(url, true);
    struct connection *reader = open_at(url, false);
    struct fail why = {0};
    must_do(writer, "CREATE TABLE t (x bigint)");
    CHECK_INT(driver_postgres.begin(reader, false, &why), OK);
    CHECK_INT(ask(reader, "SELECT count(*) FROM t", NULL, 0).v[0].i, 0);
    must_do(writer, "INSERT INTO t VALUES (1)");
    CHECK_INT(ask(reader, "SELECT count(*) FROM t", NULL, 0).v[0].i, 0);
    CHECK_INT(driver_postgres.commit(reader, NULL, &why), OK);
    CHECK_INT(ask(reader, "SELECT count(*) FROM t", NULL, 0).v[0].i, 1);
    driver_postgres.disconnect(reader);
    driver_postgres.disconnect(writer);
}

/* Write skew, the textbook case: each reads what the other writes. One must be run again. */
TEST(writes_that_cross_are_to_be_run_again)
{
    const char *url = postgres_fresh();
    struct connection *a = open_at(url, true);
    struct connection *b = open_at(url, true);
    struct fail why = {0};
    bool retry_a = false;
    bool retry_b = false;
    must_do(a, "CREATE TABLE t (x bigint)");
    CHECK_INT(driver_postgres.begin(a, true, &why), OK);
    CHECK_INT(driver_postgres.begin(b, true, &why), OK);
    (void)ask(a, "SELECT sum(x) FROM t", NULL, 0);
    (void)ask(b, "SELECT sum(x) FROM t", NULL, 0);
    must_do(a, "INSERT INTO t VALUES (1)");
    must_do(b, "INSERT INTO t VALUES (2)");
    CHECK_INT(driver_postgres.commit(a, &retry_a, &why), OK);
    CHECK(!retry_a && !driver_postgres.must_retry(a));
    CHECK_INT(driver_postgres.commit(b, &retry_b, &why), ERR_CONFLICT);
    CHECK(retry_b && driver_postgres.must_retry(b));
    driver_postgres.rollback(b);
    CHECK_INT(driver_postgres.begin(b, true, &why), OK);
    CHECK(!driver_postgres.must_retry(b));
    driver_postgres.rollback(b);
    driver_postgres.disconnect(a);
    driver_postgres.disconnect(b);
}

TEST(a_commit_after_a_failed_statement_is_no_success)
{
    struct connection *c = open_at(postgres_fresh(), true);
    struct fail why = {0};
    must_do(c, "CREATE TABLE t (x bigint NOT NULL)");
    CHECK_INT(driver_postgres.begin(c, true, &why), OK);
    must_do(c, "INSERT INTO t VALUES (1)");
    CHECK_INT(do_sql(c, "INSERT INTO t VALUES (NULL)", &why), ERR_INVALID);
    CHECK_INT(why.message.id, MSG_store_refused);
    CHECK_INT(driver_postgres.commit(c, NULL, &why), ERR_DB);
    CHECK_INT(why.message.id, MSG_store_pg_undone);
    CHECK_INT(ask(c, "SELECT count(*) FROM t", NULL, 0).v[0].i, 0);
    driver_postgres.disconnect(c);
}

TEST(after_a_crash_of_the_server_the_connection_is_made_anew)
{
    struct connection *c = open_at(postgres_fresh(), true);
    struct fail why = {0};
    must_do(c, "CREATE TABLE t (x bigint)");
    CHECK_INT(driver_postgres.begin(c, true, &why), OK);
    must_do(c, "INSERT INTO t VALUES (1)");
    postgres_crash();
    CHECK_INT(do_sql(c, "INSERT INTO t VALUES (2)", &why), ERR_UNAVAILABLE);
    CHECK_INT(why.message.id, MSG_store_pg_lost);
    CHECK_INT(driver_postgres.commit(c, NULL, &why), ERR_UNAVAILABLE);
    driver_postgres.rollback(c);
    CHECK_INT(driver_postgres.begin(c, true, &why), OK);
    CHECK_INT(ask(c, "SELECT count(*) FROM t", NULL, 0).v[0].i, 0);
    must_do(c, "INSERT INTO t VALUES (3)");
    CHECK_INT(driver_postgres.commit(c, NULL, &why), OK);
    postgres_crash();
    CHECK_INT(driver_postgres.begin(c, false, &why), OK);
    CHECK_INT(ask(c, "SELECT x FROM t", NULL, 0).v[0].i, 3);
    driver_postgres.rollback(c);
    driver_postgres.disconnect(c);
}

TEST(the_session_is_what_answers_depend_on)
{
    const char *url = postgres_fresh();
    struct connection *c = open_at(url, true);
    must_do(c, "ALTER ROLE ponan SET search_path = pg_catalog");
    must_do(c, "ALTER ROLE ponan SET synchronous_commit = off");
    driver_postgres.disconnect(c);
    c = open_at(url, true);
    struct first f =
        ask(c,
            "SELECT current_setting('search_path'), current_setting('application_name'),"
            " current_setting('synchronous_commit'), current_setting('TimeZone')",
            NULL, 0);
    CHECK_STR(f.v[0].t, S("public, pg_temp"));
    CHECK_STR(f.v[1].t, S("ponan"));
    CHECK_STR(f.v[2].t, S("on"));
    CHECK_STR(f.v[3].t, S("UTC"));
    must_do(c, "ALTER ROLE ponan RESET ALL");
    int64_t before = os_real.now(os_real.ctx);
    int64_t now = driver_postgres.now(c);
    CHECK(now >= before - 1000000 && now <= before + 5000000);
    CHECK(driver_postgres.now(c) >= now);
    driver_postgres.disconnect(c);
}
