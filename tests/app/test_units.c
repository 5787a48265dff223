/*
 * test_units.c -- the tree of units over time: dated changes, the tree of a day, sums along it.
 *
 * A city with two counties. Figures are of years, by an indicator that adds up.
 */
#include "app/county.h"
#include "app/units.h"
#include "entity/account.h"
#include "entity/choices.h"
#include "entity/document.h"
#include "entity/extra_field.h"
#include "entity/holding.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/post.h"
#include "entity/unit_version.h"

struct land {
    struct app *app;
    int64_t city, a, b, a1, a2, b1; /* a1, a2 stand below a, b1 below b */
    int64_t output, rate;           /* adds up; does not */
};

static int64_t unit(struct app *app, const char *code, int64_t parent, const char *level)
{
    const char *texts =
        text("code=%s;name_zh=%s;level=%s;valid_from=2000-01-01", code, code, level);
    if (parent)
        texts = text("%s;parent=#%lld", texts, (long long)parent);
    return county_make(app, &unit_entity, 0, texts);
}

static struct land land_made(enum dialect dialect)
{
    struct land l = {.app = test_app(dialect)};
    l.city = unit(l.app, "city", 0, "city");
    l.a = unit(l.app, "a", l.city, "county");
    l.b = unit(l.app, "b", l.city, "county");
    l.a1 = unit(l.app, "a1", l.a, "township");
    l.a2 = unit(l.app, "a2", l.a, "township");
    l.b1 = unit(l.app, "b1", l.b, "township");
    l.output = county_make(l.app, &indicator_entity, l.city,
                           "code=output;name_zh=产值;measure_zh=亿元;aggregation=sum;"
                           "cumulative=no;frequency=year");
    l.rate = county_make(l.app, &indicator_entity, l.city,
                         "code=rate;name_zh=比率;measure_zh=%;aggregation=ratio;"
                         "cumulative=no;frequency=year");
    return l;
}

static void figure(const struct land *l, int64_t subject, const char *period, const char *value)
{
    (void)county_make(l->app, &observation_entity, 0,
                      text("subject=#%lld;indicator=#%lld;period=%s;value=%s", (long long)subject,
                           (long long)l->output, period, value));
}

/* One change; *out_seq may be NULL. `said` is the code of the first problem. */
static enum err apply(const struct land *l, struct unit_step step, const char *day,
                      int64_t *out_seq, struct str *said)
{
    struct receipt receipt = {0};
    struct fail no = {0};
    struct call c = county_call(l->app, caller_system());
    REQUIRE(date_parse(str_of(day), &step.on));
    enum err err = unit_apply(&c, &step, &receipt, &no);
    if (said)
        *said = c.problems.n > 0 ? str_dup(t_arena(), c.problems.at[0].code) : S("");
    call_done(&c);
    if (out_seq)
        *out_seq = receipt.seq;
    return err;
}

