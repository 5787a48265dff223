/*
 * test_matter.c -- who sees matters, what holds for them, and how they come and go as files.
 */
#include "app/county.h"
#include "app/export.h"
#include "app/import.h"
#include "core/flow.h"
#include "entity/category.h"
#include "entity/extra_field.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/request.h"
#include "entity/supervision.h"

/* --- the words it shares with the flows ------------------------------------------------------- */

TEST(a_matter_stands_where_the_flows_know_and_begins_where_they_begin)
{
    CHECK_INT(MATTER_STATE_COUNT, STATE_COUNT);
    for (int i = 0; i < STATE_COUNT; i++) {
        CHECK_STR(matter_states[i].code, matter_state_code((enum matter_state)i));
        CHECK(matter_states[i].label == matter_state_label((enum matter_state)i));
    }
    for (int i = 0; entities[i]; i++) {
        const struct flow *flow = flow_of(entities[i]->name);
        if (entities[i]->base != &matter_entity)
            continue;
        REQUIRE(flow);
        CHECK_STR(entities[i]->fields[MATTER_state].dflt, matter_state_code(flow->states[0].state));
    }
}

/* --- who sees it ------------------------------------------------------------------------------ */

static bool sees(struct counties *t, int county, enum post_role role, const struct entity *e,
                 int64_t id)
{
    return county_sees(t->app, caller_as(t, county, role), e, id);
}

static int64_t listed(struct app *app, struct caller who, const struct entity *e)
{
    struct call c = county_call(app, who);
    struct shape shape = entity_shape(e);
    struct scope scope = scope_to_read(&c, e);
    struct select q = {.shape = &shape, .scope = &scope};
    int64_t n = 0;
    MUST_DO(view_count(c.view, &q, &n, &why));
    call_done(&c);
    return n;
}

TEST(a_party_of_another_county_sees_a_matter_and_its_parties_and_nobody_else_there_does)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id = county_make(t.app, &problem_entity, t.town[ANJI], "title=界河治理");
        (void)county_make(t.app, &problem_entity, t.town[ANJI], "title=别的");
        CHECK(sees(&t, ANJI, POST_ROLE_promotion, &problem_entity, id));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_promotion, &problem_entity, id));
        int64_t party = county_make(t.app, &matter_party_entity, 0,
                                    text("matter=#%lld;role=joint;post=#%lld", (long long)id,
                                         (long long)t.post[CHANGXING][POST_ROLE_promotion]));
        CHECK(sees(&t, CHANGXING, POST_ROLE_promotion, &problem_entity, id));
        CHECK(sees(&t, CHANGXING, POST_ROLE_promotion, &matter_entity, id));
        CHECK(sees(&t, CHANGXING, POST_ROLE_promotion, &matter_party_entity, party));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_supervision, &problem_entity, id));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_supervision, &matter_party_entity, party));
        struct caller who = caller_as(&t, CHANGXING, POST_ROLE_promotion);
        CHECK_INT(listed(t.app, who, &matter_entity), 1);
        CHECK_INT(listed(t.app, who, &matter_party_entity), 1);
        /* To see is not to change. */
        CHECK_INT(county_update(t.app, who, &problem_entity, id, "title=改"), ERR_FORBIDDEN);
        test_app_close(t.app);
    }
}

TEST(a_matter_for_few_is_seen_by_its_parties_the_two_offices_and_who_heads_its_unit)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t id =
            county_make(t.app, &problem_entity, t.bureau[ANJI], "title=纠纷;visibility=few");
        (void)county_make(t.app, &matter_party_entity, 0,
                          text("matter=#%lld;role=linked;post=#%lld", (long long)id,
                               (long long)t.post[ANJI][POST_ROLE_leader]));
        static const struct {
            enum post_role role;
            bool sees;
        } rows[] = {
            {POST_ROLE_promotion, true}, {POST_ROLE_supervision, true},
            {POST_ROLE_leader, true},    {POST_ROLE_secretary, false},
            {POST_ROLE_unit_head, true}, {POST_ROLE_reporter, false},
            {POST_ROLE_owner, false},    {POST_ROLE_sysadmin, false},
        };
        for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
            CHECK(sees(&t, ANJI, rows[i].role, &problem_entity, id) == rows[i].sees);
            CHECK(sees(&t, ANJI, rows[i].role, &matter_entity, id) == rows[i].sees);
        }
        /* A secretary who acts for a party sees what that one sees. */
        struct caller secretary = caller_as(&t, ANJI, POST_ROLE_secretary);
        secretary.on_behalf = t.post[ANJI][POST_ROLE_leader];
        CHECK(county_sees(t.app, secretary, &problem_entity, id));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_promotion, &problem_entity, id));
        /* Another unit's head and leader are no more than others; the county's sees all of it. */
        int64_t away = county_make(t.app, &problem_entity, t.town[ANJI], "title=纠;visibility=few");
        struct caller head = caller_as(&t, ANJI, POST_ROLE_leader);
        CHECK(!sees(&t, ANJI, POST_ROLE_unit_head, &problem_entity, away));
        CHECK(!county_sees(t.app, head, &matter_entity, away));
        head.unit = t.county[ANJI];
        CHECK(county_sees(t.app, head, &matter_entity, away));
        CHECK(county_sees(t.app, head, &problem_entity, id));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_leader, &problem_entity, away));
        test_app_close(t.app);
    }
}

