/*
 * check_ledger.c -- do the tables hold exactly what the journal says? Balanced like books.
 *
 * Each version of a record enters on both sides: from the journal ("made by entry 7 with these
 * bytes", "ended by entry 9") and from the history; the current table balances the versions of the
 * history that nothing has ended. An entry of the ledger is a SHA-256; sums of them are kept for
 * some hundreds of buckets an entity, added for one side, taken away for the other. A bucket that
 * is not nil in the end holds a difference; only the ids of such buckets are collected, sorted and
 * named in a second pass. So both tables and the journal are read in their own order, once, and
 * memory stays the same however many rows there are.
 */
#include "app/check_parts.h"
#include "store/versions.h"

enum {
    BUCKETS = 512,
    SEARCHED_MAX = 8,       /* buckets that are looked into */
    ITEMS_MAX = 400 * 1000, /* collected from them */
    DIFFERENCES_MAX = 100,
    STEP_ROWS = 20000
};

enum item_kind { ITEM_MADE, ITEM_ENDED, ITEM_CURRENT };

struct bucket {
    uint64_t sum[4];
};

struct item {
    int entity;
    int64_t id, version;
    enum item_kind kind;
    int sign;
    struct hash hash;
};

struct ledger {
    struct bucket buckets[ENTITIES_MAX][BUCKETS];
    bool is_searched[ENTITIES_MAX][BUCKETS];
    struct item *items; /* NULL in the first pass */
    int64_t n_items;
};

struct ledger *ledger_make(struct arena *a)
{
    return NEW(a, struct ledger, 1);
}

static int bucket_of(int64_t id)
{
    return (int)((uint64_t)id % BUCKETS);
}

static void enter(struct ledger *l, const struct item *item)
{
    int at = bucket_of(item->id);
    struct bucket *b = &l->buckets[item->entity][at];
    if (l->items) {
        if (l->is_searched[item->entity][at] && l->n_items < ITEMS_MAX)
            l->items[l->n_items++] = *item;
        return;
    }
    for (int i = 0; i < 4; i++) {
        uint64_t word = 0;
        memcpy(&word, &item->hash.b[8 * i], sizeof word);
        b->sum[i] += item->sign > 0 ? word : -word;
    }
}

/* What a ledger entry says, hashed; `canon` is "" for an end. */
static struct hash item_hash(const struct item *item, int64_t seq, struct str canon)
{
    char head[96];
    struct hasher hasher;
    int n = snprintf(head, sizeof head, "%d %lld %lld %lld ", (int)item->kind, (long long)item->id,
                     (long long)item->version, (long long)seq);
    hasher_init(&hasher, HASH_SHA256);
    hasher_add(&hasher, (struct str){head, n});
    hasher_add(&hasher, canon);
    return hasher_done(&hasher);
}

static void enter_of(struct ledger *l, struct item item, int64_t seq, struct str canon)
{
    item.hash = item_hash(&item, seq, canon);
    enter(l, &item);
}

static int entity_number(struct str name)
{
    for (int i = 0; entities[i]; i++)
        if (str_eq(entities[i]->name, name))
            return i;
    return -1;
}

bool ledger_journal(struct ledger *l, int64_t seq, const struct entry_row *row)
{
    struct item item = {.entity = entity_number(row->entity),
                        .id = row->id,
                        .version = row->version,
                        .kind = ITEM_MADE,
                        .sign = 1};
    if (item.entity < 0)
        return false;
    if (row->what != 'v')
        enter_of(l, item, seq, row->canonical);
    item.kind = ITEM_ENDED;
    if (row->what == 'u')
        item.version--;
    if (row->what != 'i')
        enter_of(l, item, seq, S(""));
    return true;
}

/* --- the tables --------------------------------------------------------------------------------
 */

struct table {
    struct check *c;
    int entity;
    bool is_counted; /* in the first pass */
};

static enum err count_version(struct table *t, struct fail *why)
{
    if (!t->is_counted)
        return OK;
    int64_t n = ++t->c->out->n_versions;
    return n % STEP_ROWS == 0 ? check_progress(t->c, MSG_app_check_step_versions, n, 0, why) : OK;
}

static enum err enter_past(void *ctx, const struct version *v, struct fail *why)
{
    struct table *t = ctx;
    struct ledger *l = t->c->ledger;
    struct item item = {
        .entity = t->entity, .id = v->id, .version = v->version, .kind = ITEM_MADE, .sign = -1};
    enter_of(l, item, v->from_seq, v->canon);
    item.kind = v->to_seq == 0 ? ITEM_CURRENT : ITEM_ENDED;
    enter_of(l, item, v->to_seq == 0 ? v->from_seq : v->to_seq, v->to_seq == 0 ? v->canon : S(""));
    return count_version(t, why);
}

