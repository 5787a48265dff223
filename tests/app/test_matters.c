/*
 * test_matters.c -- a problem from the first word to its confirmed end, on both engines.
 */
#include "app/county.h"
#include "app/matters.h"
#include "core/calendar.h"
#include "core/term.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/problem.h"
#include "entity/request.h"
#include "entity/term.h"

#define DUE    "due=2099-12-31"
#define ANSWER "result=已腾地;cause=补偿未谈拢;measure=一户一策;next=交地;next_on=2099-01-31"

static struct str said;

/* Makes a move in a call of its own; what was wrong stands in `said`. */
static enum err moved(struct app *app, struct caller who, int64_t matter, const char *move,
                      const char *given)
{
    struct fail why = {0};
    int64_t id = 0;
    struct call c = county_call(app, who);
    struct move_order o = {.matter = matter, .move = str_of(move)};
    o.in = county_inputs(given, &o.n_in);
    enum err err = matter_move(&c, &o, &id, &why);
    const struct message *m = c.problems.n > 0 ? &c.problems.at[0].message : &why.message;
    said = err == OK ? S("") : message_str(t_arena(), LANG_EN, m);
    call_done(&c);
    return err;
}

static struct str state_of(struct app *app, int64_t matter)
{
    return county_field(app, caller_system(), &matter_entity, matter, "state");
}

/* Raised by the reporter of Anji, assigned by the promotion office to the bureau; the enterprise's
 * post is the one it blocks. */
struct story {
    struct counties t;
    struct caller reporter, office, head, owner, supervision;
    int64_t problem, paper;
};

static struct story story_of(enum dialect d)
{
    struct story s = {.t = test_counties(d)};
    s.reporter = caller_as(&s.t, ANJI, POST_ROLE_reporter);
    s.office = caller_as(&s.t, ANJI, POST_ROLE_promotion);
    s.supervision = caller_as(&s.t, ANJI, POST_ROLE_supervision);
    s.head = caller_as(&s.t, ANJI, POST_ROLE_unit_head);
    s.owner = caller_as(&s.t, ANJI, POST_ROLE_owner);
    CHECK_INT(county_create(s.t.app, s.reporter, &problem_entity, 0,
                            "title=天二项目征地受阻;blocked=三户未签约", &s.problem),
              OK);
    s.paper = county_make(s.t.app, &document_entity, s.t.bureau[ANJI], "title=验收单");
    (void)county_make(s.t.app, &matter_party_entity, s.t.bureau[ANJI],
                      text("matter=#%lld;role=blocked;post=#%lld", (long long)s.problem,
                           (long long)s.owner.post));
    return s;
}

static const char *to_bureau(const struct story *s)
{
    return text("lead=#%lld;" DUE, (long long)s->t.bureau[ANJI]);
}

static const char *with_paper(const struct story *s)
{
    return text("evidence=#%lld", (long long)s->paper);
}

static void bring_to_work(const struct story *s)
{
    struct app *app = s->t.app;
    CHECK_INT(moved(app, s->reporter, s->problem, "submit", "measure=一户一策"), OK);
    CHECK_INT(moved(app, s->office, s->problem, "assign", to_bureau(s)), OK);
    CHECK_INT(moved(app, s->head, s->problem, "accept", ""), OK);
    CHECK_STR(state_of(app, s->problem), S("working"));
}

TEST(a_problem_is_raised_with_a_measure_and_assigned_with_a_day)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        CHECK_STR(state_of(app, s.problem), S("draft"));
        CHECK_INT(moved(app, s.reporter, s.problem, "submit", ""), ERR_INVALID);
        CHECK_INT(moved(app, s.reporter, s.problem, "submit", "measure=一户一策"), OK);
        CHECK_STR(county_field(app, s.reporter, &problem_entity, s.problem, "measure"),
                  S("一户一策"));
        CHECK_INT(moved(app, s.reporter, s.problem, "assign", to_bureau(&s)), ERR_FORBIDDEN);
        CHECK_INT(moved(app, s.office, s.problem, "assign", "due=2006-01-01;lead=nobody"),
                  ERR_INVALID);
        CHECK_INT(moved(app, s.office, s.problem, "assign", to_bureau(&s)), OK);
        CHECK_STR(county_field(app, s.office, &problem_entity, s.problem, "first_due"),
                  S("2099-12-31"));
        CHECK_INT(moved(app, s.office, s.problem, "assign", to_bureau(&s)), ERR_CONFLICT);
        CHECK_STR(state_of(app, s.problem), S("assigned"));
        test_app_close(app);
    }
}

