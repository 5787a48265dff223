/*
 * test_rounds.c -- a round of coordination: its agenda by rule, its order by hand, its minutes.
 */
#include "app/county.h"
#include "app/matter_paper.h"
#include "app/round_paper.h"
#include "entity/attendance.h"
#include "entity/commitment.h"
#include "entity/decision.h"
#include "entity/document.h"
#include "entity/matter_link.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/paper_layout.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/round.h"
#include "entity/round_item.h"

#define ROUND "title=第%d次协调会;due=2099-12-%02d"

static struct str said;

static enum err heard(struct call *c, enum err err, const struct fail *why)
{
    const struct message *m = c->problems.n > 0 ? &c->problems.at[0].message : &why->message;
    said = err == OK ? S("") : message_str(t_arena(), LANG_EN, m);
    call_done(c);
    return err;
}

static enum err moved(struct app *app, struct caller who, int64_t matter, const char *move,
                      const char *given)
{
    struct fail why = {0};
    int64_t id = 0;
    struct call c = county_call(app, who);
    struct move_order o = {.matter = matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    return heard(&c, matter_move(&c, &o, &id, &why), &why);
}

struct meeting {
    struct counties t;
    struct app *app;
    struct caller office, head, leader;
    int64_t round;
    int n; /* rounds made */
};

static int64_t new_round(struct meeting *m)
{
    int64_t id = 0;
    m->n++;
    CHECK_INT(county_create(m->app, m->office, &round_entity, 0, text(ROUND, m->n, m->n), &id), OK);
    return id;
}

static struct meeting meeting_of(enum dialect d)
{
    struct meeting m = {.t = test_counties(d)};
    m.app = m.t.app;
    m.office = caller_as(&m.t, ANJI, POST_ROLE_promotion);
    m.head = caller_as(&m.t, ANJI, POST_ROLE_unit_head);
    m.leader = caller_as(&m.t, ANJI, POST_ROLE_leader);
    m.round = new_round(&m);
    return m;
}

/* A problem that the office raised, blocked since a day. */
static int64_t raised(struct meeting *m, const char *title, const char *more)
{
    int64_t id = 0;
    CHECK_INT(county_create(m->app, m->office, &problem_entity, 0,
                            text("title=%s;opened_on=2006-01-01;%s", title, more), &id),
              OK);
    CHECK_INT(moved(m->app, m->office, id, "submit", "measure=一户一策"), OK);
    return id;
}

static enum err drawn(struct meeting *m, struct caller who, int64_t longest,
                      struct round_drawn *out)
{
    struct fail why = {0};
    struct call c = county_call(m->app, who);
    return heard(&c, round_draw(&c, m->round, longest, out, &why), &why);
}

static struct round_sight seen(struct meeting *m, struct caller who, struct call *c)
{
    struct round_sight r = {0};
    *c = county_call(m->app, who);
    MUST_DO(round_see(c, m->round, &r, &why));
    return r;
}

/* "promised 甲, blocked 乙": what is on the agenda, in order. */
static const char *agenda(struct meeting *m, struct caller who)
{
    struct call c;
    struct round_sight r = seen(m, who, &c);
    const char *all = "";
    for (ptrdiff_t i = 0; i < r.items.n; i++) {
        const struct value *v = r.items.at[i].v;
        const struct record *matter = round_record(&r.matters, v[ROUND_ITEM_matter].i);
        if (round_item_is_on(&r.items.at[i]))
            all = text("%s%s%.*s %.*s", all, all[0] ? ", " : "", STR_ARG(v[ROUND_ITEM_origin].t),
                       STR_ARG(matter->v[MATTER_title].t));
    }
    call_done(&c);
    return all;
}

static int64_t item_of(struct meeting *m, int64_t matter)
{
    struct call c;
    struct round_sight r = seen(m, m->office, &c);
    int64_t id = 0;
    for (ptrdiff_t i = 0; i < r.items.n; i++)
        if (r.items.at[i].v[ROUND_ITEM_matter].i == matter)
            id = r.items.at[i].id;
    call_done(&c);
    return id;
}

/* What the agenda says of a matter's projects. */
static int64_t projects_of(struct meeting *m, int64_t matter)
{
    return test_number(
        m->app, text("SELECT projects FROM round_item WHERE matter = %lld", (long long)matter));
}

static enum err placed(struct meeting *m, int64_t item, int64_t position, const char *reason)
{
    struct fail why = {0};
    struct call c = county_call(m->app, m->office);
    struct round_place o = {m->round, item, position, str_of(reason)};
    return heard(&c, round_place(&c, &o, &why), &why);
}

static enum err minuted(struct meeting *m, struct minutes_order o, int64_t *out_made)
{
    struct fail why = {0};
    struct call c = county_call(m->app, m->office);
    o.round = m->round;
    return heard(&c, round_minutes(&c, &o, out_made, &why), &why);
}

/* --- the agenda ------------------------------------------------------------------------------- */

TEST(an_agenda_is_drawn_by_days_blocked_and_by_projects_affected)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        long long a = county_make(m.app, &project_entity, m.t.bureau[ANJI], "title=天二");
        long long b = county_make(m.app, &project_entity, m.t.bureau[ANJI], "title=祥峰");
        (void)raised(&m, "两年", "blocked_since=2004-06-01");
        (void)raised(&m, "一年", "blocked_since=2005-06-01");
        int64_t wide = raised(&m, "多项", text("blocked_since=2006-01-01;project=#%lld", a));
        (void)raised(&m, "其一",
                     text("parent=#%lld;project=#%lld;visibility=few", (long long)wide, b));
        int64_t draft = 0;
        CHECK_INT(county_create(m.app, m.office, &problem_entity, 0,
                                "title=草稿;opened_on=2001-01-01", &draft),
                  OK);
        (void)county_make(m.app, &problem_entity, m.t.town[CHANGXING],
                          "title=外县;opened_on=2001-01-01");
        CHECK_INT(drawn(&m, m.head, 2, &n), ERR_FORBIDDEN);
        CHECK_INT(drawn(&m, m.office, ROUND_MOST + 1, &n), ERR_INVALID);
        CHECK_INT(drawn(&m, m.office, 2, &n), OK);
        CHECK_INT(n.promised + n.blocked * 10 + n.projects * 100, 120);
        CHECK_STR(str_of(agenda(&m, m.office)), S("blocked 两年, blocked 一年, projects 多项"));
        /* Drawn again it has only what is new. */
        (void)raised(&m, "新题", "blocked_since=2005-12-01");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_INT(n.blocked, 1);
        test_app_close(m.app);
    }
}

