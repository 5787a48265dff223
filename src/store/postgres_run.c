/*
 * postgres_run.c -- statements on PostgreSQL: prepared once a text, values bound and read in
 * binary, rows handed on as they arrive.
 *
 * A result is never held whole: libpq gives row after row (single-row mode), so a million rows
 * take the memory of one. If a row's reader runs a statement on the same connection, the rows that
 * are still to come are taken over into memory first, at most KEPT_MAX bytes of them.
 *
 * A text is prepared again for other types of arguments, so that each argument has exactly the type
 * of its value (bigint, text or bytea; NULL: what the server infers).
 */
#include "store/postgres.h"

#include <endian.h>
#include <limits.h>

/* Numbers of types in PostgreSQL's catalogue (pg_type.dat); they never change. */
enum {
    PG_BOOL = 16,
    PG_BYTEA = 17,
    PG_CHAR = 18,
    PG_NAME = 19,
    PG_INT8 = 20,
    PG_INT2 = 21,
    PG_INT4 = 23,
    PG_TEXT = 25,
    PG_OID = 26,
    PG_BPCHAR = 1042,
    PG_VARCHAR = 1043,
    PG_NUMERIC = 1700,
    PG_VOID = 2278
};

static const ptrdiff_t args_max = 64 * MIB; /* the arrays that go with the arguments of one run */
static const ptrdiff_t kept_max = 256 * MIB;

/* --- prepared statements ---------------------------------------------------------------------- */

void postgres_forget(struct connection *c)
{
    struct prepared_cache *cache = &c->cache;
    arena_reset(&cache->a);
    cache->slots = NEW(&cache->a, struct prepared, PREPARED_SLOTS);
    cache->n = 0;
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static uint64_t hash_add(uint64_t hash, struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.s[i]) * 0x100000001b3U;
    return hash;
}

/* Where the statement is, or the free slot where it belongs. */
static struct prepared *slot_of(struct connection *c, struct str sql, struct str types)
{
    uint64_t hash = hash_add(hash_add(0xcbf29ce484222325U, sql), types);
    for (uint64_t at = hash;; at++) {
        struct prepared *p = &c->cache.slots[at % PREPARED_SLOTS];
        bool is_same = p->hash == hash && str_eq(p->sql, sql) && str_eq(p->types, types);
        if (p->number != 0 && !is_same)
            continue;
        p->hash = hash;
        return p;
    }
}

static void statement_name(char out[32], int64_t number)
{
    (void)snprintf(out, 32, "s%lld", (long long)number);
}

static const Oid type_oids[] = {
    [VALUE_NULL] = 0, [VALUE_INT] = PG_INT8, [VALUE_TEXT] = PG_TEXT, [VALUE_BLOB] = PG_BYTEA};

static enum err prepare(struct connection *c, struct prepared *p, struct str sql, struct str types,
                        struct fail *why)
{
    struct arena a;
    arena_init(&a, args_max);
    Oid *oids = NEW(&a, Oid, types.len + 1);
    for (ptrdiff_t i = 0; i < types.len; i++)
        oids[i] = type_oids[types.s[i] - '0'];
    char name[32];
    statement_name(name, c->cache.last_number + 1);
    PGresult *res = PQprepare(c->pg, name, postgres_sql(&a, sql).s, (int)types.len, oids);
    enum err err = OK;
    if (PQresultStatus(res) == PGRES_COMMAND_OK) {
        p->sql = str_dup(&c->cache.a, sql);
        p->types = str_dup(&c->cache.a, types);
        p->number = ++c->cache.last_number;
        c->cache.n++;
    } else {
        err = postgres_fail(c, res, why);
    }
    PQclear(res);
    arena_done(&a);
    return err;
}

/* Room for one more: when the cache is full it is emptied, here and on the server. */
static void prepared_room(struct connection *c)
{
    if (c->cache.n < PREPARED_MAX || PQtransactionStatus(c->pg) == PQTRANS_INERROR)
        return;
    PQclear(PQexec(c->pg, "DEALLOCATE ALL"));
    postgres_forget(c);
}

/* --- arguments -------------------------------------------------------------------------------- */