TEST(a_problem_ends_by_who_was_blocked_and_can_begin_again)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        bring_to_work(&s);
        CHECK_INT(moved(app, s.head, s.problem, "answer", "progress=开了三次会"), ERR_INVALID);
        CHECK_INT(moved(app, s.head, s.problem, "answer", ANSWER), OK);
        CHECK_INT(moved(app, s.head, s.problem, "check", with_paper(&s)), ERR_FORBIDDEN);
        CHECK_INT(moved(app, s.office, s.problem, "check", ""), ERR_INVALID);
        CHECK_INT(moved(app, s.office, s.problem, "check", with_paper(&s)), OK);
        CHECK_INT(moved(app, s.office, s.problem, "confirm", ""), ERR_FORBIDDEN);
        CHECK_INT(moved(app, s.owner, s.problem, "not_solved", "reason=还有一户"), OK);
        CHECK_STR(state_of(app, s.problem), S("working"));
        CHECK_INT(moved(app, s.head, s.problem, "answer", ANSWER), OK);
        CHECK_INT(moved(app, s.office, s.problem, "check", with_paper(&s)), OK);
        CHECK_INT(moved(app, s.owner, s.problem, "confirm", ""), OK);
        CHECK_STR(state_of(app, s.problem), S("closed"));
        CHECK(county_field(app, s.office, &problem_entity, s.problem, "closed_on").len == 10);
        CHECK_INT(moved(app, s.office, s.problem, "reopen", "reason=又受阻"), OK);
        CHECK_STR(county_field(app, s.office, &problem_entity, s.problem, "closed_on"), S(""));
        test_app_close(app);
    }
}

TEST(who_has_to_do_with_a_duplicate_has_to_do_with_what_it_is_merged_into)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        int64_t other = 0;
        CHECK_INT(county_create(app, s.reporter, &problem_entity, 0, "title=同一件", &other), OK);
        CHECK_INT(moved(app, s.reporter, s.problem, "submit", "measure=一户一策"), OK);
        CHECK_INT(moved(app, s.office, s.problem, "merge", text("other=#%lld", (long long)other)),
                  OK);
        CHECK_STR(state_of(app, s.problem), S("merged"));
        CHECK_INT(test_number(app, text("SELECT count(*) FROM matter_party WHERE role = 'blocked' "
                                        "AND matter = %lld AND post = %lld",
                                        (long long)other, (long long)s.owner.post)),
                  1);
        CHECK_INT(test_number(app, text("SELECT count(*) FROM matter_link WHERE relation = "
                                        "'duplicates' AND matter = %lld AND other = %lld",
                                        (long long)s.problem, (long long)other)),
                  1);
        /* Into what has ended nothing is merged. */
        int64_t third = 0;
        CHECK_INT(county_create(app, s.reporter, &problem_entity, 0, "title=又一件", &third), OK);
        CHECK_INT(moved(app, s.reporter, third, "submit", "measure=x"), OK);
        CHECK_INT(moved(app, s.office, third, "merge", text("other=#%lld", (long long)s.problem)),
                  ERR_CONFLICT);
        CHECK_STR(state_of(app, third), S("raised"));
        test_app_close(app);
    }
}

/* The paper is the bureau's; the enterprise, here of another county, confirms what it shows. */
TEST(who_sees_a_matter_reads_the_papers_of_its_moves)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        struct caller away = caller_as(&s.t, CHANGXING, POST_ROLE_owner);
        (void)county_make(app, &matter_party_entity, s.t.bureau[ANJI],
                          text("matter=#%lld;role=blocked;post=#%lld", (long long)s.problem,
                               (long long)away.post));
        bring_to_work(&s);
        CHECK_INT(moved(app, s.head, s.problem, "answer", ANSWER), OK);
        CHECK(!county_sees(app, away, &document_entity, s.paper));
        CHECK_INT(moved(app, s.office, s.problem, "check", with_paper(&s)), OK);
        CHECK(county_sees(app, away, &document_entity, s.paper));
        CHECK(!county_sees(app, caller_as(&s.t, CHANGXING, POST_ROLE_leader), &document_entity,
                           s.paper));
        CHECK(!county_sees(app, caller_as(&s.t, CHANGXING, POST_ROLE_sysadmin), &document_entity,
                           s.paper));
        /* Reading is not writing. */
        CHECK_INT(county_update(app, away, &document_entity, s.paper, "title=改"), ERR_FORBIDDEN);
        int64_t asked =
            county_make(app, &request_entity, s.t.town[ANJI],
                        text("title=请示;decider=#%lld;document=#%lld",
                             (long long)s.t.post[CHANGXING][POST_ROLE_leader], (long long)s.paper));
        CHECK(asked > 0);
        CHECK(county_sees(app, caller_as(&s.t, CHANGXING, POST_ROLE_leader), &document_entity,
                          s.paper));
        test_app_close(app);
    }
}

/* The post of the office stands in the bureau that leads: it may answer, and then not check. */
TEST(nobody_checks_the_own_answer)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        bring_to_work(&s);
        CHECK_INT(moved(app, s.office, s.problem, "answer", ANSWER), OK);
        CHECK_INT(moved(app, s.office, s.problem, "check", with_paper(&s)), ERR_FORBIDDEN);
        CHECK_HAS(said, S("checks his own work"));
        CHECK_INT(moved(app, s.supervision, s.problem, "check", with_paper(&s)), OK);
        test_app_close(app);
    }
}

