/*
 * sqlite.c -- SQLite in a folder: ponan.db, write-ahead log, durable commits.
 *
 * Each connection keeps its prepared statements. One thread of the program writes (writer.c); an
 * other program on the same folder is waited for. Nothing in the database can load code, and its
 * schema is not trusted (style.md, 7b).
 */
#include "store/driver.h"

#include <pthread.h>
#include <sqlite3.h>

enum { STATEMENTS_KEPT = 192, BUSY_WAIT_MS = 120 * 1000, PATH_MAX_LEN = 1024 };

struct kept {
    sqlite3_stmt *stmt;
    uint64_t mark; /* of its text: a cheap first look */
    int64_t used;  /* when last, by the connection's count */
    bool is_busy;  /* being stepped: a nested run of the same text gets its own */
};

struct connection {
    struct arena arena; /* holds this struct itself */
    sqlite3 *db;
    const struct os *os;
    int64_t n_runs;
    struct kept kept[STATEMENTS_KEPT];
};

/* What a failed call means to callers; the message of SQLite stands in the sentence. */
static enum err sqlite_fail(sqlite3 *db, int code, struct fail *why)
{
    struct str said = str_of(db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return FAIL(why, ERR_CONFLICT, MSG_store_taken, ARG_NONE);
        if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
            return FAIL(why, ERR_CONFLICT, MSG_store_reference, ARG_NONE);
        return FAIL(why, ERR_INVALID, MSG_store_refused, ARG_TEXT(said));
    case SQLITE_FULL: return FAIL(why, ERR_IO, MSG_store_full, ARG_TEXT(said));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: return FAIL(why, ERR_IO, MSG_store_file, ARG_TEXT(said));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return FAIL(why, ERR_CORRUPT, MSG_store_corrupt, ARG_TEXT(said));
    case SQLITE_BUSY: return FAIL(why, ERR_UNAVAILABLE, MSG_store_busy, ARG_NONE);
    default: return FAIL(why, ERR_DB, MSG_store_failed, ARG_TEXT(said));
    }
}

static void sqlite_disconnect(struct connection *c)
{
    if (!c)
        return;
    for (int i = 0; i < STATEMENTS_KEPT; i++)
        (void)sqlite3_finalize(c->kept[i].stmt);
    (void)sqlite3_close(c->db);
    struct arena arena = c->arena;
    arena_done(&arena);
}

static enum err sqlite_script(struct connection *c, struct str sql, struct fail *why)
{
    struct arena a = {0};
    arena_init(&a, 8 * MIB);
    int code = sqlite3_exec(c->db, str_z(&a, sql), NULL, NULL, NULL);
    arena_done(&a);
    return code == SQLITE_OK ? OK : sqlite_fail(c->db, sqlite3_extended_errcode(c->db), why);
}

static bool set_defences(sqlite3 *db)
{
    static const struct {
        int option, on;
    } settings[] = {
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(settings); i++)
        if (sqlite3_db_config(db, settings[i].option, settings[i].on, NULL) != SQLITE_OK)
            return false;
    return sqlite3_busy_timeout(db, BUSY_WAIT_MS) == SQLITE_OK;
}

static enum err set_up(struct connection *c, bool writable, struct fail *why)
{
    if (!set_defences(c->db))
        return sqlite_fail(c->db, SQLITE_ERROR, why);
    enum err err =
        sqlite_script(c, S("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"), why);
    if (err != OK)
        return err;
    /* What is deleted is overwritten, as a destroyed key must not be found in a free page. */
    static const struct str writer = S_("PRAGMA cache_size = -64000; PRAGMA secure_delete = ON;"
                                        "PRAGMA journal_size_limit = 67108864;");
    static const struct str reader = S_("PRAGMA cache_size = -4000; PRAGMA query_only = ON;");
    return sqlite_script(c, writable ? writer : reader, why);
}

/* Counting every allocation under a lock costs a tenth of a bulk import, and nobody reads it. */
static void configure_once(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* A database is its owner's alone. SQLite makes the log and its index with the mode of this file.
 */
static enum err make_private(const struct os *os, const char *path, struct fail *why)
{
    return os->exists(os->ctx, path) ? OK : os->write_file(os->ctx, path, S(""), 0600, why);
}

static enum err sqlite_connect(const struct os *os, struct str where, bool writable,
                               struct connection **out, struct fail *why)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, configure_once);
    char path[PATH_MAX_LEN];
    if (where.len + 16 > PATH_MAX_LEN)
        return FAIL(why, ERR_USAGE, MSG_store_path_long, ARG_TEXT(where));
    (void)snprintf(path, sizeof path, "%.*s/ponan.db", STR_ARG(where));
    enum err err = writable ? make_private(os, path, why) : OK;
    if (err != OK)
        return err;
    struct arena arena = {0};
    arena_init(&arena, 1 * MIB);
    struct connection *c = NEW(&arena, struct connection, 1);
    c->arena = arena;
    c->os = os;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(path, &c->db, flags | (writable ? SQLITE_OPEN_CREATE : 0), NULL);
    err = code == SQLITE_OK ? set_up(c, writable, why) : sqlite_fail(c->db, code, why);
    if (err != OK) {
        sqlite_disconnect(c);
        return err;
    }
    *out = c;
    return OK;
}