static enum err enter_current(void *ctx, const struct version *v, struct fail *why)
{
    struct table *t = ctx;
    (void)why;
    struct item item = {
        .entity = t->entity, .id = v->id, .version = v->version, .kind = ITEM_CURRENT, .sign = 1};
    enter_of(t->c->ledger, item, v->from_seq, v->canon);
    return OK;
}

static enum err enter_tables(struct check *c, bool is_counted, struct fail *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && entities[i]; i++) {
        struct table t = {.c = c, .entity = i, .is_counted = is_counted};
        err = view_each_past(c->v, entities[i], enter_past, &t, why);
        if (err == OK)
            err = view_each_current(c->v, entities[i], enter_current, &t, why);
    }
    return err;
}

/* --- differences -------------------------------------------------------------------------------
 */

static bool is_nil(const struct bucket *b)
{
    return (b->sum[0] | b->sum[1] | b->sum[2] | b->sum[3]) == 0;
}

/* Mark the buckets that are looked into; how many do not balance. */
static int64_t mark_searched(struct ledger *l)
{
    int64_t n = 0;
    for (int e = 0; entities[e]; e++)
        for (int at = 0; at < BUCKETS; at++)
            if (!is_nil(&l->buckets[e][at]))
                l->is_searched[e][at] = n++ < SEARCHED_MAX;
    return n;
}

static enum err enter_journal(struct check *c, struct fail *why)
{
    struct parts parts;
    int64_t seq = 0;
    struct str bytes = S("");
    parts_open(&parts, c);
    enum err err = parts_peek(&parts, &seq, &bytes, why);
    while (err == OK && seq != 0) {
        struct entry_row row = {0};
        bool is_bad = false;
        while (entry_row_next(&bytes, &row, &is_bad))
            (void)ledger_journal(c->ledger, seq, &row);
        parts_take(&parts);
        err = parts_peek(&parts, &seq, &bytes, why);
    }
    parts_close(&parts);
    return err;
}

static int by_place(const void *left, const void *right)
{
    const struct item *a = left;
    const struct item *b = right;
    if (a->entity != b->entity)
        return a->entity < b->entity ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    if (a->version != b->version)
        return a->version < b->version ? -1 : 1;
    return memcmp(a->hash.b, b->hash.b, HASH_LEN);
}

/* Items of one place and hash sum up to nil, or differ. */
static void report(struct check *c, const struct ledger *l)
{
    const struct item *told = NULL;
    int n_told = 0;
    for (int64_t i = 0; i < l->n_items && n_told < DIFFERENCES_MAX;) {
        const struct item *first = &l->items[i];
        int sum = 0;
        for (; i < l->n_items && by_place(first, &l->items[i]) == 0; i++)
            sum += l->items[i].sign;
        bool is_told = told && told->entity == first->entity && told->id == first->id &&
                       told->version == first->version;
        if (sum == 0 || is_told)
            continue;
        FOUND(c, "records", "record", first->id, MSG_app_check_record,
              ARG_MSG(entities[first->entity]->title), ARG_INT(first->id), ARG_INT(first->version));
        told = first;
        n_told++;
    }
}

static enum err search(struct check *c, struct arena *a, struct fail *why)
{
    struct ledger *l = c->ledger;
    l->items = NEW(a, struct item, ITEMS_MAX);
    enum err err = enter_journal(c, why);
    if (err == OK)
        err = enter_tables(c, false, why);
    if (err != OK)
        return err;
    qsort(l->items, (size_t)l->n_items, sizeof *l->items, by_place);
    if (l->n_items < ITEMS_MAX)
        report(c, l);
    return OK;
}

enum err check_versions(struct check *c, struct fail *why)
{
    struct arena a;
    enum err err = enter_tables(c, true, why);
    int64_t n = err == OK ? mark_searched(c->ledger) : 0;
    if (n == 0)
        return err;
    arena_init(&a, 64 * MIB);
    ptrdiff_t before = c->out->findings.n_all;
    err = search(c, &a, why);
    c->ledger->items = NULL;
    arena_done(&a);
    if (err == OK && (n > SEARCHED_MAX || c->out->findings.n_all == before))
        FOUND(c, "records", "records", 0, MSG_app_check_records, ARG_INT(n));
    return err;
}
