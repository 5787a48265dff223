/*
 * test_search.c -- what is found by words, on both engines, against a plain look through the texts.
 */
#include "base/text.h"
#include "entity/document.h"
#include "entity/unit.h"
#include "store/database.h"
#include "store/found.h"

enum { NAMES_MAX = 3000, QUERIES = 1000 };

static struct shape units(void)
{
    return entity_shape(&unit_entity);
}

static struct shape documents(void)
{
    return entity_shape(&document_entity);
}

/* Records that an ask finds, best first; at most `room` of each rank. */
static int find_words(struct store *db, const struct shape *s, const char *typed, int64_t *ids,
                      int room)
{
    struct view *v = NULL;
    int n = 0;
    NEED(view_open(db, 0, &v, WHY));
    struct search_terms terms =
        search_terms_of(t_arena(), (struct str){typed, (ptrdiff_t)strlen(typed)});
    for (int rank = 0; rank < FIND_RANK_COUNT; rank++) {
        struct founds found = {0};
        struct find f = {.shape = s,
                         .terms = &terms,
                         .rank = (enum find_rank)rank,
                         .before = INT64_MAX,
                         .limit = room};
        NEED(view_find_words(v, t_arena(), &f, &found, WHY));
        for (ptrdiff_t i = 0; i < found.n && n < room; i++)
            ids[n++] = found.at[i].record.id;
    }
    view_close(v);
    return n;
}

static int count_words(struct store *db, const struct shape *s, const char *typed)
{
    int64_t ids[100];
    return find_words(db, s, typed, ids, 100);
}

static int64_t faults(struct store *db)
{
    struct view *v = NULL;
    int64_t all = 0;
    NEED(view_open(db, 0, &v, WHY));
    for (int i = 0; entities[i]; i++) {
        int64_t n = 0;
        NEED(view_search_faults(v, entities[i], &n, WHY));
        all += n;
    }
    view_close(v);
    return all;
}

/* --- recall ----------------------------------------------------------------------------------- */

struct names {
    struct str at[NAMES_MAX];
    int n;
};

/* Every so many-th name of the townships of the country: names of all provinces. */
static void read_names(struct names *out)
{
    enum { EVERY = 14 };
    struct str rest = S("");
    struct str path = str_fmt(t_arena(), "%s/cn-divisions/streets.csv", t_data());
    NEED(os_real.read_file(NULL, t_arena(), path.s, 16 * MIB, &rest, WHY));
    (void)str_cut(rest, '\n', &rest);
    for (int line = 0; rest.len > 0 && out->n < NAMES_MAX; line++) {
        struct str row = str_cut(rest, '\n', &rest);
        struct str after = S("");
        (void)str_cut(row, '"', &after);
        if (line % EVERY == 0)
            out->at[out->n++] = str_cut(after, '"', &row);
    }
}

/* Each name twice: of a unit of its own, and behind others in the text of the one before. */
static enum err put_names(struct tx *tx, void *ctx, struct fail *why)
{
    const struct names *names = ctx;
    struct shape s = units();
    struct new_row *rows = NEW(t_arena(), struct new_row, names->n);
    int64_t *ids = NEW(t_arena(), int64_t, names->n);
    for (int i = 0; i < names->n; i++) {
        struct str texts =
            str_fmt(t_arena(), "code=u%d;name_zh=%.*s;level=township", i, STR_ARG(names->at[i]));
        rows[i] = (struct new_row){.v = test_values(&s, texts.s)};
    }
    return tx_insert_many(tx, &s, rows, names->n, ids, why);
}

/* So many characters of a name from somewhere in it; "" if it has not as many, or others. */
static struct str draw(struct str name, int64_t from, int64_t n)
{
    int64_t all = utf8_count(name);
    if (all < n)
        return S("");
    ptrdiff_t head = utf8_head(name, from % (all - n + 1)).len;
    struct str part = utf8_head(str_sub(name, head, name.len), n);
    struct tokens t = tokens_of(t_arena(), part);
    return t.n == n ? part : S(""); /* pairs and a tail: nothing but Chinese characters */
}

TEST(every_name_that_holds_the_characters_is_found_and_no_other)
{
    if (!t_data())
        t_skip("no public test data (PONAN_DATA): no names to draw from");
    struct names *names = NEW(t_arena(), struct names, 1);
    struct shape s = units();
    read_names(names);
    REQUIRE(names->n > 2500);
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct act act = {.action = S("import")};
        struct view *v = NULL;
        int n_asked = 0;
        int64_t n_found = 0;
        NEED(store_write(db, &act, put_names, names, NULL, WHY));
        CHECK_INT(faults(db), 0);
        NEED(view_open(db, 0, &v, WHY));
        for (int64_t i = 0; n_asked < QUERIES; i++) {
            struct str part = draw(names->at[(i * 7919) % names->n], i * 31, 2 + i % 3);
            if (part.len == 0)
                continue;
            int64_t want = 0;
            int64_t got = 0;
            for (int k = 0; k < names->n; k++)
                want += str_find(names->at[k], part) >= 0;
            struct select q = {.shape = &s, .search = part, .limit = 1};
            NEED(view_count(v, &q, &got, WHY));
            if (got != want)
                t_differs(__FILE__, __LINE__, "%.*s: %d found, %d hold it", STR_ARG(part), (int)got,
                          (int)want);
            n_asked++;
            n_found += got;
        }
        CHECK(n_found > QUERIES);
        view_close(v);
        store_close(db);
    }
}