/* "city(a(a1 a2) b(b1))" on a day, as known at an entry (0: now). */
static struct str tree_text(const struct land *l, int64_t root, const char *day, int64_t as_of)
{
    struct unit_nodes nodes = {0};
    struct call c = {0};
    int64_t date = 0;
    int depth = 0;
    struct buf b = buf_on(t_arena(), 64 * KIB);
    REQUIRE(date_parse(str_of(day), &date));
    MUST_DO(call_begin(l->app, t_arena(), caller_system(), LANG_ZH, as_of, &c, &why));
    MUST_DO(units_at(&c, root, date, 0, &nodes, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < nodes.n; i++) {
        const struct unit_node *node = &nodes.at[i];
        for (; depth > node->depth; depth--)
            buf_add(&b, S(")"));
        if (i > 0)
            buf_add(&b, node->depth > depth ? S("(") : S(" "));
        depth = node->depth;
        buf_add(&b, node->name[LANG_ZH]);
    }
    for (; depth > 0; depth--)
        buf_add(&b, S(")"));
    return buf_str(&b);
}

/* "a=own/sum/missing" of each unit that has a figure, "-" for none. */
static struct str sums(const struct land *l, int64_t root, const char *period, int64_t as_of)
{
    struct rollup r = {0};
    struct call c = {0};
    struct rollup_query q = {.root = root, .indicator = l->output, .basis = BASIS_statistical};
    struct buf b = buf_on(t_arena(), 64 * KIB);
    REQUIRE(period_parse(str_of(period), &q.period));
    MUST_DO(call_begin(l->app, t_arena(), caller_system(), LANG_ZH, as_of, &c, &why));
    MUST_DO(unit_rollup(&c, &q, &r, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < r.n; i++) {
        const struct rollup_node *n = &r.at[i];
        if (!n->has_own && !n->has_sum)
            continue;
        buf_fmt(&b, "%s%.*s=%.*s/%.*s/%lld", b.len > 0 ? " " : "", STR_ARG(n->unit.code),
                STR_ARG(n->has_own ? decimal_str(t_arena(), n->own, 1) : S("-")),
                STR_ARG(n->has_sum ? decimal_str(t_arena(), n->sum, 1) : S("-")),
                (long long)n->n_missing);
    }
    return buf_str(&b);
}

static void all_figures(const struct land *l, const char *period)
{
    figure(l, l->a1, period, "1.1");
    figure(l, l->a2, period, "2.2");
    figure(l, l->b1, period, "4.4");
}

TEST(an_old_year_adds_up_under_the_parents_of_that_year)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        int64_t seq = 0;
        all_figures(&l, "2005");
        all_figures(&l, "2006");
        struct unit_step step = {.change = UNIT_CHANGE_move, .unit = l.a2, .other = l.b};
        CHECK_INT(apply(&l, step, "2006-01-01", &seq, NULL), OK);
        CHECK_STR(tree_text(&l, l.city, "2005-12-31", 0), S("city(a(a1 a2) b(b1))"));
        CHECK_STR(tree_text(&l, l.city, "2006-01-01", 0), S("city(a(a1) b(a2 b1))"));
        CHECK_STR(sums(&l, l.city, "2005", 0),
                  S("city=-/7.7/0 a=-/3.3/0 a1=1.1/-/0 a2=2.2/-/0 b=-/4.4/0 b1=4.4/-/0"));
        CHECK_STR(sums(&l, l.city, "2006", 0),
                  S("city=-/7.7/0 a=-/1.1/0 a1=1.1/-/0 b=-/6.6/0 a2=2.2/-/0 b1=4.4/-/0"));
        CHECK_STR(sums(&l, l.b, "2006", 0), S("b=-/6.6/0 a2=2.2/-/0 b1=4.4/-/0"));
        /* Before the change was entered, 2006 stood under the parents of 2005. */
        CHECK_STR(tree_text(&l, l.city, "2006-01-01", seq - 1), S("city(a(a1 a2) b(b1))"));
        CHECK_STR(sums(&l, l.b, "2006", seq - 1), S("b=-/4.4/0 b1=4.4/-/0"));
        test_app_close(l.app);
    }
}

TEST(a_unit_s_own_figure_counts_before_the_sum_below_it_and_gaps_are_counted)
{
    struct land l = land_made(DIALECT_SQLITE);
    figure(&l, l.a1, "2005", "1.1");
    figure(&l, l.b, "2005", "9");
    CHECK_STR(sums(&l, l.city, "2005", 0), S("city=-/10.1/1 a=-/1.1/1 a1=1.1/-/0 b=9.0/-/1"));
    figure(&l, l.b1, "2005", "4.4");
    CHECK_STR(sums(&l, l.city, "2005", 0),
              S("city=-/10.1/1 a=-/1.1/1 a1=1.1/-/0 b=9.0/4.4/0 b1=4.4/-/0"));
    test_app_close(l.app);
}