struct bound {
    const char **values;
    int *lengths, *formats;
    int64_t *numbers; /* in network order */
    char *types;      /* a digit an argument: its enum value_type */
};

static enum err bind(struct arena *a, const struct value *args, int n, struct bound *out,
                     struct fail *why)
{
    struct bound b = {.values = NEW(a, const char *, n + 1),
                      .lengths = NEW(a, int, n + 1),
                      .formats = NEW(a, int, n + 1),
                      .numbers = NEW(a, int64_t, n + 1),
                      .types = NEW(a, char, n + 1)};
    for (int i = 0; i < n; i++) {
        const struct value *v = &args[i];
        b.types[i] = (char)('0' + (int)v->type);
        b.formats[i] = 1;
        if (v->type == VALUE_NULL)
            continue;
        if (v->type == VALUE_INT) {
            b.numbers[i] = (int64_t)htobe64((uint64_t)v->i);
            b.values[i] = (const char *)&b.numbers[i];
            b.lengths[i] = (int)sizeof b.numbers[i];
            continue;
        }
        if (v->t.len > INT_MAX)
            return FAIL(why, ERR_TOO_LARGE, MSG_store_pg_large, ARG_INT(v->t.len));
        b.values[i] = v->t.len > 0 ? v->t.s : "";
        b.lengths[i] = (int)v->t.len;
    }
    *out = b;
    return OK;
}

/* --- values of a row -------------------------------------------------------------------------- */

static int64_t big_endian(const char *s, int len)
{
    uint64_t n = (unsigned char)s[0] >= 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < len; i++)
        n = n << 8 | (unsigned char)s[i];
    return (int64_t)n;
}

/* numeric on the wire (numeric_send): number of digits of base 10000, weight of the first, sign,
 * decimals to show, digits. Sums of bigint come so. False if it is no whole number of 64 bits. */
static bool numeric_whole(struct str s, int64_t *out)
{
    enum { HEAD = 8, MINUS = 0x4000 };
    int64_t n_digits = big_endian(s.s, 2);
    int64_t weight = big_endian(s.s + 2, 2);
    int64_t sign = big_endian(s.s + 4, 2);
    int64_t whole = 0;
    if (s.len != HEAD + 2 * n_digits || (sign != 0 && sign != MINUS))
        return false;
    int64_t end = n_digits > weight + 1 ? n_digits : weight + 1;
    for (int64_t i = 0; i < end; i++) {
        int64_t digit = i < n_digits ? big_endian(s.s + HEAD + 2 * i, 2) : 0;
        if (i > weight && digit != 0)
            return false;
        if (i > weight)
            continue;
        if (sign == MINUS)
            digit = -digit;
        if (__builtin_mul_overflow(whole, 10000, &whole) ||
            __builtin_add_overflow(whole, digit, &whole))
            return false;
    }
    *out = whole;
    return true;
}

static enum err read_value(Oid type, struct str s, struct value *out, struct fail *why)
{
    int64_t n = 0;
    switch (type) {
    case PG_INT8:
    case PG_INT4:
    case PG_INT2: *out = VALUE_OF_INT(big_endian(s.s, (int)s.len)); return OK;
    case PG_OID: *out = VALUE_OF_INT(big_endian(s.s, 4) & UINT32_MAX); return OK;
    case PG_BOOL: *out = VALUE_OF_INT(s.s[0] != 0); return OK;
    case PG_TEXT:
    case PG_VARCHAR:
    case PG_BPCHAR:
    case PG_NAME:
    case PG_CHAR: *out = VALUE_OF_TEXT(s); return OK;
    case PG_BYTEA: *out = VALUE_OF_BLOB(s); return OK;
    case PG_VOID: *out = VALUE_OF_NULL; return OK;
    case PG_NUMERIC:
        if (!numeric_whole(s, &n))
            return FAIL(why, ERR_DB, MSG_store_pg_number, ARG_NONE);
        *out = VALUE_OF_INT(n);
        return OK;
    default: return FAIL(why, ERR_DB, MSG_store_pg_type, ARG_INT((int64_t)type));
    }
}

