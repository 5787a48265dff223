/*
 * test_rights.c -- every role, every entity, every act, at four places: against a table by hand.
 */
#include "app/county.h"
#include "entity/account.h"
#include "entity/attendance.h"
#include "entity/category.h"
#include "entity/complaint.h"
#include "entity/deciding_post.h"
#include "entity/decision.h"
#include "entity/dispute.h"
#include "entity/document.h"
#include "entity/endpoint.h"
#include "entity/extra_field.h"
#include "entity/holding.h"
#include "entity/indicator.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"
#include "entity/mail_server.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "entity/matter_party.h"
#include "entity/number_run.h"
#include "entity/observation.h"
#include "entity/paper_layout.h"
#include "entity/problem.h"
#include "entity/round.h"
#include "entity/round_item.h"
#include "entity/target.h"
#include "entity/term.h"
#include "entity/unit.h"
#include "entity/unit_change.h"
#include "entity/unit_version.h"

/* The same of matters and of what else has a title. */
static const char *matter_texts(const struct entity *e, int n)
{
    if (e == &decision_entity)
        return text("title=新%d;content=定", n);
    if (e == &round_entity)
        return text("title=新%d;due=2099-12-31", n);
    if (e == &dispute_entity) /* for few, unless said otherwise */
        return text("title=新%d;visibility=normal", n);
    return text("title=新%d", n);
}

/* The same of what a county sets for itself. */
static const char *settings_texts(const struct entity *e, const struct counties *t, int county,
                                  int n)
{
    if (e == &category_entity || e == &ladder_entity)
        return text("code=n-%d;name_zh=新", n);
    if (e == &complaint_entity)
        return text("title=新%d;said=新", n);
    if (e == &term_entity)
        return text("step=check;n=3;unit=working;valid_from=%d-01-01", 1000 + n);
    if (e == &deciding_post_entity)
        return text("about=delay;post=#%lld;valid_from=%d-01-01",
                    (long long)t->post[county][POST_ROLE_leader], 1000 + n);
    if (e == &mail_server_entity)
        return text("host=mail%d.example.gov.cn;from_address=ponan@example.gov.cn", n);
    if (e == &endpoint_entity)
        return text("code=n-%d;name_zh=新;kind=webhook;address=https://oa.example.gov.cn/"
                    "in;secret=0123456789abcdef0123456789abcdef",
                    n);
    if (e == &number_run_entity)
        return text("series=安%d;year=2006", n);
    if (e == &paper_layout_entity)
        return text("paper=order;series=安%d;valid_from=%d-01-01", n, 1000 + n);
    return matter_texts(e, n);
}

/* What a record of each entity takes to be made about a unit: u its id, n a number not used yet. */
static const char *texts_of(const struct entity *e, const struct counties *t, int county,
                            long long u, int n)
{
    long long account = t->account[county][POST_ROLE_promotion];
    if (e == &unit_entity)
        return text("code=n-%d;name_zh=新;level=office;parent=#%lld", n, u);
    if (e == &unit_version_entity)
        return text(
            "unit=#%lld;code=n;name_zh=旧;level=office;valid_from=%d-01-01;valid_to=%d-06-01", u,
            1000 + n, 1000 + n);
    if (e == &unit_change_entity)
        return text("from_unit=#%lld;change=rename;changed_on=%d-01-01", u, 1000 + n);
    if (e == &post_entity)
        return text("unit=#%lld;code=n-%d;name_zh=新;role=reporter", u, n);
    if (e == &extra_field_entity)
        return text("entity=holding;code=n_%d;label_zh=新;help_zh=新;kind=text", n);
    if (e == &account_entity)
        return text("login=n-%d;name=新", n);
    if (e == &holding_entity)
        return text("account=#%lld;post=@%lld;as_what=deputy;held_from=%d-01-01;held_to=%d-02-01",
                    account, u, 1000 + n, 1000 + n);
    if (e == &indicator_entity)
        return text("code=n-%d;name_zh=新;measure_zh=亿元", n);
    if (e == &target_entity)
        return text("subject=#%lld;indicator=probe;basis=management;period=%d;measure=absolute;"
                    "value=1",
                    u, 1000 + n);
    if (e == &observation_entity)
        return text("subject=#%lld;indicator=probe;basis=management;period=%d;value=1", u,
                    1000 + n);
    return settings_texts(e, t, county, n);
}