TEST(whom_a_matter_names_sees_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        long long lead = t.bureau[CHANGXING];
        long long post = t.post[CHANGXING][POST_ROLE_leader];
        int64_t led = county_make(t.app, &problem_entity, t.town[ANJI],
                                  text("title=甲;visibility=few;lead=#%lld", lead));
        int64_t helped = county_make(t.app, &problem_entity, t.town[ANJI],
                                     text("title=乙;visibility=few;help_unit=#%lld", lead));
        int64_t asked = county_make(t.app, &request_entity, t.town[ANJI],
                                    text("title=丙;visibility=few;decider=#%lld", post));
        CHECK(sees(&t, CHANGXING, POST_ROLE_owner, &problem_entity, led));
        CHECK(sees(&t, CHANGXING, POST_ROLE_owner, &matter_entity, helped));
        CHECK(sees(&t, CHANGXING, POST_ROLE_leader, &request_entity, asked));
        CHECK(sees(&t, CHANGXING, POST_ROLE_leader, &matter_entity, asked));
        CHECK(!sees(&t, CHANGXING, POST_ROLE_owner, &matter_entity, asked));
        test_app_close(t.app);
    }
}

TEST(looking_back_shows_a_matter_to_those_who_see_it_today)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct shape s = entity_shape(&problem_entity);
        int64_t id = county_make(t.app, &problem_entity, t.town[ANJI], "title=旧题");
        int64_t seq = test_get(t.app->store, &s, 0, id).seq;
        CHECK_INT(county_update(t.app, caller_system(), &problem_entity, id, "title=新题"), OK);
        struct caller who = caller_as(&t, CHANGXING, POST_ROLE_promotion);
        for (int is_party = 0; is_party < 2; is_party++) {
            struct call c = county_call(t.app, who);
            struct record r = {0};
            struct fail fault = {0};
            struct scope scope = scope_to_read(&c, &problem_entity);
            view_set_as_of(c.view, seq);
            enum err err = view_get(c.view, t_arena(), &s, &scope, id, &r, &fault);
            CHECK_INT(err, is_party ? OK : ERR_NOT_FOUND);
            if (err == OK)
                CHECK_STR(test_text(&s, &r, "title"), S("旧题"));
            call_done(&c);
            if (!is_party)
                (void)county_make(t.app, &matter_party_entity, 0,
                                  text("matter=#%lld;role=asked;unit=#%lld", (long long)id,
                                       (long long)t.bureau[CHANGXING]));
        }
        test_app_close(t.app);
    }
}

/* --- rules ------------------------------------------------------------------------------------ */

TEST(a_matter_begins_with_its_day_its_author_and_where_its_flow_begins)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_unit_head);
        int64_t id = 0;
        CHECK_INT(county_create(t.app, who, &problem_entity, 0, "title=甲;due=2099-12-31", &id),
                  OK);
        CHECK_STR(county_field(t.app, who, &problem_entity, id, "state"), S("draft"));
        CHECK_STR(county_field(t.app, who, &problem_entity, id, "kind"), S("problem"));
        CHECK(county_field(t.app, who, &problem_entity, id, "opened_on").len > 0);
        CHECK_STR(county_field(t.app, who, &problem_entity, id, "author"),
                  str_of(text("%lld", (long long)who.post)));
        /* A draft's term is not given yet. */
        CHECK_STR(county_field(t.app, who, &problem_entity, id, "first_due"), S(""));
        static const char *const typed[] = {"state=closed", "kind=request", "first_due=2006-01-01",
                                            "closed_on=2006-01-01"};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(typed); i++) {
            CHECK_INT(county_update(t.app, who, &problem_entity, id, typed[i]), ERR_INVALID);
            CHECK_STR(county_problem(), S("system"));
        }
        test_app_close(t.app);
    }
}

