/*
 * test_journal.c -- every write leaves one entry with the bytes of what it changed, and nothing
 * else does.
 */
#include "entity/unit.h"
#include "store/database.h"
#include "store/internal.h"
#include "store/journal.h"

struct read_entry {
    struct entry e;
    struct str digest, entity;
    int64_t record;
    int n;
};

static enum err take_entry(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct read_entry *r = ctx;
    (void)n_cols;
    (void)why;
    r->n++;
    r->e = (struct entry){.seq = row[0].i,
                          .instant = row[1].i,
                          .account = row[2].i,
                          .post = row[3].i,
                          .on_behalf = row[4].i,
                          .action = str_dup(t_arena(), row[5].t),
                          .note = str_dup(t_arena(), row[6].t),
                          .n_rows = row[9].i,
                          .rows_hash = str_dup(t_arena(), row[10].t)};
    r->entity = str_dup(t_arena(), row[7].t);
    r->record = row[8].i;
    r->digest = str_dup(t_arena(), row[11].t);
    return OK;
}

static struct read_entry read_entry(struct store *db, int64_t seq)
{
    struct view *v = NULL;
    struct read_entry r = {0};
    struct value arg = VALUE_OF_INT(seq);
    NEED(view_open(db, 0, &v, WHY));
    NEED(db->driver->run(v->c,
                         S("SELECT seq, instant, account, post, on_behalf, action, note, "
                           "entity, record, n_rows, rows_hash, digest FROM journal WHERE seq = "
                           "?1"),
                         &arg, 1, take_entry, &r, NULL, WHY));
    view_close(v);
    return r;
}

static enum err take_part(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct buf *out = ctx;
    (void)n_cols;
    (void)why;
    buf_add(out, entry_part(t_arena(), row[0].t));
    return OK;
}

static struct str read_rows(struct store *db, int64_t seq)
{
    struct view *v = NULL;
    struct buf all = buf_on(t_arena(), 64 * MIB);
    struct value arg = VALUE_OF_INT(seq);
    NEED(view_open(db, 0, &v, WHY));
    NEED(db->driver->run(v->c, S("SELECT bytes FROM journal_rows WHERE seq = ?1 ORDER BY part"),
                         &arg, 1, take_part, &all, NULL, WHY));
    view_close(v);
    return buf_str(&all);
}

static void check_hashes(struct store *db, const struct read_entry *r)
{
    struct hash rows = hash_of(HASH_SHA256, read_rows(db, r->e.seq));
    struct buf canonical = buf_on(t_arena(), 1 * MIB);
    CHECK_STR(((struct str){(const char *)rows.b, HASH_LEN}), r->e.rows_hash);
    entry_canon(&canonical, &r->e);
    struct hash digest = hash_of(HASH_SHA256, buf_str(&canonical));
    CHECK_STR(((struct str){(const char *)digest.b, HASH_LEN}), r->digest);
}

struct doing {
    struct shape s;
    int64_t unit;
};

/* Make one, change one, void one. */
static enum err several(struct tx *tx, void *ctx, struct fail *why)
{
    struct doing *d = ctx;
    int64_t id = 0;
    struct record r = {0};
    enum err err =
        tx_insert(tx, &d->s, 0, test_values(&d->s, "code=x;name_zh=来去;level=office"), &id, why);
    if (err == OK)
        err = view_get(tx_view(tx), tx_arena(tx), &d->s, NULL, d->unit, &r, why);
    if (err == OK)
        err = tx_update(tx, &d->s, d->unit, 1, test_changed(&d->s, r.v, "note=改"), why);
    return err == OK ? tx_void(tx, &d->s, id, 1, why) : err;
}