/* A change that each entity takes. */
static const char *change_of(const struct entity *e, int n)
{
    if (e == &holding_entity)
        return n % 2 ? "as_what=secretary" : "as_what=deputy";
    if (e == &extra_field_entity)
        return text("position=%d", n % 1000);
    if (e == &target_entity)
        return text("value=%d", n);
    if (e == &observation_entity)
        return text("value=%d", n);
    if (e == &account_entity)
        return text("name=改%d", n);
    if (e == &document_entity || e == &matter_entity || e->base == &matter_entity)
        return text("title=改%d", n);
    if (e == &term_entity)
        return text("n=%d", 1 + n % 1000);
    if (e == &deciding_post_entity)
        return text("source=改%d", n);
    if (e == &mail_server_entity)
        return text("from_name=改%d", n);
    if (e == &number_run_entity)
        return text("last=%d", n);
    if (e == &paper_layout_entity)
        return text("series=改%d", n);
    if (e == &matter_comment_entity)
        return text("said=改%d", n);
    if (e == &unit_change_entity || e == &matter_party_entity || e == &round_item_entity ||
        e == &attendance_entity || e == &matter_document_entity || e == &matter_link_entity)
        return text("note=改%d", n);
    return text("name_zh=改%d", n);
}

struct probe {
    struct counties t;
    const struct entity *e;
    int64_t record[PLACE_COUNT]; /* one at each place, made by the machine */
    int64_t post[PLACE_COUNT];   /* a post there, for holdings */
    int n;                       /* numbers used */
    int line;
};

/* Seen from the bureau of Anji; the neighbour's probe belongs to the neighbour. */
static int county_of(enum place place)
{
    return place == PLACE_OTHER ? CHANGXING : ANJI;
}

#define A_ROUND "title=新;due=2099-12-31"
/* What hangs on a new matter of the unit. */
static const char *part_texts(struct probe *p, int64_t unit, int n)
{
    long long matter = county_make(p->t.app, &problem_entity, unit, "title=新");
    if (p->e == &matter_comment_entity)
        return text("matter=#%lld;said=新%d", matter, n);
    if (p->e == &matter_document_entity)
        return text("matter=#%lld;document=#%lld", matter,
                    (long long)county_make(p->t.app, &document_entity, unit, "title=新"));
    return text("matter=#%lld;other=#%lld", matter,
                (long long)county_make(p->t.app, &problem_entity, unit, "title=又"));
}

static const char *new_texts(struct probe *p, enum place place)
{
    int64_t unit = county_place(&p->t, ANJI, place);
    int n = ++p->n;
    if (p->e == &matter_comment_entity || p->e == &matter_document_entity ||
        p->e == &matter_link_entity)
        return part_texts(p, unit, n);
    if (p->e == &matter_party_entity)
        return text("matter=#%lld;role=informed;unit=#%lld",
                    (long long)county_make(p->t.app, &problem_entity, unit, "title=新"),
                    (long long)unit);
    if (p->e == &round_item_entity)
        return text("round=#%lld;matter=#%lld;reason=急",
                    (long long)county_make(p->t.app, &round_entity, unit, A_ROUND),
                    (long long)county_make(p->t.app, &problem_entity, unit, "title=新"));
    if (p->e == &attendance_entity)
        return text("round=#%lld;unit=#%lld",
                    (long long)county_make(p->t.app, &round_entity, unit, A_ROUND),
                    (long long)unit);
    if (p->e == &ladder_step_entity)
        return text(
            "ladder=#%lld;code=n-%d;position=1;name_zh=新;colour=blue;shape=circle;n=3",
            (long long)county_make(p->t.app, &ladder_entity, unit, text("code=n-%d;name_zh=新", n)),
            n);
    if (p->e != &holding_entity)
        return texts_of(p->e, &p->t, county_of(place), unit, n);
    return text("account=#%lld;post=#%lld;as_what=deputy;held_from=%d-01-01;held_to=%d-02-01",
                (long long)p->t.account[county_of(place)][POST_ROLE_promotion],
                (long long)p->post[place], 1000 + n, 1000 + n);
}

/* A base is read; what is read is one of its kinds. */
static const struct entity *made_as(const struct entity *e)
{
    return e == &matter_entity ? &problem_entity : e;
}

static void probe_make(struct probe *p, const struct entity *e)
{
    p->e = e;
    for (int place = 0; place < PLACE_COUNT; place++)
        p->record[place] =
            county_make(p->t.app, made_as(e), county_place(&p->t, ANJI, (enum place)place),
                        new_texts(p, (enum place)place));
}

