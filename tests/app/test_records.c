/*
 * test_records.c -- records of any entity through the program's own rules, on both engines.
 */
#include "app/county.h"
#include "entity/document.h"
#include "entity/extra_field.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/unit.h"

TEST(codes_name_the_nearest_record_and_ids_are_taken_too)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller stats = caller_as(&t, CHANGXING, POST_ROLE_statistics);
        int64_t id = 0;
        /* Both counties have a unit "tjj": each means its own. */
        CHECK_INT(county_create(t.app, stats, &indicator_entity, 0,
                                "code=gdp;name_zh=地区生产总值;measure_zh=亿元;source_unit=tjj",
                                &id),
                  OK);
        CHECK_STR(county_field(t.app, stats, &indicator_entity, id, "source_unit"),
                  str_of(text("%lld", (long long)t.bureau[CHANGXING])));
        CHECK_INT(county_update(t.app, stats, &indicator_entity, id,
                                text("source_unit=%lld", (long long)t.section[CHANGXING])),
                  OK);
        CHECK_INT(county_update(t.app, stats, &indicator_entity, id, "source_unit=330522/nobody"),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("unknown_reference"));
        /* What cannot be read cannot be referred to. */
        CHECK_INT(county_update(t.app, stats, &indicator_entity, id,
                                text("source_unit=#%lld", (long long)t.town[ANJI])),
                  ERR_INVALID);
        test_app_close(t.app);
    }
}

TEST(a_name_in_the_place_of_a_code_is_turned_down_with_the_code)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller stats = caller_as(&t, ANJI, POST_ROLE_statistics);
        int64_t id = 0;
        CHECK_INT(county_create(t.app, stats, &indicator_entity, 0,
                                "code=x;name_zh=x;measure_zh=x;source_unit=安吉县", &id),
                  ERR_INVALID);
        CHECK_HAS(county_said(), S("330523"));
        test_app_close(t.app);
    }
}

TEST(a_change_of_an_old_version_is_refused)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct fail why = {0};
        struct input in = {.field = S("short_zh"), .text = S("一")};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_sysadmin));
        CHECK_INT(records_update(&c, &unit_entity, t.town[ANJI], 1, &in, 1, &why), OK);
        in.text = S("二");
        CHECK_INT(records_update(&c, &unit_entity, t.town[ANJI], 1, &in, 1, &why), ERR_STALE);
        CHECK_INT(records_update(&c, &unit_entity, t.town[ANJI], 2, &in, 1, &why), OK);
        call_done(&c);
        CHECK_STR(county_field(t.app, caller_system(), &unit_entity, t.town[ANJI], "short_zh"),
                  S("二"));
        test_app_close(t.app);
    }
}

TEST(a_record_is_voided_with_a_reason_and_its_past_stays)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct fail why = {0};
        struct shape s = {0};
        struct pasts pasts = {0};
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        int64_t id = 0;
        CHECK_INT(county_create(t.app, head, &document_entity, 0, "title=会议纪要", &id), OK);
        struct call c = county_call(t.app, head);
        CHECK_INT(records_void(&c, &document_entity, id, 0, S("  "), &why), ERR_INVALID);
        CHECK_INT(records_void(&c, &document_entity, id, 0, S("登记重复"), &why), OK);
        CHECK_INT(records_past(&c, &document_entity, id, &s, &pasts, &why), OK);
        REQUIRE(pasts.n == 1);
        CHECK(pasts.at[0].to_seq > 0);
        call_done(&c);
        CHECK(!county_sees(t.app, head, &document_entity, id));
        test_app_close(t.app);
    }
}

TEST(a_unit_never_stands_below_itself)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller admin = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        CHECK_INT(county_update(t.app, admin, &unit_entity, t.bureau[ANJI],
                                text("parent=#%lld", (long long)t.section[ANJI])),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("cycle"));
        test_app_close(t.app);
    }
}

static ptrdiff_t list_count(struct app *app, struct caller who, const struct entity *e,
                            const char *filters, enum err want)
{
    ptrdiff_t n = 0;
    struct fail why = {0};
    struct shape s = {0};
    struct page page = {0};
    struct call c = county_call(app, who);
    struct list_query q = {.e = e, .filters = county_inputs(filters, &n), .limit = 500};
    q.n_filters = n;
    CHECK_INT(records_list(&c, &q, &s, &page, &why), want);
    call_done(&c);
    return want == OK ? page.n : c.problems.n;
}