/* Its own project, one that it blocks as a whole, and the one of what is part of it: three. A
 * part affects its own and that of the whole. */
TEST(projects_that_a_link_names_are_affected_too)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        long long project[3];
        for (int i = 0; i < 3; i++)
            project[i] =
                county_make(m.app, &project_entity, m.t.bureau[ANJI], text("title=项目%d", i));
        long long wide = raised(&m, "多项", text("project=#%lld", project[0]));
        long long part = raised(&m, "其一", text("project=#%lld", project[1]));
        (void)county_make(m.app, &matter_link_entity, 0,
                          text("matter=#%lld;relation=blocks;other=#%lld", wide, project[2]));
        (void)county_make(m.app, &matter_link_entity, 0,
                          text("matter=#%lld;relation=part_of;other=#%lld", part, wide));
        /* What blocks it does not make it affect more. */
        long long blocker = raised(&m, "前置", "");
        (void)county_make(m.app, &matter_link_entity, 0,
                          text("matter=#%lld;relation=blocks;other=#%lld", blocker, part));
        CHECK_INT(drawn(&m, m.office, 0, &n), OK);
        CHECK_STR(str_of(agenda(&m, m.office)), S("projects 多项, projects 其一"));
        CHECK_INT(projects_of(&m, wide), 3);
        CHECK_INT(projects_of(&m, part), 2);
        test_app_close(m.app);
    }
}