/* --- order, changes, bad input ---------------------------------------------------------------- */

struct papers {
    int64_t county, plan, note, exact;
};

static void make_papers(struct store *db, struct papers *p)
{
    struct shape u = units();
    struct shape s = documents();
    p->county = test_insert(db, &u, 0, "code=c;name_zh=安吉县;level=county");
    p->exact = test_insert(db, &s, p->county, "title=通知;number=安政发〔2006〕12号");
    p->plan = test_insert(db, &s, p->county, "title=关于安政发〔2006〕12号的说明");
    p->note = test_insert(db, &s, p->county, "title=纪要;note=见安政发〔2006〕12号，天荒坪");
}

TEST(the_document_itself_comes_first_then_titles_then_texts)
{
    struct shape s = documents();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct papers p = {0};
        int64_t ids[10] = {0};
        make_papers(db, &p);
        CHECK_INT(find_words(db, &s, "安政发[2006]12号", ids, 10), 3);
        CHECK_INT(ids[0], p.exact);
        CHECK_INT(ids[1], p.plan);
        CHECK_INT(ids[2], p.note);
        /* Titles before texts, the newer of two first. */
        CHECK_INT(find_words(db, &s, "12号", ids, 10), 3);
        CHECK_INT(ids[0], p.plan);
        CHECK_INT(ids[1], p.exact);
        CHECK_INT(find_words(db, &s, "天荒坪 纪要", ids, 10), 1);
        CHECK_INT(count_words(db, &s, "〔2006〕12"), 3);
        CHECK_INT(count_words(db, &s, "天"), 1);
        CHECK_INT(count_words(db, &s, "坪"), 1);
        CHECK_INT(count_words(db, &s, "纪要见安"), 0); /* fields stand apart */
        store_close(db);
    }
}

TEST(a_change_is_found_as_it_is_and_a_voided_record_no_more)
{
    struct shape s = documents();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct papers p = {0};
        make_papers(db, &p);
        (void)test_update(db, &s, p.note, "title=竹产业纪要");
        CHECK_INT(count_words(db, &s, "竹产业"), 1);
        CHECK_INT(count_words(db, &s, "天荒坪"), 1);
        (void)test_update(db, &s, p.note, "note=无");
        CHECK_INT(count_words(db, &s, "天荒坪"), 0);
        struct fail why = {0};
        CHECK_INT(test_void(db, &s, p.note, NULL, &why), OK);
        CHECK_INT(count_words(db, &s, "竹产业"), 0);
        CHECK_INT(faults(db), 0);
        store_close(db);
    }
}

TEST(whatever_is_typed_is_words)
{
    static const char *const bad[] = {
        "\"",         "'",           "\"\"\"", "a\"b", "NEAR(",
        "title :",    "* * *",       "-",      "^",    "'; DROP TABLE search",
        "a & b | !c", ":*",          "\\",     "\\'",  "%_",
        "\x01\x02",   "{title} : x", "()",     "AND",  "OR NOT",
    };
    struct shape s = documents();
    for (FOR_EACH_DIALECT(d)) {
        struct store *db = test_database(d, false);
        struct papers p = {0};
        make_papers(db, &p);
        for (ptrdiff_t i = 0; i < ARRAY_LEN(bad); i++)
            CHECK_INT(count_words(db, &s, bad[i]), 0);
        CHECK_INT(count_words(db, &s, "'12号' \""), 3);
        struct buf typed = buf_on(t_arena(), 64 * KIB);
        for (int i = 0; i < 10000; i++)
            buf_add(&typed, i % 5 == 4 ? S(" ") : i % 2 ? S("安") : S("x"));
        buf_byte(&typed, 0);
        CHECK_INT(count_words(db, &s, buf_str(&typed).s), 0);
        store_close(db);
    }
}

/* As if an older program, or a hand, had written past the index. */
static void spoil(const struct store_options *o)
{
    const struct driver *d = driver_for(o->where);
    struct connection *c = NULL;
    NEED(d->connect(o->os, o->where, true, &c, WHY));
    NEED(d->script(c, S("DELETE FROM search WHERE id > 2;"), WHY));
    d->disconnect(c);
}

static enum err rebuild(struct tx *tx, void *ctx, struct fail *why)
{
    (void)ctx;
    return tx_search_rebuild(tx, why);
}

TEST(an_index_that_lost_rows_is_noticed_and_made_anew)
{
    struct shape s = documents();
    for (FOR_EACH_DIALECT(d)) {
        struct store_options o = test_options(d);
        struct papers p = {0};
        NEED(store_create(&o, false, WHY));
        struct store *db = test_reopen(&o);
        make_papers(db, &p);
        store_close(db);
        spoil(&o);
        db = test_reopen(&o);
        CHECK(faults(db) > 0);
        NEED(store_keep(db, rebuild, NULL, WHY));
        CHECK_INT(faults(db), 0);
        CHECK_INT(count_words(db, &s, "12号"), 3);
        store_close(db);
    }
}