static enum err read_row(const PGresult *res, struct value *row, struct fail *why)
{
    int n = PQnfields(res);
    for (int i = 0; i < n; i++) {
        row[i] = VALUE_OF_NULL;
        if (PQgetisnull(res, 0, i))
            continue;
        struct str s = {PQgetvalue(res, 0, i), PQgetlength(res, 0, i)};
        enum err err = read_value(PQftype(res, i), s, &row[i], why);
        if (err != OK)
            return err;
    }
    return OK;
}

/* --- rows on their way ------------------------------------------------------------------------ */

struct kept_row {
    struct kept_row *next;
    struct value v[];
};

struct stream {
    struct connection *c;
    PGresult *row, *end; /* the row being read; what came after the last */
    bool is_sent, is_ended;
    struct arena kept; /* rows taken over before a statement within */
    struct kept_row *first, *last;
    enum err kept_err; /* they could not be taken over: told when they are wanted */
    struct fail kept_why;
};

/* The next row from the wire, or NULL: then all have come. */
static const PGresult *stream_fetch(struct stream *s)
{
    PQclear(s->row);
    s->row = NULL;
    if (s->is_ended)
        return NULL;
    PGresult *res = PQgetResult(s->c->pg);
    if (PQresultStatus(res) == PGRES_SINGLE_TUPLE) {
        s->row = res;
        return res;
    }
    s->end = res;
    s->is_ended = true;
    for (res = PQgetResult(s->c->pg); res; res = PQgetResult(s->c->pg))
        PQclear(res);
    if (s->c->streaming == s)
        s->c->streaming = NULL;
    return NULL;
}

static ptrdiff_t row_len(const PGresult *res)
{
    ptrdiff_t len = 0;
    for (int i = 0; i < PQnfields(res); i++)
        len += (ptrdiff_t)sizeof(struct value) + PQgetlength(res, 0, i);
    return len;
}

static void stream_keep(struct stream *s, const PGresult *res)
{
    int n = PQnfields(res);
    ptrdiff_t size = (ptrdiff_t)sizeof(struct kept_row) + n * (ptrdiff_t)sizeof(struct value);
    struct kept_row *row = arena_alloc(&s->kept, size, 1);
    s->kept_err = read_row(res, row->v, &s->kept_why);
    for (int i = 0; s->kept_err == OK && i < n; i++)
        row->v[i].t = str_dup(&s->kept, row->v[i].t);
    if (s->last)
        s->last->next = row;
    else
        s->first = row;
    s->last = row;
}

/* Free the connection for a statement within: take over what is still to come. */
static void stream_take_over(struct stream *s)
{
    /* The row being read stays as it is: its reader is the one who asks. */
    PGresult *row = s->row;
    s->row = NULL;
    for (const PGresult *res = stream_fetch(s); res; res = stream_fetch(s)) {
        if (s->kept_err == OK && kept_max - s->kept.used < 8 * MIB + row_len(res))
            s->kept_err = FAIL(&s->kept_why, ERR_DB, MSG_store_pg_within, ARG_NONE);
        if (s->kept_err == OK)
            stream_keep(s, res);
    }
    s->row = row;
}

/* *out is NULL at the end. `room` is for one row. */
static enum err stream_next(struct stream *s, struct value *room, const struct value **out,
                            struct fail *why)
{
    *out = NULL;
    if (s->first) {
        *out = s->first->v;
        s->first = s->first->next;
        return OK;
    }
    if (s->kept_err != OK)
        return fail_copy(why, &s->kept_why);
    const PGresult *res = stream_fetch(s);
    if (!res)
        return OK;
    *out = room;
    return read_row(res, room, why);
}

static void stream_done(struct stream *s)
{
    while (s->is_sent && !s->is_ended)
        (void)stream_fetch(s);
    PQclear(s->row);
    PQclear(s->end);
    arena_done(&s->kept);
}

static enum err stream_result(struct stream *s, int64_t *out_changed, struct fail *why)
{
    ExecStatusType status = PQresultStatus(s->end);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        return postgres_fail(s->c, s->end, why);
    int64_t changed = 0;
    if (!str_starts(str_of(PQcmdStatus(s->end)), S("SELECT")))
        (void)str_digits(str_of(PQcmdTuples(s->end)), &changed);
    if (out_changed)
        *out_changed = changed;
    return OK;
}