TEST(what_does_not_add_up_has_no_sum)
{
    struct land l = land_made(DIALECT_SQLITE);
    struct fail no = {0};
    struct rollup r = {0};
    struct rollup_query q = {.root = l.city, .indicator = l.rate};
    REQUIRE(period_parse(S("2005"), &q.period));
    struct call c = county_call(l.app, caller_system());
    CHECK_INT(unit_rollup(&c, &q, &r, &no), ERR_INVALID);
    call_done(&c);
    test_app_close(l.app);
}

TEST(a_merger_takes_along_what_was_below_and_keeps_the_past)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        all_figures(&l, "2005");
        all_figures(&l, "2006");
        int64_t before = test_number(l.app, "SELECT count(*) FROM journal");
        struct unit_step step = {.change = UNIT_CHANGE_merge, .unit = l.b, .other = l.a};
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, NULL), OK);
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM journal"), before + 1);
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM unit_change WHERE change = 'merge'"), 1);
        CHECK_STR(tree_text(&l, l.city, "2005-12-31", 0), S("city(a(a1 a2) b(b1))"));
        CHECK_STR(tree_text(&l, l.city, "2006-01-01", 0), S("city(a(a1 a2 b1))"));
        CHECK_STR(sums(&l, l.city, "2005", 0),
                  S("city=-/7.7/0 a=-/3.3/0 a1=1.1/-/0 a2=2.2/-/0 b=-/4.4/0 b1=4.4/-/0"));
        CHECK_STR(sums(&l, l.city, "2006", 0),
                  S("city=-/7.7/0 a=-/7.7/0 a1=1.1/-/0 a2=2.2/-/0 b1=4.4/-/0"));
        /* It has ended: nothing more can happen to it. */
        struct str said = {0};
        step = (struct unit_step){.change = UNIT_CHANGE_rename, .unit = l.b, .name_zh = S("乙")};
        CHECK_INT(apply(&l, step, "2007-01-01", NULL, &said), ERR_INVALID);
        CHECK_STR(said, S("closed"));
        test_app_close(l.app);
    }
}

TEST(a_split_leaves_the_old_unit_and_begins_a_new_one_on_that_day)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        struct str said = {0};
        int64_t part =
            county_make(l.app, &unit_entity, 0,
                        text("code=a3;name_zh=a3;level=township;parent=#%lld;valid_from=2006-07-01",
                             (long long)l.a));
        struct unit_step step = {.change = UNIT_CHANGE_split, .unit = l.a1, .other = part};
        /* The day is that of the new unit's beginning. */
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, &said), ERR_INVALID);
        CHECK_INT(apply(&l, step, "2006-07-01", NULL, NULL), OK);
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM unit_change WHERE change = 'split'"), 1);
        CHECK_STR(tree_text(&l, l.a, "2006-06-30", 0), S("a(a1 a2)"));
        CHECK_STR(tree_text(&l, l.a, "2006-07-01", 0), S("a(a1 a2 a3)"));
        test_app_close(l.app);
    }
}

TEST(a_renamed_and_recoded_unit_has_its_old_name_on_old_days)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        struct unit_step name = {.change = UNIT_CHANGE_rename, .unit = l.a1, .name_zh = S("新镇")};
        struct unit_step code = {.change = UNIT_CHANGE_recode, .unit = l.a1, .code = S("a9")};
        CHECK_INT(apply(&l, name, "2003-01-01", NULL, NULL), OK);
        CHECK_INT(apply(&l, code, "2004-01-01", NULL, NULL), OK);
        CHECK_STR(tree_text(&l, l.a, "2002-12-31", 0), S("a(a1 a2)"));
        CHECK_STR(tree_text(&l, l.a, "2003-06-01", 0), S("a(新镇 a2)"));
        CHECK_STR(tree_text(&l, l.a, "2004-01-01", 0), S("a(a2 新镇)")); /* by code */
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM unit_version"), 2);
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM unit WHERE code = 'a9'"), 1);
        test_app_close(l.app);
    }
}