/* --- statements ------------------------------------------------------------------------------- */

/* Length and a few bytes: texts that differ seldom share it, and equal marks are compared whole. */
static uint64_t text_mark(struct str sql)
{
    uint64_t mark = (uint64_t)sql.len;
    for (int i = 1; i <= 8; i++)
        mark = mark * 1099511628211U + (unsigned char)sql.s[(sql.len - 1) * i / 8];
    return mark;
}

static bool is_text(const struct kept *k, uint64_t mark, struct str sql)
{
    if (!k->stmt || k->mark != mark || k->is_busy)
        return false;
    return str_eq(str_of(sqlite3_sql(k->stmt)), sql);
}

/* The place for a statement: free, or the one used longest ago. NULL when all are being stepped. */
static struct kept *place_for(struct connection *c)
{
    struct kept *oldest = NULL;
    for (int i = 0; i < STATEMENTS_KEPT; i++) {
        struct kept *k = &c->kept[i];
        if (!k->stmt)
            return k;
        if (!k->is_busy && (!oldest || k->used < oldest->used))
            oldest = k;
    }
    return oldest;
}

static enum err prepare(struct connection *c, struct str sql, struct kept **out, struct fail *why)
{
    uint64_t mark = text_mark(sql);
    c->n_runs++;
    for (int i = 0; i < STATEMENTS_KEPT && c->kept[i].stmt; i++) {
        if (is_text(&c->kept[i], mark, sql)) {
            c->kept[i].used = c->n_runs;
            *out = &c->kept[i];
            return OK;
        }
    }
    struct kept *k = place_for(c);
    assert(k); /* runs nest a few deep at most */
    sqlite3_stmt *stmt = NULL;
    int code =
        sqlite3_prepare_v3(c->db, sql.s, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (code != SQLITE_OK)
        return sqlite_fail(c->db, code, why);
    (void)sqlite3_finalize(k->stmt);
    *k = (struct kept){.stmt = stmt, .mark = mark, .used = c->n_runs};
    *out = k;
    return OK;
}

/* The values stay where they are until the statement is done, so nothing is copied. */
static int bind(sqlite3_stmt *stmt, int at, const struct value *v)
{
    const char *bytes = v->t.s ? v->t.s : "";
    switch (v->type) {
    case VALUE_NULL: return sqlite3_bind_null(stmt, at);
    case VALUE_INT: return sqlite3_bind_int64(stmt, at, v->i);
    case VALUE_TEXT: return sqlite3_bind_text(stmt, at, bytes, (int)v->t.len, SQLITE_STATIC);
    case VALUE_BLOB: return sqlite3_bind_blob(stmt, at, bytes, (int)v->t.len, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static bool bind_all(sqlite3_stmt *stmt, const struct value *args, int n_args)
{
    int n = sqlite3_bind_parameter_count(stmt);
    assert(n <= n_args);
    for (int i = 0; i < n; i++) {
        assert(args);
        if (bind(stmt, i + 1, &args[i]) != SQLITE_OK)
            return false;
    }
    return true;
}

/* By way of its value, which asks the statement once and not for type, number and length each. One
 * thread at a time has the connection, so an unprotected value is as good as any. */
static struct value column(sqlite3_stmt *stmt, int at)
{
    sqlite3_value *v = sqlite3_column_value(stmt, at);
    int type = sqlite3_value_type(v);
    if (type == SQLITE_INTEGER)
        return VALUE_OF_INT(sqlite3_value_int64(v));
    if (type == SQLITE_NULL)
        return VALUE_OF_NULL;
    /* As a blob a text comes as it lies there, without a copy that ends with a zero byte. */
    const char *bytes = sqlite3_value_blob(v);
    struct str t = {bytes ? bytes : "", sqlite3_value_bytes(v)};
    return type == SQLITE_TEXT ? VALUE_OF_TEXT(t) : VALUE_OF_BLOB(t);
}

enum { COLUMNS_MAX = 128 };

/* Step to the end; SQLITE_DONE, SQLITE_ROW if `each` stopped it (*err says why), or an error. */
static int step_all(sqlite3_stmt *stmt, each_row_fn *each, void *ctx, enum err *err,
                    struct fail *why)
{
    struct value row[COLUMNS_MAX];
    int n_cols = sqlite3_column_count(stmt);
    assert(n_cols <= COLUMNS_MAX);
    for (;;) {
        int code = sqlite3_step(stmt);
        if (code != SQLITE_ROW || !each) {
            if (code != SQLITE_ROW)
                return code;
            continue;
        }
        for (int i = 0; i < n_cols; i++)
            row[i] = column(stmt, i);
        *err = each(ctx, row, n_cols, why);
        if (*err != OK)
            return SQLITE_ROW;
    }
}

static enum err sqlite_run(struct connection *c, struct str sql, const struct value *args,
                           int n_args, each_row_fn *each, void *ctx, int64_t *out_changed,
                           struct fail *why)
{
    struct kept *k = NULL;
    enum err err = prepare(c, sql, &k, why);
    if (err != OK)
        return err;
    assert(k);
    sqlite3_stmt *stmt = k->stmt;
    if (!bind_all(stmt, args, n_args))
        return FAIL(why, ERR_TOO_LARGE, MSG_store_value_large, ARG_NONE);
    k->is_busy = true;
    int code = step_all(stmt, each, ctx, &err, why);
    k->is_busy = false;
    if (code != SQLITE_DONE && code != SQLITE_ROW)
        err = sqlite_fail(c->db, code, why);
    (void)sqlite3_reset(stmt);
    if (err == OK && out_changed)
        *out_changed = sqlite3_changes64(c->db);
    return err;
}

/* --- transactions ----------------------------------------------------------------------------- */

static enum err sqlite_begin(struct connection *c, bool write, struct fail *why)
{
    struct str sql = write ? S("BEGIN IMMEDIATE") : S("BEGIN");
    return sqlite_run(c, sql, NULL, 0, NULL, NULL, NULL, why);
}

static enum err sqlite_commit(struct connection *c, bool *out_retry, struct fail *why)
{
    *out_retry = false; /* one writer: what it read cannot have changed */
    return sqlite_run(c, S("COMMIT"), NULL, 0, NULL, NULL, NULL, why);
}

static void sqlite_rollback(struct connection *c)
{
    struct fail ignored = {0};
    if (!sqlite3_get_autocommit(c->db))
        (void)sqlite_run(c, S("ROLLBACK"), NULL, 0, NULL, NULL, NULL, &ignored);
}

static void sqlite_stand_back(struct connection *c, int n_lost)
{
    (void)c; /* nobody writes beside it */
    (void)n_lost;
}

static bool sqlite_must_retry(struct connection *c)
{
    (void)c;
    return false;
}

static int64_t sqlite_now(struct connection *c)
{
    return c->os->now(c->os->ctx);
}

static enum err take_last(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    int64_t *last = ctx;
    (void)why;
    assert(n_cols == 2);
    last[0] = row[0].i;
    last[1] = row[1].i;
    return OK;
}

static enum err last_entry(struct connection *c, int64_t last[2], struct fail *why)
{
    last[0] = last[1] = 0;
    return sqlite_run(c, S("SELECT seq, instant FROM journal ORDER BY seq DESC LIMIT 1"), NULL, 0,
                      take_last, last, NULL, why);
}

static enum err sqlite_draw(struct connection *c, int64_t *out_seq, int64_t *out_instant,
                            struct fail *why)
{
    int64_t last[2];
    enum err err = last_entry(c, last, why);
    if (err != OK)
        return err;
    int64_t now = sqlite_now(c);
    *out_seq = last[0] + 1;
    *out_instant = now > last[1] ? now : last[1]; /* the machine's clock may be set back */
    return OK;
}

static enum err sqlite_horizon(struct connection *c, int64_t *out_seq, struct fail *why)
{
    int64_t last[2];
    enum err err = last_entry(c, last, why);
    if (err == OK)
        *out_seq = last[0];
    return err;
}

/* In one step, so that no write comes between; writers go on meanwhile (write-ahead log). */
static enum err sqlite_copy_to(struct connection *c, struct str path, struct fail *why)
{
    char file[PATH_MAX_LEN];
    sqlite3 *to = NULL;
    if (path.len + 1 > PATH_MAX_LEN)
        return FAIL(why, ERR_USAGE, MSG_store_path_long, ARG_TEXT(path));
    (void)snprintf(file, sizeof file, "%.*s", STR_ARG(path));
    enum err err = make_private(c->os, file, why);
    if (err != OK)
        return err;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(file, &to, flags, NULL);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(to, "main", c->db, "main") : NULL;
    if (!backup) {
        err = sqlite_fail(to, code == SQLITE_OK ? sqlite3_extended_errcode(to) : code, why);
    } else {
        (void)sqlite3_backup_step(backup, -1);
        code = sqlite3_backup_finish(backup);
        if (code != SQLITE_OK)
            err = sqlite_fail(to, code, why);
    }
    (void)sqlite3_close(to);
    return err;
}

static bool sqlite_settle(struct connection *c)
{
    (void)sqlite3_busy_timeout(c->db, 0);
    int code = sqlite3_wal_checkpoint_v2(c->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    (void)sqlite3_busy_timeout(c->db, BUSY_WAIT_MS);
    return code == SQLITE_OK;
}

const struct driver driver_sqlite = {
    .dialect = DIALECT_SQLITE,
    .name = S_("SQLite"),
    .one_writer = true,
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .run = sqlite_run,
    .script = sqlite_script,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .must_retry = sqlite_must_retry,
    .stand_back = sqlite_stand_back,
    .draw = sqlite_draw,
    .horizon = sqlite_horizon,
    .now = sqlite_now,
    .settle = sqlite_settle,
    .copy_to = sqlite_copy_to,
};
