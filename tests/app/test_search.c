/*
 * test_search.c -- nobody finds what he may not read, and everybody finds what he may.
 */
#include "app/county.h"
#include "app/search.h"
#include "base/date.h"
#include "entity/document.h"
#include "entity/extra_field.h"
#include "entity/indicator.h"
#include "entity/unit.h"

enum { FOUND_MAX = 200 };

struct finding {
    const struct entity *e;
    int64_t id;
};

/* All that is found, page by page of three. */
static int find(struct call *c, struct str words, const struct entity *e, struct finding *out)
{
    struct search_query q = {.words = words, .e = e, .limit = 3};
    struct search_page page = {0};
    struct fail why = {0};
    int n = 0;
    do {
        REQUIRE(search_records(c, &q, &page, &why) == OK);
        CHECK(page.n <= 3);
        for (ptrdiff_t i = 0; i < page.n; i++) {
            REQUIRE(n < FOUND_MAX);
            out[n++] = (struct finding){page.at[i].e, page.at[i].record.id};
        }
        q.cursor = page.next;
    } while (page.next.len > 0);
    return n;
}

static int times_found(const struct finding *f, int n, const struct entity *e, int64_t id)
{
    int times = 0;
    for (int i = 0; i < n; i++)
        times += f[i].e == e && f[i].id == id;
    return times;
}

/* The same words in papers of every place, and in an indicator of each county. */
struct made {
    struct finding at[COUNTIES * 5];
    int n;
};

static void put(struct made *m, const struct entity *e, int64_t id)
{
    m->at[m->n++] = (struct finding){e, id};
}

static struct made make_all(const struct counties *t)
{
    struct made m = {.n = 0};
    for (int k = 0; k < COUNTIES; k++) {
        const int64_t owners[] = {t->county[k], t->bureau[k], t->section[k], t->town[k]};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(owners); i++)
            put(&m, &document_entity,
                county_make(t->app, &document_entity, owners[i],
                            text("title=竹海通知;number=〔2006〕%d%d号", k, (int)i)));
        put(&m, &indicator_entity,
            county_make(t->app, &indicator_entity, t->county[k],
                        text("code=bamboo%d;name_zh=竹海产值;measure_zh=亿元", k)));
    }
    return m;
}

TEST(everybody_finds_what_he_may_read_once_and_nothing_else)
{
    for (enum dialect d = DIALECT_SQLITE; d < DIALECT_COUNT; d++) {
        struct counties t = test_counties(d);
        struct made m = make_all(&t);
        for (int k = 0; k < COUNTIES; k++)
            for (int role = 0; role < POST_ROLE_COUNT; role++) {
                struct finding f[FOUND_MAX];
                struct caller who = caller_as(&t, k, (enum post_role)role);
                struct call c = county_call(t.app, who);
                int n = find(&c, S("竹海"), NULL, f);
                int want = 0;
                call_done(&c);
                for (int i = 0; i < m.n; i++) {
                    bool sees = county_sees(t.app, who, m.at[i].e, m.at[i].id);
                    want += sees;
                    if (times_found(f, n, m.at[i].e, m.at[i].id) != sees)
                        t_differs(__FILE__, __LINE__, "county %d, role %d, record %d", k, role, i);
                }
                CHECK_INT(n, want);
            }
        test_app_close(t.app);
    }
}

TEST(who_is_not_signed_in_may_not_search)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct call c = county_call(t.app, (struct caller){.role = POST_ROLE_COUNT});
    struct search_query q = {.words = S("安吉")};
    struct search_page page = {0};
    struct fail why = {0};
    CHECK_INT(search_records(&c, &q, &page, &why), ERR_SIGN_IN);
    call_done(&c);
    c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_auditor));
    q.e = &document_entity;
    CHECK_INT(search_records(&c, &q, &page, &why), ERR_FORBIDDEN);
    q = (struct search_query){.words = S("安吉"), .cursor = S("1.nothing.2")};
    CHECK_INT(search_records(&c, &q, &page, &why), ERR_USAGE);
    call_done(&c);
    test_app_close(t.app);
}

TEST(a_hit_is_shown_in_its_own_words)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    (void)county_make(t.app, &extra_field_entity, t.county[ANJI],
                      "entity=document;code=remark;label_zh=备注;help_zh=备注;kind=text");
    (void)county_make(t.app, &document_entity, t.county[ANJI],
                      "title=会议纪要;remark=天荒坪<b>电站");
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
    struct search_query q = {.words = S("荒坪")};
    struct search_page page = {0};
    struct fail why = {0};
    REQUIRE(search_records(&c, &q, &page, &why) == OK);
    REQUIRE(page.n == 1);
    CHECK_STR(page.at[0].title.before, S("会议纪要"));
    REQUIRE(page.at[0].field != NULL);
    CHECK_STR(page.at[0].field->name, S("remark"));
    CHECK_STR(page.at[0].text.before, S("天"));
    CHECK_STR(page.at[0].text.hit, S("荒坪"));
    CHECK_STR(page.at[0].text.after, S("<b>电站"));
    q.words = S("纪要");
    REQUIRE(search_records(&c, &q, &page, &why) == OK);
    CHECK_STR(page.at[0].title.hit, S("纪要"));
    CHECK(page.at[0].field == NULL);
    q.words = S("“”");
    REQUIRE(search_records(&c, &q, &page, &why) == OK);
    CHECK(page.is_empty && page.n == 0);
    call_done(&c);
    test_app_close(t.app);
}

TEST(search_looks_at_today_whatever_day_is_looked_back_to)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    (void)county_make(t.app, &document_entity, t.county[ANJI], "title=竹海通知");
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_leader));
    struct finding f[FOUND_MAX];
    view_set_as_of(c.view, 1);
    CHECK_INT(find(&c, S("竹海"), &document_entity, f), 1);
    CHECK_INT(view_as_of(c.view), 1);
    call_done(&c);
    test_app_close(t.app);
}