TEST(a_term_that_was_given_is_not_typed_over)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_promotion);
        const struct entity *e = entity_find(S("commitment")); /* begins in hand */
        int64_t id = 0;
        CHECK_INT(
            county_create(t.app, who, e, 0, "title=甲;opened_on=2006-06-01;due=2006-07-01", &id),
            OK);
        CHECK_INT(county_update(t.app, who, e, id, "due=2006-08-01"), ERR_INVALID);
        CHECK_STR(county_problem(), S("by_move"));
        CHECK_STR(county_field(t.app, who, e, id, "first_due"), S("2006-07-01"));
        CHECK_INT(county_update(t.app, who, e, id, "title=乙"), OK);
        /* What was never said may be filled in. */
        CHECK_INT(county_create(t.app, who, e, 0, "title=丙", &id), OK);
        CHECK_INT(county_update(t.app, who, e, id,
                                text("due=2099-08-01;lead=#%lld", (long long)t.town[ANJI])),
                  OK);
        CHECK_STR(county_field(t.app, who, e, id, "first_due"), S("2099-08-01"));
        CHECK_INT(county_update(t.app, who, e, id, text("lead=#%lld", (long long)t.bureau[ANJI])),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("by_move"));
        test_app_close(t.app);
    }
}

TEST(who_has_moves_in_a_matter_is_named_by_the_office)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        long long own = t.post[ANJI][POST_ROLE_reporter];
        const struct entity *e = entity_find(S("commitment"));
        int64_t id = 0;
        int64_t draft = 0;
        int64_t party = 0;
        CHECK_INT(county_create(t.app, reporter, e, 0, "title=甲;due=2099-07-01", &id), OK);
        CHECK_INT(county_create(t.app, reporter, &problem_entity, 0, "title=乙", &draft), OK);
        const struct {
            int64_t matter;
            const char *role;
            enum err own, office;
        } rows[] = {
            {id, "linked", ERR_INVALID, OK},    {id, "joint", ERR_INVALID, OK},
            {id, "blocked", ERR_INVALID, OK},   {id, "informed", OK, ERR_CONFLICT},
            {draft, "linked", ERR_INVALID, OK}, {draft, "blocked", OK, ERR_CONFLICT},
        };
        for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
            const char *texts = text("matter=#%lld;role=%s;post=#%lld", (long long)rows[i].matter,
                                     rows[i].role, own);
            struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
            CHECK_INT(county_create(t.app, reporter, &matter_party_entity, 0, texts, &party),
                      rows[i].own);
            if (rows[i].own != OK)
                CHECK_STR(county_problem(), S("by_office"));
            CHECK_INT(county_create(t.app, office, &matter_party_entity, 0, texts, &party),
                      rows[i].office);
        }
        CHECK_INT(county_update(t.app, reporter, e, id, text("responsible=#%lld", own)),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("by_office"));
        test_app_close(t.app);
    }
}

static enum err voided(struct app *app, struct caller who, const struct entity *e, int64_t id)
{
    struct fail why = {0};
    struct call c = county_call(app, who);
    enum err err = records_void(&c, e, id, 0, S("录错"), &why);
    call_done(&c);
    return err;
}