static bool reaches(char how_far, enum place place)
{
    switch (how_far) {
    case 'C': return place != PLACE_OTHER;
    case 'T': return place == PLACE_OWN || place == PLACE_BELOW;
    case 'O': return place == PLACE_OWN;
    default: return false;
    }
}

static void check(const struct probe *p, enum post_role role, enum place place, const char *act,
                  bool got, bool want)
{
    if (got != want)
        t_differs("tests/cases/rights.t", p->line, "%.*s %s %.*s at place %d: %s (%.*s)",
                  STR_ARG(post_roles[role].code), act, STR_ARG(p->e->name), (int)place,
                  got ? "allowed" : "refused", STR_ARG(county_said()));
}

/* Records of a county's units are all its county's: there, the place does not tell them apart. */
static enum place place_judged(const struct probe *p, enum place place)
{
    return p->e == &unit_entity && place != PLACE_OTHER ? PLACE_COUNTY : place;
}

static void check_role(struct probe *p, enum post_role role, struct str cell)
{
    struct caller who = caller_as(&p->t, ANJI, role);
    for (int at = 0; at < PLACE_COUNT; at++) {
        enum place place = (enum place)at;
        int64_t id = 0;
        bool may_read = reaches(cell.s[0], place_judged(p, place));
        bool may_write = reaches(cell.s[2], place_judged(p, place));
        check(p, role, place, "reads", county_sees(p->t.app, who, p->e, p->record[at]), may_read);
        enum err err = county_create(p->t.app, who, p->e, county_place(&p->t, ANJI, place),
                                     new_texts(p, place), &id);
        /* Made only together with what it tells of, by a dated change. */
        bool may_make = may_write && p->e != &unit_change_entity;
        check(p, role, place, "makes", err == OK, may_make);
        if (may_write && !may_make)
            CHECK_STR(county_problem(), S("dated"));
        err = county_update(p->t.app, who, p->e, p->record[at], change_of(p->e, ++p->n));
        check(p, role, place, "changes", err == OK, may_write);
    }
}

/* What an act makes, test_matters.c makes by that act; nobody makes it by itself. */
static void check_not_made(struct probe *p, const struct entity *e)
{
    p->e = e;
    for (int role = 0; role < POST_ROLE_COUNT; role++) {
        int64_t id = 0;
        enum err err = county_create(p->t.app, caller_as(&p->t, ANJI, (enum post_role)role), e,
                                     county_place(&p->t, ANJI, PLACE_OWN), "", &id);
        check(p, (enum post_role)role, PLACE_OWN, "makes", err == OK, false);
    }
}

static struct probe probe_on(enum dialect dialect)
{
    struct probe p = {.t = test_counties(dialect)};
    for (int county = 0; county < COUNTIES; county++)
        (void)county_make(p.t.app, &indicator_entity, p.t.county[county],
                          "code=probe;name_zh=试;measure_zh=个;frequency=year;basis=management;"
                          "valid_from=0900-01-01");
    for (int at = 0; at < PLACE_COUNT; at++)
        p.post[at] = county_make(p.t.app, &post_entity, 0,
                                 text("unit=#%lld;code=probe;name_zh=试;role=reporter",
                                      (long long)county_place(&p.t, ANJI, (enum place)at)));
    return p;
}

static struct probe probes[DIALECT_COUNT];

static void check_line(const struct t_line *line)
{
    REQUIRE(line->n_cols == 1 + POST_ROLE_COUNT);
    for (FOR_EACH_DIALECT(d)) {
        struct probe *p = &probes[d];
        const struct entity *e = entity_find(line->col[0]);
        REQUIRE(e);
        p->line = line->n;
        if (e->made_by != MSG_none) {
            check_not_made(p, e);
            continue;
        }
        probe_make(p, e);
        for (int role = 0; role < POST_ROLE_COUNT; role++)
            check_role(p, (enum post_role)role, line->col[1 + role]);
    }
}

TEST(every_role_reaches_what_the_table_says_and_nothing_else)
{
    for (FOR_EACH_DIALECT(d))
        probes[d] = probe_on(d);
    t_cases("tests/cases/rights.t", check_line);
    for (FOR_EACH_DIALECT(d))
        test_app_close(probes[d].t.app);
}