TEST(the_office_orders_the_agenda_and_says_why)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        (void)raised(&m, "乙", "blocked_since=2005-06-01");
        int64_t last = raised(&m, "丙", "blocked_since=2005-09-01");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        int64_t item = item_of(&m, last);
        CHECK_INT(placed(&m, item, 1, " "), ERR_INVALID);
        CHECK_INT(placed(&m, item, 1, "汛期将到"), OK);
        CHECK_STR(str_of(agenda(&m, m.office)), S("blocked 丙, blocked 甲, blocked 乙"));
        CHECK_INT(placed(&m, item_of(&m, first), 0, "已另行协调"), OK);
        CHECK_STR(str_of(agenda(&m, m.office)), S("blocked 丙, blocked 乙"));
        CHECK_STR(county_field(m.app, m.office, &round_item_entity, item_of(&m, first), "reason"),
                  S("已另行协调"));
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_STR(str_of(agenda(&m, m.office)), S("blocked 丙, blocked 乙"));
        CHECK_INT(placed(&m, item_of(&m, first), 99, "又受阻"), OK);
        CHECK_STR(str_of(agenda(&m, m.office)), S("blocked 丙, blocked 乙, blocked 甲"));
        /* Added by hand, with a reason. */
        int64_t other = raised(&m, "丁", "blocked_since=2005-09-01");
        int64_t made = 0;
        const char *add = text("round=#%lld;matter=#%lld", (long long)m.round, (long long)other);
        CHECK_INT(county_create(m.app, m.office, &round_item_entity, 0, add, &made), ERR_INVALID);
        add = text("%s;reason=县领导点题", add);
        CHECK_INT(county_create(m.app, m.office, &round_item_entity, 0, add, &made), OK);
        CHECK_HAS(str_of(agenda(&m, m.office)), S("added 丁"));
        test_app_close(m.app);
    }
}

TEST(who_answers_or_is_blocked_is_asked_to_come_and_sees_only_what_it_may)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        struct caller guest = caller_as(&m.t, CHANGXING, POST_ROLE_unit_head);
        int64_t ours = raised(&m, "甲", "blocked_since=2004-06-01");
        (void)raised(&m, "乙", "blocked_since=2005-06-01");
        (void)county_make(m.app, &matter_party_entity, 0,
                          text("matter=#%lld;role=joint;unit=#%lld", (long long)ours,
                               (long long)m.t.bureau[CHANGXING]));
        CHECK(!county_sees(m.app, guest, &round_entity, m.round));
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_INT(n.seats, 1);
        CHECK(county_sees(m.app, guest, &round_entity, m.round));
        CHECK_STR(str_of(agenda(&m, guest)), S("blocked 甲"));
        struct call c;
        struct round_sight r = seen(&m, guest, &c);
        CHECK(!r.may_run);
        CHECK_INT(r.seats.n, 1);
        call_done(&c);
        test_app_close(m.app);
    }
}

/* --- minutes ---------------------------------------------------------------------------------- */

static const char *bureau_ref(struct meeting *m)
{
    return text("#%lld", (long long)m->t.bureau[ANJI]);
}

/* Two promises of the round, both of the problem and begun by the lead that was named. */
static void check_made(struct meeting *m, int64_t problem)
{
    struct call c;
    struct round_sight r = seen(m, m->head, &c);
    CHECK_INT(r.made.n, 2);
    for (ptrdiff_t i = 0; i < r.made.n; i++) {
        const struct value *v = r.made.at[i].v;
        bool is_decision = str_eq(v[MATTER_kind].t, S("decision"));
        CHECK_INT(v[MATTER_parent].i, problem);
        CHECK_STR(v[MATTER_state].t, is_decision ? S("taken") : S("working"));
        CHECK_INT(v[MATTER_first_due].i, v[MATTER_due].i);
        CHECK_INT(v[MATTER_lead].i, m->t.bureau[ANJI]);
    }
    call_done(&c);
}