TEST(a_closed_unit_is_there_until_the_day_it_ends)
{
    struct land l = land_made(DIALECT_SQLITE);
    struct unit_step step = {.change = UNIT_CHANGE_close, .unit = l.a2};
    CHECK_INT(apply(&l, step, "2006-03-01", NULL, NULL), OK);
    CHECK_STR(tree_text(&l, l.a, "2006-02-28", 0), S("a(a1 a2)"));
    CHECK_STR(tree_text(&l, l.a, "2006-03-01", 0), S("a(a1)"));
    test_app_close(l.app);
}

TEST(a_change_that_cannot_be_is_refused_and_writes_nothing)
{
    struct land l = land_made(DIALECT_SQLITE);
    struct unit_step first = {.change = UNIT_CHANGE_rename, .unit = l.b1, .name_zh = S("镇")};
    CHECK_INT(apply(&l, first, "2006-05-01", NULL, NULL), OK);
    const struct {
        struct unit_step step;
        const char *day;
        struct str code;
    } wrong[] = {
        {{.change = UNIT_CHANGE_move, .unit = l.a, .other = l.a1}, "2006-01-01", S("cycle")},
        {{.change = UNIT_CHANGE_move, .unit = l.a1, .other = l.a1}, "2006-01-01", S("itself")},
        {{.change = UNIT_CHANGE_move, .unit = l.a1}, "2006-01-01", S("missing")},
        {{.change = UNIT_CHANGE_merge, .unit = l.city, .other = l.a}, "2006-01-01", S("cycle")},
        {{.change = UNIT_CHANGE_rename, .unit = l.a1}, "2006-01-01", S("missing")},
        {{.change = UNIT_CHANGE_recode, .unit = l.a1}, "2006-01-01", S("missing")},
        /* On the first day of the present version, or before it. */
        {{.change = UNIT_CHANGE_rename, .unit = l.b1, .name_zh = S("x")}, "2006-05-01", S("order")},
        {{.change = UNIT_CHANGE_close, .unit = l.b1}, "1999-01-01", S("order")},
        {{.change = UNIT_CHANGE_open, .unit = l.a1}, "2006-01-01", S("order")},
        {{.change = UNIT_CHANGE_close, .unit = l.a}, "2006-01-01", S("used")},
        /* What is below has changed since: it would be two things on one day. */
        {{.change = UNIT_CHANGE_merge, .unit = l.b, .other = l.a}, "2006-04-01", S("order")},
    };
    int64_t before = test_number(l.app, "SELECT max(seq) FROM journal");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct str said = {0};
        CHECK_INT(apply(&l, wrong[i].step, wrong[i].day, NULL, &said), ERR_INVALID);
        CHECK_STR(said, wrong[i].code);
    }
    CHECK_INT(test_number(l.app, "SELECT max(seq) FROM journal"), before);
    test_app_close(l.app);
}

TEST(only_a_system_administrator_of_the_county_changes_its_units)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    for (int role = 0; role < POST_ROLE_COUNT; role++)
        for (int county = 0; county < COUNTIES; county++) {
            struct receipt receipt = {0};
            struct fail no = {0};
            struct unit_step step = {
                .change = UNIT_CHANGE_rename, .unit = t.town[ANJI], .name_zh = S("新镇")};
            struct call c = county_call(t.app, caller_as(&t, county, (enum post_role)role));
            step.on = c.today;
            bool is_right = role == POST_ROLE_sysadmin && county == ANJI;
            CHECK_INT(unit_apply(&c, &step, &receipt, &no) == OK, is_right);
            call_done(&c);
        }
    test_app_close(t.app);
}

TEST(a_moved_unit_belongs_to_its_new_county)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller there = caller_as(&t, CHANGXING, POST_ROLE_sysadmin);
        struct receipt receipt = {0};
        struct unit_step step = {
            .change = UNIT_CHANGE_move, .unit = t.town[ANJI], .other = t.county[CHANGXING]};
        CHECK(!county_sees(t.app, there, &unit_entity, t.town[ANJI]));
        struct call c = county_call(t.app, caller_system());
        step.on = c.today;
        MUST_DO(unit_apply(&c, &step, &receipt, &why));
        call_done(&c);
        CHECK(county_sees(t.app, there, &unit_entity, t.town[ANJI]));
        CHECK(!county_sees(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin), &unit_entity,
                           t.town[ANJI]));
        test_app_close(t.app);
    }
}