TEST(the_table_has_every_entity)
{
    struct str table = t_source_file("tests/cases/rights.t");
    for (int i = 0; entities[i]; i++)
        CHECK_HAS(table, str_of(text("\n%.*s ", STR_ARG(entities[i]->name))));
}

TEST(nobody_who_is_not_signed_in_reads_or_writes_anything)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct caller nobody = {.role = POST_ROLE_COUNT};
    for (int i = 0; entities[i]; i++) {
        int64_t id = 0;
        CHECK(!county_sees(t.app, nobody, entities[i], t.county[ANJI]));
        CHECK_INT(county_create(t.app, nobody, entities[i], 0, "", &id), ERR_SIGN_IN);
    }
    test_app_close(t.app);
}

TEST(an_account_without_a_post_has_no_rights)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct caller idle = {.account = t.account[ANJI][POST_ROLE_leader], .role = POST_ROLE_COUNT};
    for (int i = 0; entities[i]; i++) {
        int64_t id = 0;
        CHECK(!county_sees(t.app, idle, entities[i], t.county[ANJI]));
        CHECK_INT(county_create(t.app, idle, entities[i], 0, "", &id), ERR_FORBIDDEN);
    }
    test_app_close(t.app);
}

TEST(no_administrator_gives_a_post_to_himself)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    struct caller who = caller_as(&t, ANJI, POST_ROLE_secadmin);
    int64_t id = 0;
    const char *wanted = text("account=#%lld;post=#%lld;as_what=deputy;held_from=2006-01-01",
                              (long long)who.account, (long long)t.post[ANJI][POST_ROLE_leader]);
    CHECK_INT(county_create(t.app, who, &holding_entity, 0, wanted, &id), ERR_INVALID);
    CHECK_STR(county_problem(), S("own"));
    test_app_close(t.app);
}

TEST(no_administrator_lays_his_own_post_down)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct fail why = {0};
        struct caller who = caller_as(&t, ANJI, POST_ROLE_secadmin);
        int64_t own = t.holding[ANJI][POST_ROLE_secadmin];
        int64_t other = t.holding[ANJI][POST_ROLE_reporter];
        struct call c = county_call(t.app, who);
        CHECK_INT(records_void(&c, &holding_entity, own, 0, S("不干了"), &why), ERR_FORBIDDEN);
        CHECK_INT(records_void(&c, &holding_entity, other, 0, S("调离"), &why), OK);
        call_done(&c);
        const char *given_away =
            text("account=#%lld", (long long)t.account[ANJI][POST_ROLE_leader]);
        CHECK_INT(county_update(t.app, who, &holding_entity, own, given_away), ERR_INVALID);
        CHECK_STR(county_problem(), S("own"));
        test_app_close(t.app);
    }
}

TEST(a_post_that_somebody_holds_does_not_change_what_it_may_do)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        int64_t held = t.post[ANJI][POST_ROLE_sysadmin];
        const char *const changes[] = {"role=leader", "closed_on=2026-01-01",
                                       text("unit=#%lld", (long long)t.town[ANJI])};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(changes); i++) {
            CHECK_INT(county_update(t.app, who, &post_entity, held, changes[i]), ERR_INVALID);
            CHECK_STR(county_problem(), S("held"));
        }
        CHECK_INT(county_update(t.app, who, &post_entity, held, "name_zh=管理员"), OK);
        int64_t empty = county_make(
            t.app, &post_entity, 0,
            text("unit=#%lld;code=empty;name_zh=空;role=reporter", (long long)t.bureau[ANJI]));
        CHECK_INT(county_update(t.app, who, &post_entity, empty, "role=unit_head"), OK);
        test_app_close(t.app);
    }
}

TEST(no_unit_leaves_the_reach_of_who_moves_it)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller who = caller_as(&t, ANJI, POST_ROLE_sysadmin);
        const char *up = text("parent=#%lld", (long long)t.city);
        CHECK_INT(county_update(t.app, who, &unit_entity, t.town[ANJI], "parent="), ERR_FORBIDDEN);
        CHECK_INT(county_update(t.app, who, &unit_entity, t.town[ANJI], up), ERR_FORBIDDEN);
        CHECK_INT(county_update(t.app, who, &unit_entity, t.town[ANJI],
                                text("parent=#%lld", (long long)t.bureau[ANJI])),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("dated")); /* within reach, but not without a day */
        test_app_close(t.app);
    }
}