TEST(lists_are_filtered_by_words_and_unknown_words_are_told_together)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller head = caller_as(&t, ANJI, POST_ROLE_unit_head);
        CHECK_INT(list_count(t.app, head, &unit_entity, "parent=330523", OK), 2);
        CHECK_INT(list_count(t.app, head, &unit_entity, "level.in=township,office", OK), 2);
        CHECK_INT(list_count(t.app, head, &unit_entity, "code.contains=tjj", OK), 2);
        CHECK_INT(list_count(t.app, head, &unit_entity, "closed_on.null=yes;level=township", OK),
                  1);
        CHECK_INT(list_count(t.app, head, &unit_entity, "closed_on.null=no", OK), 0);
        CHECK_INT(list_count(t.app, head, &unit_entity, "code.ge=330523;code.lt=4", OK), 2);
        /* The county, what is in it, and the city above: nothing of the neighbour's. */
        CHECK_INT(list_count(t.app, head, &unit_entity, "", OK), 5);
        CHECK_INT(list_count(t.app, head, &unit_entity,
                             "nonsense=1;level.like=x;level=nowhere;parent=none;code.null=maybe",
                             ERR_INVALID),
                  5);
        test_app_close(t.app);
    }
}

/* --- a county's own fields -------------------------------------------------------------------- */

static void own_fields(struct counties *t)
{
    (void)county_make(
        t->app, &extra_field_entity, t->county[ANJI],
        "entity=document;code=subject_words;label_zh=主题词;help_zh=公文末尾;kind=text");
    (void)county_make(
        t->app, &extra_field_entity, t->county[CHANGXING],
        "entity=document;code=copies;label_zh=份数;help_zh=印发份数;kind=int;required=yes");
}

TEST(each_county_has_its_own_fields_beside_the_other)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller anji = caller_as(&t, ANJI, POST_ROLE_leader);
        struct caller other = caller_as(&t, CHANGXING, POST_ROLE_leader);
        int64_t a = 0;
        int64_t b = 0;
        own_fields(&t);
        CHECK_INT(
            county_create(t.app, anji, &document_entity, 0, "title=甲;subject_words=经济 发展", &a),
            OK);
        CHECK_INT(county_create(t.app, anji, &document_entity, 0, "title=乙;copies=3", &b),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("unknown"));
        CHECK_INT(county_create(t.app, other, &document_entity, 0, "title=丙", &b), ERR_INVALID);
        CHECK_STR(county_problem(), S("missing"));
        CHECK_INT(county_create(t.app, other, &document_entity, 0, "title=丙;copies=3", &b), OK);
        CHECK_STR(county_field(t.app, anji, &document_entity, a, "subject_words"), S("经济 发展"));
        CHECK_STR(county_field(t.app, other, &document_entity, b, "copies"), S("3"));
        CHECK_INT(county_update(t.app, other, &document_entity, b, "copies=许多"), ERR_INVALID);
        CHECK_INT(list_count(t.app, anji, &document_entity, "subject_words.contains=发展", OK), 1);
        CHECK_INT(list_count(t.app, other, &document_entity, "copies.ge=3", OK), 1);
        CHECK_INT(list_count(t.app, other, &document_entity, "subject_words=x", ERR_INVALID), 1);
        test_app_close(t.app);
    }
}

TEST(an_own_field_is_no_longer_asked_for_from_its_last_day_on)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller other = caller_as(&t, CHANGXING, POST_ROLE_leader);
        int64_t id = 0;
        (void)county_make(t.app, &extra_field_entity, t.county[CHANGXING],
                          "entity=document;code=old;label_zh=旧;help_zh=旧;kind=text;required=yes;"
                          "valid_to=2020-01-01");
        CHECK_INT(county_create(t.app, other, &document_entity, 0, "title=丁", &id), OK);
        test_app_close(t.app);
    }
}

static const char *rank_field(const char *kind)
{
    return text("entity=unit;code=rank_no;label_zh=序号;help_zh=序号;kind=%s", kind);
}