TEST(a_matter_and_its_lead_are_not_taken_away)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        long long unit = t.bureau[ANJI];
        int64_t lead = 0;
        int64_t linked = 0;
        int64_t id = county_make(t.app, &problem_entity, unit, text("title=甲;lead=#%lld", unit));
        CHECK_INT(county_create(t.app, office, &matter_party_entity, 0,
                                text("matter=#%lld;role=lead;unit=#%lld", (long long)id, unit),
                                &lead),
                  OK);
        CHECK_INT(county_create(t.app, office, &matter_party_entity, 0,
                                text("matter=#%lld;role=linked;post=#%lld", (long long)id,
                                     (long long)office.post),
                                &linked),
                  OK);
        CHECK_INT(voided(t.app, caller_system(), &problem_entity, id), ERR_INVALID);
        CHECK_INT(voided(t.app, office, &matter_party_entity, lead), ERR_CONFLICT);
        CHECK_INT(voided(t.app, reporter, &matter_party_entity, linked), ERR_FORBIDDEN);
        CHECK_INT(voided(t.app, office, &matter_party_entity, linked), OK);
        /* The draft's lead and the lead among its parties are one. */
        CHECK_INT(county_update(t.app, office, &problem_entity, id,
                                text("lead=#%lld", (long long)t.town[ANJI])),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("lead_differs"));
        test_app_close(t.app);
    }
}

static const struct refusal {
    const char *entity, *texts, *code;
} refusals[] = {
    {"problem", "blocked=没有标题", "missing"},
    {"problem", "title=甲;opened_on=2006-06-01;due=2006-05-31", "order"},
    {"problem", "title=甲;opened_on=2006-06-01;blocked_since=2006-06-02", "order"},
    {"problem", "title=甲;category=closed", "not_in_force"},
    {"supervision", "title=甲;source=instruction", "missing"},
    {"supervision", "title=甲;opened_on=2006-06-01;answer_by=2006-05-31", "order"},
    {"request", "title=甲;opened_on=2006-06-01;answer_by=2006-05-31", "order"},
    {"round", "title=第一次协调会", "missing"},
    {"decision", "title=甲", "missing"},
    {"project", "title=甲;owner_unit=nobody", "unknown_reference"},
    {"dispute", "title=甲;people=0", "range"},
    {"category", "code=x;name_zh=甲;valid_from=2006-06-01;valid_to=2006-06-01", "order"},
};

TEST(what_cannot_be_so_of_a_matter_is_refused)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_promotion);
        (void)county_make(t.app, &category_entity, t.county[ANJI],
                          "code=closed;name_zh=停用;valid_from=2000-01-01;valid_to=2001-01-01");
        for (ptrdiff_t i = 0; i < ARRAY_LEN(refusals); i++) {
            int64_t id = 0;
            const struct refusal *r = &refusals[i];
            CHECK_INT(county_create(t.app, who, entity_find(str_of(r->entity)), 0, r->texts, &id),
                      ERR_INVALID);
            CHECK_STR(county_problem(), str_of(r->code));
        }
        test_app_close(t.app);
    }
}

TEST(a_matter_is_no_part_of_itself)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        int64_t top = county_make(t.app, &problem_entity, t.town[ANJI], "title=上");
        int64_t below = county_make(t.app, &problem_entity, t.town[ANJI],
                                    text("title=下;parent=#%lld", (long long)top));
        struct caller who = caller_as(&t, ANJI, POST_ROLE_promotion);
        CHECK_INT(
            county_update(t.app, who, &problem_entity, top, text("parent=#%lld", (long long)below)),
            ERR_INVALID);
        CHECK_STR(county_problem(), S("cycle"));
        int64_t land =
            county_make(t.app, &category_entity, t.county[ANJI], "code=land;name_zh=土地");
        CHECK_INT(county_update(t.app, who, &category_entity, land, "parent=land"), ERR_INVALID);
        CHECK_STR(county_problem(), S("cycle"));
        test_app_close(t.app);
    }
}

TEST(a_party_is_a_unit_or_a_post_and_one_unit_leads)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_promotion);
        long long unit = t.bureau[ANJI];
        long long id =
            county_make(t.app, &problem_entity, t.town[ANJI], text("title=甲;lead=#%lld", unit));
        long long post = t.post[ANJI][POST_ROLE_leader];
        const struct {
            const char *texts, *code;
        } rows[] = {
            {text("matter=#%lld;role=joint", id), "one_of"},
            {text("matter=#%lld;role=joint;unit=#%lld;post=#%lld", id, unit, post), "one_of"},
            {text("matter=#%lld;role=lead;post=#%lld", id, post), "lead_unit"},
            {text("matter=#%lld;role=lead;unit=#%lld", id, (long long)t.town[ANJI]),
             "lead_differs"},
            {text("matter=#%lld;role=lead;unit=#%lld", id, unit), ""},
            {text("matter=#%lld;role=lead;unit=#%lld", id, (long long)t.town[ANJI]), "lead_once"},
        };
        for (ptrdiff_t i = 0; i < ARRAY_LEN(rows); i++) {
            int64_t made = 0;
            enum err err = county_create(t.app, who, &matter_party_entity, 0, rows[i].texts, &made);
            CHECK_INT(err, rows[i].code[0] ? ERR_INVALID : OK);
            CHECK_STR(county_problem(), str_of(rows[i].code));
        }
        test_app_close(t.app);
    }
}