TEST(minutes_make_decisions_and_commitments_and_the_next_round_begins_with_them)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        int64_t made = 0;
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        int64_t second = raised(&m, "乙", "blocked_since=2005-06-01");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        struct minutes_item items[] = {
            {item_of(&m, first), S("decided"), S("先行供地")},
            {item_of(&m, second), S("put_off"), S("等评估")},
        };
        struct str lead = str_of(bureau_ref(&m));
        struct minutes_new news[] = {
            {items[0].item, S("decision"), S("指标先行使用"), S(""), lead, S("2099-06-01"),
             S("new.1")},
            {items[0].item, S("commitment"), S("六月底前交地"), S("三户签约"), lead,
             S("2099-05-01"), S("new.2")},
            {0, S("commitment"), S(" "), S(""), S(""), S(""), S("new.3")},
        };
        struct minutes_order o = {.summary = S("会议听取了汇报"), .items = items, .n_items = 2};
        o.news = news;
        o.n_news = ARRAY_LEN(news);
        CHECK_INT(minuted(&m, o, &made), ERR_CONFLICT);
        CHECK_INT(moved(m.app, m.office, m.round, "hold", ""), OK);
        CHECK_INT(minuted(&m, o, &made), OK);
        CHECK_INT(made, 2);
        CHECK_INT(test_number(m.app, "SELECT count(*) FROM journal WHERE action = 'minutes'"), 1);
        check_made(&m, first);
        m.round = new_round(&m);
        CHECK_INT(drawn(&m, m.office, 0, &n), OK);
        CHECK_STR(str_of(agenda(&m, m.office)),
                  S("promised 六月底前交地, promised 指标先行使用, promised 乙"));
        test_app_close(m.app);
    }
}

TEST(a_promise_without_who_and_when_is_none_and_nothing_is_half_written)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        int64_t made = 0;
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_INT(moved(m.app, m.office, m.round, "hold", ""), OK);
        struct minutes_item item = {item_of(&m, first), S("decided"), S("先行供地")};
        struct minutes_new one = {item.item, S("commitment"), S("交地"), S(""),
                                  S(""),     S("someday"),    S("new.1")};
        struct minutes_order o = {.items = &item, .n_items = 1, .news = &one, .n_news = 1};
        CHECK_INT(minuted(&m, o, &made), ERR_INVALID);
        CHECK_STR(county_field(m.app, m.office, &round_item_entity, item.item, "outcome"),
                  S("open"));
        CHECK_INT(test_number(m.app, "SELECT count(*) FROM commitment"), 0);
        one.kind = S("problem");
        CHECK_INT(minuted(&m, o, &made), ERR_USAGE);
        test_app_close(m.app);
    }
}

TEST(minutes_are_issued_when_every_item_has_an_outcome_and_then_stay)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        int64_t made = 0;
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        long long paper = county_make(m.app, &document_entity, m.t.bureau[ANJI], "title=纪要");
        const char *evidence = text("evidence=#%lld", paper);
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_INT(moved(m.app, m.office, m.round, "hold", ""), OK);
        CHECK_INT(moved(m.app, m.office, m.round, "issue_minutes", evidence), ERR_CONFLICT);
        CHECK_HAS(said, S("1 agenda item"));
        struct minutes_item item = {item_of(&m, first), S("goes_on"), S("继续协商")};
        CHECK_INT(minuted(&m, (struct minutes_order){.items = &item, .n_items = 1}, &made), OK);
        CHECK_INT(moved(m.app, m.office, m.round, "issue_minutes", evidence), OK);
        CHECK_INT(placed(&m, item.item, 0, "改"), ERR_CONFLICT);
        CHECK_INT(county_update(m.app, m.office, &round_item_entity, item.item, "note=改"),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("closed"));
        test_app_close(m.app);
    }
}

/* --- minutes with a number ----------------------------------------------------------------------
 */