TEST(where_a_unit_stands_changes_by_a_dated_change_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        const char *under_b = text("parent=#%lld", (long long)l.b);
        int64_t before = test_number(l.app, "SELECT max(seq) FROM journal");
        CHECK_INT(county_update(l.app, caller_system(), &unit_entity, l.a1, under_b), ERR_INVALID);
        CHECK_STR(county_problem(), S("dated"));
        CHECK_HAS(county_said(), str_of(text("/units/%lld/change", (long long)l.a1)));
        CHECK_HAS(county_said(), S("2000-01-01"));
        CHECK_INT(test_number(l.app, "SELECT max(seq) FROM journal"), before);
        /* What stays as it is may be sent along. */
        CHECK_INT(county_update(l.app, caller_system(), &unit_entity, l.a1,
                                text("parent=#%lld;name_zh=甲", (long long)l.a)),
                  OK);
        /* Entered wrongly from the start: as if it had never stood elsewhere. */
        struct unit_step step = {.change = UNIT_CHANGE_move, .unit = l.a1, .other = l.b};
        CHECK_INT(apply(&l, step, "2000-01-01", NULL, NULL), OK);
        CHECK_STR(tree_text(&l, l.city, "2000-01-01", 0), S("city(a(a2) b(甲 b1))"));
        CHECK_INT(test_number(l.app, "SELECT count(*) FROM unit_version"), 0);
        CHECK_INT(
            test_number(l.app, text("SELECT owner FROM unit WHERE id = %lld", (long long)l.a1)),
            l.b);
        test_app_close(l.app);
    }
}

TEST(a_unit_does_not_get_the_national_code_that_another_county_has)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        struct str said = S("");
        (void)unit(l.app, "330523100", l.a, "township");
        (void)unit(l.app, "office", l.a, "department");
        struct unit_step step = {
            .change = UNIT_CHANGE_recode, .unit = l.b1, .code = S("330523100")};
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, &said), ERR_INVALID);
        CHECK_STR(said, S("elsewhere"));
        step.code = S("office"); /* every county may have one of its own */
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, NULL), OK);
        test_app_close(l.app);
    }
}

static void own_field(const struct land *l, int64_t owner, const char *kind)
{
    (void)county_make(l->app, &extra_field_entity, owner,
                      text("entity=unit;code=since;label_zh=时间;help_zh=时间;kind=%s", kind));
}

TEST(a_unit_does_not_move_to_where_its_own_fields_mean_another_kind)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        struct str said = S("");
        int64_t c = unit(l.app, "c", l.city, "county");
        struct unit_step step = {.change = UNIT_CHANGE_move, .unit = l.a1, .other = l.b};
        own_field(&l, l.a, "int"); /* above what moves */
        own_field(&l, l.b, "date");
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, &said), ERR_INVALID);
        CHECK_STR(said, S("other_kind"));
        step.other = c; /* has no such field */
        CHECK_INT(apply(&l, step, "2006-01-01", NULL, NULL), OK);
        test_app_close(l.app);
    }
}

static enum err change_as(const struct counties *t, struct caller who, int64_t document)
{
    struct receipt receipt = {0};
    struct fail no = {0};
    struct call c = county_call(t->app, who);
    struct unit_step step = {.change = UNIT_CHANGE_rename,
                             .unit = t->town[ANJI],
                             .name_zh = S("新名"),
                             .on = c.today,
                             .document = document};
    enum err err = unit_apply(&c, &step, &receipt, &no);
    call_done(&c);
    return err;
}