TEST(a_base_is_written_through_its_kinds_only)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_promotion);
        int64_t made = 0;
        int64_t id = county_make(t.app, &problem_entity, t.town[ANJI], "title=甲");
        CHECK_INT(county_create(t.app, who, &matter_entity, 0, "title=乙", &made), ERR_INVALID);
        CHECK_HAS(county_said(), S("Problems, Items under supervision"));
        CHECK_INT(county_update(t.app, who, &matter_entity, id, "title=乙"), ERR_INVALID);
        CHECK_INT(county_create(t.app, caller_system(), &extra_field_entity, t.county[ANJI],
                                "entity=matter;code=x;label_zh=新;help_zh=新;kind=text", &made),
                  ERR_INVALID);
        struct call c = county_call(t.app, who);
        struct preview p = {0};
        struct fail fault = {0};
        struct import_file file = {
            .e = &matter_entity, .file_name = S("表.csv"), .bytes = S("title\n乙\n")};
        CHECK_INT(import_preview(&c, &file, NULL, &p, &fault), ERR_INVALID);
        CHECK_INT(fault.message.id, MSG_err_base_is_read);
        call_done(&c);
        test_app_close(t.app);
    }
}

/* --- files ------------------------------------------------------------------------------------ */

static enum err hear(void *ctx, struct str bytes, struct fail *why)
{
    struct buf *heard = ctx;
    (void)why;
    buf_add(heard, bytes);
    return OK;
}

static struct str exported(struct call *c, const struct entity *e)
{
    struct buf heard = buf_on(t_arena(), 4 * MIB);
    struct sink sink = {hear, &heard};
    struct export_options o = {.query = {.e = e}};
    MUST_DO(export_list(c, &o, &sink, NULL, &why));
    return buf_str(&heard);
}

static struct preview looked_at(struct call *c, struct str csv)
{
    struct preview p = {0};
    struct import_file file = {.e = &problem_entity, .file_name = S("难题.csv"), .bytes = csv};
    MUST_DO(import_preview(c, &file, NULL, &p, &why));
    return p;
}

TEST(a_list_of_problems_comes_in_is_seen_as_matters_and_goes_out)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct receipt receipt = {0};
        (void)county_make(t.app, &category_entity, t.county[ANJI], "code=land;name_zh=土地");
        (void)county_make(t.app, &extra_field_entity, t.county[ANJI],
                          "entity=problem;code=mu;label_zh=亩数;help_zh=亩;kind=decimal");
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_promotion));
        /* As an office keeps it: some have numbers, some not yet; two are called the same. */
        struct str csv = S("编号,事项名称,难题类别,受阻情况,办结时限,亩数\n"
                           "2006-1,土地农转,land,指标不足,2099-07-31,12.5\n"
                           ",电力配套,,,,\n"
                           ",电力配套,,,,\n");
        struct preview p = looked_at(&c, csv);
        CHECK_INT(p.n[ROW_CREATE], 3);
        MUST_DO(import_commit(&c, p.id, &p.digest, NULL, &receipt, &why));
        struct str out = exported(&c, &problem_entity);
        CHECK_HAS(out, S("土地农转,2006-1,problem,draft"));
        CHECK_HAS(out, S("12.5"));
        CHECK_HAS(exported(&c, &matter_entity), S("土地农转,2006-1,problem,draft"));
        /* What has a number is known again; the others are new each time. */
        p = looked_at(&c, S("编号,事项名称,受阻情况\n2006-1,土地农转,指标已下达\n"));
        CHECK_INT(p.n[ROW_UPDATE], 1);
        MUST_DO(import_commit(&c, p.id, &p.digest, NULL, &receipt, &why));
        CHECK_HAS(exported(&c, &problem_entity), S("指标已下达"));
        CHECK_HAS(exported(&c, &problem_entity), S("12.5"));
        call_done(&c);
        test_app_close(t.app);
    }
}