static enum err stream_rows(struct stream *s, struct arena *a, each_row_fn *each, void *ctx,
                            struct fail *why)
{
    enum { COLUMNS_MAX = 1664 }; /* PostgreSQL's own limit of a result */
    struct value *room = NEW(a, struct value, COLUMNS_MAX);
    for (;;) {
        const struct value *row = NULL;
        enum err err = stream_next(s, room, &row, why);
        if (err != OK || !row)
            return err;
        err = each(ctx, row, PQnfields(s->row ? s->row : s->end), why);
        if (err != OK)
            return err;
    }
}

/* --- run and script --------------------------------------------------------------------------- */

static enum err send(struct connection *c, struct str sql, const struct bound *b, int n,
                     struct fail *why)
{
    struct str types = {b->types, n};
    prepared_room(c);
    struct prepared *p = slot_of(c, sql, types);
    enum err err = p->number == 0 ? prepare(c, p, sql, types, why) : OK;
    if (err != OK)
        return err;
    char name[32];
    statement_name(name, p->number);
    if (!PQsendQueryPrepared(c->pg, name, n, b->values, b->lengths, b->formats, 1))
        return postgres_fail(c, NULL, why);
    return OK;
}

enum err postgres_run(struct connection *c, struct str sql, const struct value *args, int n_args,
                      each_row_fn *each, void *ctx, int64_t *out_changed, struct fail *why)
{
    if (c->streaming)
        stream_take_over(c->streaming);
    struct arena a;
    arena_init(&a, args_max);
    struct bound b = {0};
    struct stream s = {.c = c};
    arena_init(&s.kept, kept_max);
    enum err err = bind(&a, args, n_args, &b, why);
    if (err == OK)
        err = send(c, sql, &b, n_args, why);
    s.is_sent = err == OK;
    if (err == OK && each) {
        (void)PQsetSingleRowMode(c->pg);
        /* Cleared before this returns. */
        // cppcheck-suppress autoVariables
        c->streaming = &s;
        err = stream_rows(&s, &a, each, ctx, why);
    }
    if (err == OK) {
        (void)stream_fetch(&s);
        err = stream_result(&s, out_changed, why);
    }
    stream_done(&s);
    arena_done(&a);
    return err;
}

enum err postgres_script(struct connection *c, struct str sql, struct fail *why)
{
    assert(!c->streaming);
    struct arena a;
    arena_init(&a, args_max);
    /* A change of the schema may take its time. */
    struct buf text = buf_on(&a, args_max / 4);
    buf_add(&text, S("SET LOCAL statement_timeout = 0;\n"));
    buf_add(&text, sql);
    buf_byte(&text, '\0');
    assert(!text.full);
    PGresult *res = PQexec(c->pg, buf_str(&text).s);
    ExecStatusType status = PQresultStatus(res);
    bool is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    enum err err = is_done ? OK : postgres_fail(c, res, why);
    PQclear(res);
    arena_done(&a);
    c->cache.n = PREPARED_MAX; /* plans made before may be stale */
    return err;
}

/* --- numbers ---------------------------------------------------------------------------------- */

struct numbers {
    int64_t *out;
    int n, n_rows;
};

static enum err each_numbers(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct numbers *want = ctx;
    (void)why;
    assert(n_cols == want->n);
    for (int i = 0; i < n_cols; i++)
        want->out[i] = row[i].i;
    want->n_rows++;
    return OK;
}

// NOLINTNEXTLINE(readability-non-const-parameter): each_numbers() writes it
enum err postgres_numbers(struct connection *c, struct str sql, int64_t *out, int n,
                          struct fail *why)
{
    struct numbers want = {.out = out, .n = n};
    enum err err = postgres_run(c, sql, NULL, 0, each_numbers, &want, NULL, why);
    if (err == OK && want.n_rows != 1)
        return FAIL(why, ERR_CORRUPT, MSG_store_pg_corrupt, ARG_TEXT(sql));
    return err;
}