TEST(an_entry_holds_the_bytes_of_each_row_it_changed)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct doing doing = {.s = entity_shape(&unit_entity)};
        struct receipt receipt = {0};
        struct act act = {
            .account = 7, .post = 8, .on_behalf = 9, .action = S("mend"), .note = S("因录入有误")};
        doing.unit = test_insert(db, &doing.s, 0, "code=1;name_zh=县;level=county");
        NEED(store_write(db, &act, several, &doing, &receipt, WHY));
        struct read_entry r = read_entry(db, receipt.seq);
        CHECK_INT(r.n, 1);
        CHECK_INT(r.e.account, 7);
        CHECK_INT(r.e.post, 8);
        CHECK_INT(r.e.on_behalf, 9);
        CHECK_INT(r.e.instant, receipt.instant);
        CHECK_STR(r.e.action, S("mend"));
        CHECK_STR(r.e.note, S("因录入有误"));
        CHECK_STR(r.entity, S("unit"));
        CHECK_INT(r.e.n_rows, 3);
        check_hashes(db, &r);
        struct str rows = read_rows(db, receipt.seq);
        static const char what[] = {'i', 'u', 'v'};
        for (int i = 0; i < 3; i++) {
            struct entry_row row = {0};
            bool is_bad = false;
            REQUIRE(entry_row_next(&rows, &row, &is_bad));
            CHECK_INT(row.what, what[i]);
            CHECK_INT(row.id, i == 1 ? doing.unit : r.record);
            CHECK_INT(row.version, i == 1 ? 2 : 1);
            CHECK_STR(row.entity, S("unit"));
        }
        CHECK_INT(rows.len, 0);
        store_close(db);
    }
}

enum { MANY = 300 };

static enum err many(struct tx *tx, void *ctx, struct fail *why)
{
    struct doing *d = ctx;
    struct new_row rows[MANY];
    int64_t ids[MANY];
    for (int i = 0; i < MANY; i++) {
        struct str texts = str_fmt(t_arena(), "code=u%d;name_zh=第%d单位;level=office", i, i);
        rows[i] = (struct new_row){.owner = d->unit, .v = test_values(&d->s, texts.s)};
    }
    return tx_insert_many(tx, &d->s, rows, MANY, ids, why);
}

static ptrdiff_t count_rows(struct str rows)
{
    ptrdiff_t n = 0;
    struct entry_row row = {0};
    bool is_bad = false;
    while (entry_row_next(&rows, &row, &is_bad))
        n++;
    return is_bad ? -1 : n;
}

static enum err take_kept(void *ctx, const struct value *row, int n_cols, struct fail *why)
{
    struct str *kept = ctx;
    (void)n_cols;
    (void)why;
    *kept = str_dup(t_arena(), row[0].t);
    return OK;
}

static struct str read_kept(struct store *db, int64_t seq)
{
    struct view *v = NULL;
    struct str kept = S("");
    NEED(view_open(db, 0, &v, WHY));
    NEED(db->driver->run(v->c, S("SELECT bytes FROM journal_rows WHERE seq = ?1"),
                         &VALUE_OF_INT(seq), 1, take_kept, &kept, NULL, WHY));
    view_close(v);
    return kept;
}

TEST(rows_of_a_large_entry_are_compressed_and_hashed_as_they_were)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct doing doing = {.s = entity_shape(&unit_entity)};
        struct receipt receipt = {0};
        struct act act = {.account = 1, .action = S("import")};
        doing.unit = test_insert(db, &doing.s, 0, "code=1;name_zh=县;level=county");
        NEED(store_write(db, &act, many, &doing, &receipt, WHY));
        struct read_entry r = read_entry(db, receipt.seq);
        struct str rows = read_rows(db, receipt.seq);
        struct str kept = read_kept(db, receipt.seq);
        check_hashes(db, &r);
        CHECK_INT(count_rows(rows), MANY);
        CHECK(kept.len * 3 < rows.len);
        struct str cut = str_sub(kept, 0, kept.len - 1);
        CHECK_INT(count_rows(entry_part(t_arena(), cut)), -1);
        store_close(db);
    }
}

static enum err nothing(struct tx *tx, void *ctx, struct fail *why)
{
    (void)tx;
    (void)ctx;
    (void)why;
    return OK;
}

static enum err refuse(struct tx *tx, void *ctx, struct fail *why)
{
    struct doing *d = ctx;
    enum err err = several(tx, d, why);
    return err == OK ? FAIL(why, ERR_FORBIDDEN, MSG_store_busy, ARG_NONE) : err;
}