/* Who runs the system keeps the orders that units are changed by, and sees no other paper. */
TEST(a_change_names_its_order_and_its_maker_sees_no_other_paper)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        int64_t order = county_make(t.app, &document_entity, t.county[ANJI],
                                    "title=关于更名的批复;type=organisation");
        int64_t paper = county_make(t.app, &document_entity, t.county[ANJI], "title=会议纪要");
        CHECK(county_sees(t.app, who, &document_entity, order));
        CHECK(!county_sees(t.app, who, &document_entity, paper));
        int64_t made = 0;
        CHECK_INT(
            county_create(t.app, who, &document_entity, 0, "title=批复;type=organisation", &made),
            OK);
        CHECK_INT(county_create(t.app, who, &document_entity, 0, "title=公文", &made),
                  ERR_FORBIDDEN);
        CHECK_INT(county_update(t.app, who, &document_entity, order, "type=paper"), ERR_FORBIDDEN);
        CHECK_INT(change_as(&t, who, paper), ERR_INVALID);
        CHECK_INT(change_as(&t, who, order), OK);
        CHECK_INT(test_number(t.app, "SELECT document FROM unit_change WHERE change = 'rename'"),
                  order);
        test_app_close(t.app);
    }
}

static int64_t owner_of(const struct counties *t, const char *table, int64_t id)
{
    return test_number(t->app, text("SELECT owner FROM %s WHERE id = %lld", table, (long long)id));
}

TEST(people_whose_posts_are_all_in_a_moved_unit_go_with_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t stays = t.account[ANJI][POST_ROLE_leader];
        int64_t goes = t.account[ANJI][POST_ROLE_reporter];
        int64_t desk = county_make(
            t.app, &post_entity, 0,
            text("unit=#%lld;code=desk;name_zh=值班;role=reporter", (long long)t.town[ANJI]));
        (void)county_make(t.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;held_from=2006-01-01", (long long)stays,
                               (long long)desk));
        (void)county_make(t.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;held_from=2005-01-01;held_to=2005-06-01",
                               (long long)goes, (long long)desk));
        struct unit_step step = {
            .change = UNIT_CHANGE_move, .unit = t.bureau[ANJI], .other = t.county[CHANGXING]};
        /* Both counties call theirs the same. */
        int64_t same[] = {t.bureau[CHANGXING], t.section[CHANGXING]};
        for (int i = 0; i < ARRAY_LEN(same); i++)
            CHECK_INT(county_update(t.app, caller_system(), &unit_entity, same[i],
                                    text("code=other-%d", i)),
                      OK);
        struct receipt receipt = {0};
        struct call c = county_call(t.app, caller_system());
        step.on = c.today;
        MUST_DO(unit_apply(&c, &step, &receipt, &why));
        call_done(&c);
        CHECK_INT(owner_of(&t, "account", goes), t.county[CHANGXING]);
        CHECK_INT(owner_of(&t, "account", stays), t.county[ANJI]);
        CHECK_INT(owner_of(&t, "unit", t.section[ANJI]), t.county[CHANGXING]);
        struct caller keeper = caller_as(&t, CHANGXING, POST_ROLE_secadmin);
        CHECK(county_sees(t.app, keeper, &account_entity, goes));
        CHECK(!county_sees(t.app, keeper, &account_entity, stays));
        CHECK(county_sees(t.app, keeper, &holding_entity, t.holding[ANJI][POST_ROLE_reporter]));
        CHECK(county_sees(t.app, caller_as(&t, CHANGXING, POST_ROLE_sysadmin), &post_entity,
                          t.post[ANJI][POST_ROLE_reporter]));
        test_app_close(t.app);
    }
}

static int64_t empty_post(const struct counties *t, const char *code)
{
    return county_make(
        t->app, &post_entity, 0,
        text("unit=#%lld;code=%s;name_zh=空;role=reporter", (long long)t->bureau[ANJI], code));
}