TEST(a_delay_moves_the_day_when_it_is_granted_and_leaves_the_first_one)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        bring_to_work(&s);
        CHECK_INT(moved(app, s.head, s.problem, "ask_delay",
                        "reason=等评估;progress=已签两户;due=2100-03-31"),
                  OK);
        CHECK_STR(county_field(app, s.office, &problem_entity, s.problem, "due"), S("2099-12-31"));
        CHECK_INT(moved(app, s.office, s.problem, "grant_delay", "due=2100-03-31"), OK);
        CHECK_STR(county_field(app, s.office, &problem_entity, s.problem, "due"), S("2100-03-31"));
        CHECK_STR(county_field(app, s.office, &problem_entity, s.problem, "first_due"),
                  S("2099-12-31"));
        test_app_close(app);
    }
}

TEST(another_county_sees_neither_the_matter_nor_its_moves)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        struct caller stranger = caller_as(&s.t, CHANGXING, POST_ROLE_promotion);
        bring_to_work(&s);
        CHECK_INT(moved(app, stranger, s.problem, "note_progress", "progress=x"), ERR_NOT_FOUND);
        int64_t id = test_number(app, "SELECT max(id) FROM matter_move");
        CHECK(county_sees(app, s.reporter, &matter_move_entity, id));
        CHECK(!county_sees(app, stranger, &matter_move_entity, id));
        /* A move is made, never typed. */
        CHECK_INT(county_create(app, s.office, &matter_move_entity, 0, "result=x", &id),
                  ERR_INVALID);
        test_app_close(app);
    }
}

static int64_t term_end_of(struct app *app, struct caller who, int64_t matter)
{
    struct matter_sight m = {0};
    struct call c = county_call(app, who);
    MUST_DO(matter_see(&c, matter, &m, &why));
    call_done(&c);
    return m.term_end;
}

TEST(the_nearest_term_of_the_kind_runs_from_the_last_move)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story s = story_of(d);
        struct app *app = s.t.app;
        struct call c = county_call(app, s.office);
        int64_t today = c.today;
        call_done(&c);
        CHECK_INT(moved(app, s.reporter, s.problem, "submit", "measure=一户一策"), OK);
        CHECK_INT(moved(app, s.office, s.problem, "assign", to_bureau(&s)), OK);
        CHECK_INT(term_end_of(app, s.office, s.problem), DATE_NONE);
        (void)county_make(app, &term_entity, s.t.city, "step=objection;n=9;unit=days");
        CHECK_INT(term_end_of(app, s.office, s.problem),
                  term_end(&calendar_cn, &(struct term_clock){{TERM_DAYS, 9}, today, NULL, 0}));
        (void)county_make(app, &term_entity, s.t.county[ANJI], "step=objection;n=3;unit=working");
        CHECK_INT(term_end_of(app, s.office, s.problem), calendar_add(&calendar_cn, today, 3));
        (void)county_make(app, &term_entity, s.t.county[ANJI],
                          "step=objection;kind=problem;n=5;unit=working");
        CHECK_INT(term_end_of(app, s.office, s.problem), calendar_add(&calendar_cn, today, 5));
        test_app_close(app);
    }
}

/* --- the words of flows and of entities --------------------------------------------------------
 */

static bool has_choice(const struct choice *choices, int n, struct str code)
{
    for (int i = 0; i < n; i++)
        if (str_eq(choices[i].code, code))
            return true;
    return false;
}

static bool is_in_a_flow(struct str code)
{
    for (int i = 0; i < n_flows; i++)
        for (int k = 0; k < flows[i].n_moves; k++)
            if (str_eq(flows[i].moves[k].code, code))
                return true;
    return false;
}

TEST(moves_states_and_terms_have_the_same_words_in_flows_and_in_records)
{
    for (int i = 0; i < n_flows; i++)
        for (int k = 0; k < flows[i].n_moves; k++)
            CHECK(has_choice(matter_move_moves, MATTER_MOVE_MOVE_COUNT, flows[i].moves[k].code));
    for (int i = 0; i < MATTER_MOVE_MOVE_COUNT; i++)
        CHECK(is_in_a_flow(matter_move_moves[i].code));
    CHECK_INT(MATTER_STATE_COUNT, STATE_COUNT);
    for (int i = 0; i < STATE_COUNT; i++)
        CHECK_STR(matter_states[i].code, matter_state_code((enum matter_state)i));
    for (int i = 0; i < FLOW_TERM_COUNT; i++) {
        bool is_set_elsewhere = i == FLOW_TERM_none;
        CHECK(has_choice(term_steps, TERM_STEP_COUNT, flow_term_code((enum flow_term)i)) !=
              is_set_elsewhere);
    }
}

/* Every input of a flow but the list of joint units is kept in a field of the move. */
TEST(every_input_of_a_move_is_kept)
{
    struct shape s = entity_shape(&matter_move_entity);
    for (int i = 0; i < INPUT_COUNT; i++)
        CHECK((shape_index(&s, flow_input_code((enum flow_input_bit)i)) >= 0) !=
              (i == INPUT_JOINT_BIT));
}