/* Above and below one another, and over time, a code has one kind: 20060620 is no day. */
TEST(an_own_field_has_the_kind_of_its_namesakes_above_below_and_before)
{
    static const struct {
        const char *kind;
        bool is_changxing;
        enum err want;
    } cases[] = {
        {"date", false, ERR_INVALID}, {"decimal", false, ERR_INVALID},
        {"text", true, ERR_INVALID},  {"int", true, OK},
        {"int", false, OK},
    };
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller machine = caller_system();
        int64_t id = 0;
        int64_t city = county_make(t.app, &extra_field_entity, t.city, rank_field("int"));
        for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++) {
            int64_t owner = t.county[cases[i].is_changxing ? CHANGXING : ANJI];
            CHECK_INT(county_create(t.app, machine, &extra_field_entity, owner,
                                    rank_field(cases[i].kind), &id),
                      cases[i].want);
            CHECK_STR(county_problem(), cases[i].want == OK ? S("") : S("other_kind"));
        }
        /* Of another entity it is another field. */
        CHECK_INT(county_create(t.app, machine, &extra_field_entity, t.county[ANJI],
                                "entity=post;code=rank_no;label_zh=序号;help_zh=序号;kind=date",
                                &id),
                  OK);
        /* From below the same; and voiding does not free the code for another kind. */
        (void)county_make(t.app, &extra_field_entity, t.county[ANJI],
                          "entity=unit;code=since;label_zh=起;help_zh=起;kind=date");
        CHECK_INT(county_create(t.app, machine, &extra_field_entity, t.city,
                                "entity=unit;code=since;label_zh=起;help_zh=起;kind=int", &id),
                  ERR_INVALID);
        struct call c = county_call(t.app, machine);
        MUST_DO(records_void(&c, &extra_field_entity, city, 0, S("误建"), &why));
        call_done(&c);
        CHECK_INT(
            county_create(t.app, machine, &extra_field_entity, t.city, rank_field("text"), &id),
            ERR_INVALID);
        CHECK_HAS(county_said(), S("rank_no"));
        CHECK_INT(
            county_create(t.app, machine, &extra_field_entity, t.city, rank_field("int"), &id), OK);
        test_app_close(t.app);
    }
}

TEST(an_indicator_with_figures_keeps_what_they_mean)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller stats = caller_as(&t, ANJI, POST_ROLE_statistics);
        int64_t id = county_make(t.app, &indicator_entity, t.county[ANJI],
                                 "code=x;name_zh=x;measure_zh=亿元;cumulative=no");
        CHECK_INT(county_update(t.app, stats, &indicator_entity, id, "cumulative=yes"), OK);
        (void)county_make(t.app, &observation_entity, 0,
                          text("subject=#%lld;indicator=#%lld;period=2025;value=2.49",
                               (long long)t.county[ANJI], (long long)id));
        const char *const changes[] = {"cumulative=no", "frequency=year", "basis=management",
                                       "measure_zh=万元", "decimals=1"};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(changes); i++) {
            CHECK_INT(county_update(t.app, stats, &indicator_entity, id, changes[i]), ERR_INVALID);
            CHECK_STR(county_problem(), S("has_figures"));
        }
        CHECK_INT(county_update(t.app, stats, &indicator_entity, id, "name_zh=y;decimals=3"), OK);
        test_app_close(t.app);
    }
}

/* The statistics law asks for figures that are true: nobody has those of a year that is not over.
 */
TEST(a_running_total_waits_until_its_last_month_has_begun)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller stats = caller_as(&t, ANJI, POST_ROLE_statistics);
        int64_t indicator = county_make(t.app, &indicator_entity, t.county[ANJI],
                                        "code=x;name_zh=x;measure_zh=亿元");
        struct call c = county_call(t.app, stats);
        struct ymd later = date_ymd(c.today + 40);
        call_done(&c);
        int64_t id = 0;
        const char *early =
            text("subject=#%lld;indicator=#%lld;period=%d-01..%02d;value=1",
                 (long long)t.county[ANJI], (long long)indicator, later.year, later.month);
        CHECK_INT(county_create(t.app, stats, &observation_entity, 0, early, &id), ERR_INVALID);
        CHECK_STR(county_problem(), S("future"));
        test_app_close(t.app);
    }
}