TEST(an_act_without_rows_is_an_entry_and_a_refused_one_is_none)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct doing doing = {.s = entity_shape(&unit_entity)};
        struct receipt receipt = {0};
        struct fail fault = {0};
        struct act act = {.account = 1, .action = S("sign_in")};
        NEED(store_write(db, &act, nothing, NULL, &receipt, WHY));
        struct read_entry r = read_entry(db, receipt.seq);
        CHECK_INT(r.n, 1);
        CHECK_INT(r.e.n_rows, 0);
        check_hashes(db, &r);
        doing.unit = test_insert(db, &doing.s, 0, "code=1;name_zh=县;level=county");
        CHECK_INT(store_write(db, &act, refuse, &doing, NULL, &fault), ERR_FORBIDDEN);
        CHECK_INT(test_get(db, &doing.s, 0, doing.unit).version, 1);
        struct receipt next = {0};
        NEED(store_write(db, &act, nothing, NULL, &next, WHY));
        for (int64_t seq = receipt.seq + 2; seq < next.seq; seq++)
            CHECK_INT(read_entry(db, seq).n, 0);
        NEED(store_keep(db, nothing, NULL, WHY));
        CHECK_INT(read_entry(db, next.seq + 1).n, 0);
        store_close(db);
    }
}

TEST(only_a_demo_database_can_set_its_clock)
{
    struct shape s = entity_shape(&unit_entity);
    int64_t day = instant_of_day_end(date_of(2006, 6, 19));
    for (FOR_EACH_DIALECT(d)) {
        struct store *real = test_database(d, false);
        struct fail fault = {0};
        struct act past = {.action = S("create"), .instant = day};
        CHECK_INT(store_set_clock(real, day, &fault), ERR_FORBIDDEN);
        CHECK_INT(store_write(real, &past, nothing, NULL, NULL, &fault), ERR_FORBIDDEN);
        CHECK(!store_is_demo(real));
        store_close(real);
        struct store *demo = test_database(d, true);
        struct receipt receipt = {0};
        CHECK(store_is_demo(demo));
        NEED(store_set_clock(demo, day + 5, WHY));
        CHECK_INT(store_now(demo), day + 5);
        (void)test_insert(demo, &s, 0, "code=1;name_zh=县;level=county");
        NEED(store_write(demo, &past, nothing, NULL, &receipt, WHY));
        CHECK_INT(receipt.instant, day + 5); /* never decreases */
        store_close(demo);
    }
}

TEST(a_past_day_maps_to_the_last_entry_before_its_end)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *demo = test_database(d, true);
        int64_t seq[3];
        for (int i = 0; i < 3; i++) {
            struct receipt receipt = {0};
            struct act act = {.action = S("create"),
                              .instant = instant_of_day_end(date_of(2006, 5, 10 + i)) - 1};
            NEED(store_write(demo, &act, nothing, NULL, &receipt, WHY));
            seq[i] = receipt.seq;
        }
        struct view *v = NULL;
        int64_t got = -1;
        NEED(view_open(demo, 0, &v, WHY));
        NEED(view_seq_at_day(v, date_of(2006, 5, 9), &got, WHY));
        CHECK_INT(got, 0);
        for (int i = 0; i < 3; i++) {
            NEED(view_seq_at_day(v, date_of(2006, 5, 10 + i), &got, WHY));
            CHECK_INT(got, seq[i]);
        }
        NEED(view_seq_at_day(v, date_of(2007, 1, 1), &got, WHY));
        CHECK_INT(got, seq[2]);
        view_close(v);
        store_close(demo);
    }
}

static enum err keep_blob(struct tx *tx, void *ctx, struct fail *why)
{
    return tx_blob(tx, S("\0\1 bytes \xff"), ctx, why);
}

TEST(bytes_are_kept_once_and_found_by_their_hash)
{
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct view *v = NULL;
        struct str got = S("");
        struct fail fault = {0};
        struct hash kept = {0};
        struct act act = {.action = S("upload")};
        NEED(store_write(db, &act, keep_blob, &kept, NULL, WHY));
        NEED(store_write(db, &act, keep_blob, &kept, NULL, WHY));
        NEED(view_open(db, 0, &v, WHY));
        NEED(view_blob(v, t_arena(), &kept, &got, WHY));
        CHECK_STR(got, S("\0\1 bytes \xff"));
        int64_t n = 0;
        NEED(db_int(v->c, db->driver, S("SELECT count(*) FROM blob"), NULL, 0, &n, WHY));
        CHECK_INT(n, 1);
        kept.b[0] ^= 1;
        CHECK_INT(view_blob(v, t_arena(), &kept, &got, &fault), ERR_NOT_FOUND);
        view_close(v);
        store_close(db);
    }
}