static enum err issued(struct meeting *m, struct caller who, struct paper_issued *out)
{
    struct fail why = {0};
    struct call c = county_call(m->app, who);
    struct paper_order o = {.matter = m->round, .paper = PAPER_minutes, .note = S("此纪要。")};
    return heard(&c, matter_paper_issue(&c, &o, out, &why), &why);
}

static int64_t year_now(struct app *app)
{
    struct call c = county_call(app, caller_system());
    int64_t year = date_ymd(c.today).year;
    call_done(&c);
    return year;
}

/* Issued with a number they are a document, close the round and stay as they are; what is in the
 * way takes no number. */
TEST(minutes_are_issued_with_the_next_number_of_their_series_and_close_the_round)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        struct paper_issued paper = {0};
        int64_t made = 0;
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        (void)county_make(m.app, &paper_layout_entity, m.t.county[ANJI],
                          "paper=minutes;series=安推纪");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        CHECK_INT(issued(&m, m.office, &paper), ERR_CONFLICT);
        CHECK_INT(moved(m.app, m.office, m.round, "hold", ""), OK);
        CHECK_INT(issued(&m, m.office, &paper), ERR_CONFLICT);
        CHECK_HAS(said, S("1 agenda item"));
        CHECK_INT(test_number(m.app, "SELECT count(*) FROM number_run"), 0);
        struct minutes_item item = {item_of(&m, first), S("decided"), S("先行供地")};
        CHECK_INT(minuted(&m, (struct minutes_order){.items = &item, .n_items = 1}, &made), OK);
        CHECK_INT(issued(&m, m.head, &paper), ERR_FORBIDDEN);
        CHECK_INT(issued(&m, m.office, &paper), OK);
        CHECK_STR(paper.number, paper_number(t_arena(), S("安推纪"), year_now(m.app), 1));
        CHECK_STR(county_field(m.app, m.office, &round_entity, m.round, "state"), S("closed"));
        CHECK_STR(county_field(m.app, m.office, &document_entity, paper.document, "number"),
                  paper.number);
        CHECK_INT(test_number(m.app, "SELECT count(*) FROM matter_move WHERE move = "
                                     "'issue_minutes' AND evidence IS NOT NULL"),
                  1);
        CHECK_INT(issued(&m, m.office, &paper), ERR_CONFLICT);
        struct call c;
        struct round_sight r = seen(&m, m.office, &c);
        struct round_paper p = {0};
        MUST_DO(round_paper_make(&c, &r, ROUND_MINUTES, &p, &why));
        CHECK_STR(p.number, paper.number);
        call_done(&c);
        test_app_close(m.app);
    }
}

/* What is not said of the round stays; an outcome is said once it is held, by whichever way. */
TEST(minutes_of_one_item_leave_the_rest_and_no_outcome_comes_before_the_meeting)
{
    for (FOR_EACH_DIALECT(d)) {
        struct meeting m = meeting_of(d);
        struct round_drawn n = {0};
        int64_t made = 0;
        int64_t first = raised(&m, "甲", "blocked_since=2004-06-01");
        CHECK_INT(drawn(&m, m.office, 9, &n), OK);
        struct minutes_item item = {item_of(&m, first), S("decided"), S("先行供地")};
        CHECK_INT(county_update(m.app, m.office, &round_item_entity, item.item, "outcome=decided"),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("early"));
        CHECK_INT(moved(m.app, m.office, m.round, "hold", ""), OK);
        CHECK_INT(county_update(m.app, m.office, &round_item_entity, item.item, "outcome=goes_on"),
                  OK);
        CHECK_INT(minuted(&m, (struct minutes_order){.summary = S("听取汇报")}, &made), OK);
        CHECK_INT(
            minuted(&m,
                    (struct minutes_order){
                        .items = &item, .n_items = 1, .keeps_summary = true, .keeps_held_on = true},
                    &made),
            OK);
        CHECK_STR(county_field(m.app, m.office, &round_entity, m.round, "summary"), S("听取汇报"));
        CHECK_STR(county_field(m.app, m.office, &round_item_entity, item.item, "outcome"),
                  S("decided"));
        test_app_close(m.app);
    }
}