TEST(a_post_changes_its_unit_only_before_anybody_held_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        const char *to_town = text("unit=#%lld", (long long)t.town[ANJI]);
        int64_t post = empty_post(&t, "new");
        CHECK_INT(county_update(t.app, who, &post_entity, post, to_town), OK);
        CHECK_INT(owner_of(&t, "post", post), t.town[ANJI]);
        post = empty_post(&t, "old");
        (void)county_make(t.app, &holding_entity, 0,
                          text("account=#%lld;post=#%lld;held_from=2005-01-01;held_to=2005-06-01",
                               (long long)t.account[ANJI][POST_ROLE_reporter], (long long)post));
        CHECK_INT(county_update(t.app, who, &post_entity, post, to_town), ERR_INVALID);
        CHECK_STR(county_problem(), S("held"));
        CHECK_INT(owner_of(&t, "post", post), t.bureau[ANJI]);
        test_app_close(t.app);
    }
}

/* --- one level ----------------------------------------------------------------------------------
 */

/* "a b" of what stands right below a unit on a day, "+" behind those with more below. */
static struct str level_text(struct app *app, struct caller who, int64_t parent, const char *day)
{
    struct call c = county_call(app, who);
    struct unit_below_query q = {.parent = parent, .limit = 100};
    struct unit_below below = {0};
    struct buf b = buf_on(t_arena(), 64 * KIB);
    REQUIRE(date_parse(str_of(day), &q.date));
    MUST_DO(units_below(&c, &q, &below, &why));
    for (ptrdiff_t i = 0; i < below.units.n; i++)
        buf_fmt(&b, "%s%.*s%s", i > 0 ? " " : "", STR_ARG(below.units.at[i].code),
                below.units.at[i].has_below ? "+" : "");
    call_done(&c);
    return buf_str(&b);
}

TEST(a_level_is_that_of_its_day)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        struct unit_step move = {.change = UNIT_CHANGE_move, .unit = l.b1, .other = l.a};
        struct unit_step end = {.change = UNIT_CHANGE_close, .unit = l.a2};
        CHECK_INT(apply(&l, move, "2006-01-01", NULL, NULL), OK);
        CHECK_INT(apply(&l, end, "2007-01-01", NULL, NULL), OK);
        CHECK_STR(level_text(l.app, caller_system(), 0, "2005-12-31"), S("city+"));
        CHECK_STR(level_text(l.app, caller_system(), l.city, "2005-12-31"), S("a+ b+"));
        CHECK_STR(level_text(l.app, caller_system(), l.city, "2006-01-01"), S("a+ b"));
        CHECK_STR(level_text(l.app, caller_system(), l.a, "2005-12-31"), S("a1 a2"));
        CHECK_STR(level_text(l.app, caller_system(), l.a, "2006-01-01"), S("a1 a2 b1"));
        CHECK_STR(level_text(l.app, caller_system(), l.a, "2007-01-01"), S("a1 b1"));
        CHECK_STR(level_text(l.app, caller_system(), l.city, "1999-12-31"), S(""));
        test_app_close(l.app);
    }
}

TEST(of_a_level_above_the_county_only_the_way_down_is_seen)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_statistics);
        struct str all = level_text(t.app, caller_system(), t.city, "2026-01-01");
        struct str own = level_text(t.app, who, t.city, "2026-01-01");
        CHECK(str_find(all, S(" ")) > 0);
        CHECK(own.len > 0 && str_find(own, S(" ")) < 0);
        CHECK(level_text(t.app, who, t.county[ANJI], "2026-01-01").len > own.len);
        CHECK_STR(level_text(t.app, who, 0, "2026-01-01"),
                  level_text(t.app, who, t.county[ANJI], "2026-01-01"));
        struct call c = county_call(t.app, who);
        struct unit_below_query q = {.parent = t.county[CHANGXING], .date = c.today, .limit = 9};
        struct unit_below below = {0};
        struct fail no = {0};
        CHECK_INT(units_below(&c, &q, &below, &no), ERR_NOT_FOUND);
        call_done(&c);
        test_app_close(t.app);
    }
}
