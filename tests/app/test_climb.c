/*
 * test_climb.c -- matters on their ladders: who climbs, when, and what is kept of it; R6 and R8 as
 * they are shipped, on both engines.
 */
#include "app/county.h"
#include "app/matter_climb.h"
#include "app/presets.h"
#include "entity/escalation.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/problem.h"
#include "entity/round.h"
#include "entity/supervision.h"
#include "entity/term.h"

#define ANSWER "result=已腾地;cause=补偿未谈拢;measure=一户一策;next=交地;next_on=2099-01-31"

static enum err presets_in(struct tx *tx, void *ctx, struct fail *why)
{
    return presets_put(tx, *(const int64_t *)ctx, why);
}

struct climber {
    struct counties t;
    struct caller office, other_office, head;
    int64_t matter, day;
};

static void moved(struct climber *k, struct caller who, const char *move, const char *given)
{
    int64_t id = 0;
    struct call c = county_call(k->t.app, who);
    struct move_order o = {.matter = k->matter, .move = str_of(move)};
    c.today = k->day;
    o.in = county_inputs(given, &o.n_in);
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

/* An item under supervision of Anji's office that the bureau works on, due on 20 June 2006. */
static struct climber climber_of(enum dialect d, const char *more)
{
    struct climber k = {.t = test_counties(d), .day = date_of(2006, 6, 1)};
    struct receipt r = {0};
    struct act act = {.action = S("test")};
    MUST_DO(store_write(k.t.app->store, &act, presets_in, &k.t.county[ANJI], &r, &why));
    k.office = caller_as(&k.t, ANJI, POST_ROLE_supervision);
    k.other_office = caller_as(&k.t, ANJI, POST_ROLE_promotion);
    k.head = caller_as(&k.t, ANJI, POST_ROLE_unit_head);
    CHECK_INT(county_create(k.t.app, k.office, &supervision_entity, 0,
                            text("title=天二项目开工;opened_on=2006-06-01;%s", more), &k.matter),
              OK);
    moved(&k, k.office, "assign", text("lead=#%lld;due=2006-06-20", (long long)k.t.bureau[ANJI]));
    moved(&k, k.head, "accept", "");
    return k;
}

struct climbing {
    struct climber *k;
    bool did;
};

static enum err climb_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct climbing *w = ctx;
    struct call c = {.app = w->k->t.app,
                     .a = tx_arena(tx),
                     .view = tx_view(tx),
                     .who = {.is_system = true, .is_clock = true, .role = POST_ROLE_COUNT},
                     .today = w->k->day};
    return matter_climb(tx, &c, w->k->matter, &w->did, why);
}

/* What the clock does on that day; the code of the step the matter is on then, "" for none. */
static struct str step_on(struct climber *k, const char *day)
{
    struct climbing w = {.k = k};
    struct receipt r = {0};
    struct act act = {.action = S("clock")};
    k->day = t_day(str_of(day));
    MUST_DO(store_write(k->t.app->store, &act, climb_in, &w, &r, &why));
    struct str id = county_field(k->t.app, caller_system(), &matter_entity, k->matter, "step");
    int64_t step = 0;
    if (id.len == 0)
        return id;
    REQUIRE(str_digits(id.s[0] == '#' ? str_sub(id, 1, id.len) : id, &step));
    return county_field(k->t.app, caller_system(), &ladder_step_entity, step, "code");
}

static struct str spine(struct climber *k, const char *field)
{
    return county_field(k->t.app, caller_system(), &matter_entity, k->matter, field);
}

/* R6 华亭县: on the due day nothing; blue the day after; each slip's day passed is the next colour;
 * a slip of five working days from Wednesday 21 June 2006 ends on Wednesday the 28th. */
TEST(an_item_under_supervision_goes_from_blue_to_yellow_to_red_as_each_day_passes)
{
    for (FOR_EACH_DIALECT(d)) {
        struct climber k = climber_of(d, "");
        CHECK_STR(step_on(&k, "2006-06-20"), S(""));
        CHECK_STR(step_on(&k, "2006-06-21"), S("slip-blue"));
        CHECK_STR(spine(&k, "step_due"), S("2006-06-28"));
        CHECK_STR(step_on(&k, "2006-06-21"), S("slip-blue"));
        CHECK_STR(step_on(&k, "2006-06-28"), S("slip-blue"));
        CHECK_STR(step_on(&k, "2006-06-29"), S("slip-yellow"));
        CHECK_STR(step_on(&k, "2006-09-29"), S("slip-red"));
        CHECK_STR(step_on(&k, "2007-09-28"), S("slip-red"));
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM escalation WHERE cause = 'late'"), 3);
        /* The due day is what it was: a ladder extends nothing. */
        CHECK_STR(spine(&k, "due"), S("2006-06-20"));
        test_app_close(k.t.app);
    }
}

/* R6: finished between two slips, there is no next one; sent back, its days count again. */
TEST(what_is_answered_climbs_no_further_until_it_is_sent_back)
{
    struct climber k = climber_of(DIALECT_SQLITE, "");
    CHECK_STR(step_on(&k, "2006-06-21"), S("slip-blue"));
    moved(&k, k.head, "answer", ANSWER);
    CHECK_STR(step_on(&k, "2006-07-20"), S("slip-blue"));
    moved(&k, k.office, "send_back", "reason=只讲过程");
    /* Not by quality: R6 climbs by days alone, and the slip's day has passed. */
    CHECK_STR(step_on(&k, "2006-07-20"), S("slip-yellow"));
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM escalation WHERE cause = 'quality'"), 0);
    test_app_close(k.t.app);
}

/* R8 三明市: the step it starts on is chosen; an answer of poor quality is the next one as it is
 * sent back, before the day has passed: whoever answers again the same day does not escape it. One
 * step a day: sent back again, the clock takes the next on the following one. */
TEST(a_sheet_chosen_at_the_start_climbs_by_quality_as_well)
{
    for (FOR_EACH_DIALECT(d)) {
        struct climber k = climber_of(d, "entry_step=sheet-blue");
        CHECK_STR(step_on(&k, "2006-06-05"), S("sheet-blue"));
        CHECK_STR(spine(&k, "step_due"), S("2006-06-20"));
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM escalation WHERE cause = 'entry'"), 1);
        moved(&k, k.head, "answer", ANSWER);
        moved(&k, k.office, "send_back", "reason=只讲过程");
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM escalation WHERE cause = 'quality'"),
                  1);
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM notice WHERE about = 'step'") > 0, 1);
        moved(&k, k.head, "answer", ANSWER);
        moved(&k, k.office, "send_back", "reason=还是只讲过程");
        CHECK_STR(step_on(&k, "2006-06-05"), S("sheet-orange"));
        /* Orange gives five working days from Monday the 5th: till Monday the 12th. */
        CHECK_STR(spine(&k, "step_due"), S("2006-06-12"));
        CHECK_STR(step_on(&k, "2006-06-06"), S("sheet-red"));
        CHECK_STR(step_on(&k, "2006-06-07"), S("sheet-red"));
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM escalation WHERE cause = 'quality'"),
                  2);
        test_app_close(k.t.app);
    }
}

/* The ladder for all kinds climbs by days alone, and so does a matter on no step yet. */
TEST(what_is_sent_back_takes_no_step_where_the_ladder_does_not_climb_by_quality)
{
    struct climber k = climber_of(DIALECT_SQLITE, "entry_step=slip-blue");
    moved(&k, k.head, "answer", ANSWER);
    moved(&k, k.office, "send_back", "reason=只讲过程");
    CHECK_STR(step_on(&k, "2006-06-05"), S("slip-blue"));
    struct climber other = climber_of(DIALECT_SQLITE, "");
    moved(&other, other.head, "answer", ANSWER);
    moved(&other, other.office, "send_back", "reason=只讲过程");
    CHECK_STR(step_on(&other, "2006-06-05"), S(""));
    test_app_close(other.t.app);
    test_app_close(k.t.app);
}

TEST(a_good_reason_stops_the_ladder_until_its_day)
{
    struct climber k = climber_of(DIALECT_SQLITE, "");
    moved(&k, k.other_office, "excuse", "reason=汛期停工;until=2006-07-14");
    CHECK_STR(spine(&k, "excused_until"), S("2006-07-14"));
    CHECK_STR(step_on(&k, "2006-07-14"), S(""));
    CHECK_STR(step_on(&k, "2006-07-17"), S("slip-blue"));
    test_app_close(k.t.app);
}

/* A problem has the ladder for every kind: call, letter, visit, leader; a delay that is granted
 * moves its day. */
TEST(other_kinds_are_called_first_and_a_granted_delay_counts)
{
    struct climber k = climber_of(DIALECT_SQLITE, "");
    CHECK_INT(county_create(k.t.app, k.other_office, &problem_entity, 0,
                            "title=电力迁改;opened_on=2006-06-01", &k.matter),
              OK);
    k.day = date_of(2006, 6, 1);
    moved(&k, k.other_office, "submit", "measure=一户一策");
    moved(&k, k.other_office, "assign",
          text("lead=#%lld;due=2006-06-20", (long long)k.t.bureau[ANJI]));
    moved(&k, k.head, "accept", "");
    moved(&k, k.head, "ask_delay", "reason=等评估;progress=已签两户;due=2006-07-20");
    CHECK_STR(step_on(&k, "2006-06-26"), S(""));
    moved(&k, k.other_office, "grant_delay", "due=2006-07-20");
    CHECK_STR(step_on(&k, "2006-07-20"), S(""));
    CHECK_STR(step_on(&k, "2006-07-21"), S("urge-call"));
    CHECK_STR(step_on(&k, "2006-07-27"), S("urge-letter"));
    CHECK_STR(step_on(&k, "2006-08-04"), S("urge-visit"));
    CHECK_STR(step_on(&k, "2006-08-14"), S("urge-leader"));
    test_app_close(k.t.app);
}

/* The nearest owner's usual ladder holds; steps of one ladder have places of their own. */
TEST(a_bureaus_own_ladder_comes_before_the_countys)
{
    struct climber k = climber_of(DIALECT_SQLITE, "");
    int64_t ladder =
        county_make(k.t.app, &ladder_entity, k.t.bureau[ANJI], "code=own;name_zh=局内");
    (void)county_make(k.t.app, &ladder_step_entity, 0,
                      text("ladder=#%lld;code=own-1;position=1;name_zh=局长过问;colour=yellow;"
                           "shape=triangle;n=3",
                           (long long)ladder));
    int64_t id = 0;
    CHECK_INT(county_create(k.t.app, caller_system(), &ladder_step_entity, 0,
                            text("ladder=#%lld;code=own-2;position=1;name_zh=又一级;colour=red;"
                                 "shape=square;n=3",
                                 (long long)ladder),
                            &id),
              ERR_INVALID);
    CHECK_STR(county_problem(), S("taken"));
    CHECK_STR(step_on(&k, "2006-06-21"), S("own-1"));
    test_app_close(k.t.app);
}

/* Blue's days grow from July on: what stands on the old blue goes on from its place, what comes
 * later gets the new one; two steps of one place never hold on one day. */
TEST(a_step_that_is_replaced_holds_from_its_day_and_leaves_who_stands_on_the_old_one)
{
    for (FOR_EACH_DIALECT(d)) {
        struct climber k = climber_of(d, "");
        struct caller any = caller_system();
        CHECK_STR(step_on(&k, "2006-06-21"), S("slip-blue"));
        int64_t old = test_number(k.t.app, "SELECT id FROM ladder_step WHERE code = 'slip-blue'");
        const char *new_blue =
            text("ladder=three-slips;code=slip-blue-2;position=1;name_zh=蓝色督办单;colour=blue;"
                 "shape=circle;n=10;valid_from=2006-06-28;");
        int64_t made = 0;
        CHECK_INT(
            county_create(k.t.app, any, &ladder_step_entity, k.t.county[ANJI], new_blue, &made),
            ERR_INVALID);
        CHECK_STR(county_problem(), S("taken"));
        CHECK_INT(county_update(k.t.app, any, &ladder_step_entity, old, "valid_to=2006-06-28"), OK);
        CHECK_INT(
            county_create(k.t.app, any, &ladder_step_entity, k.t.county[ANJI], new_blue, &made),
            OK);
        CHECK_STR(step_on(&k, "2006-06-28"), S("slip-blue"));
        CHECK_STR(step_on(&k, "2006-06-29"), S("slip-yellow"));
        /* Another, late when the new one holds: ten working days from Thursday 29 June. */
        k.day = date_of(2006, 6, 1);
        CHECK_INT(county_create(k.t.app, k.office, &supervision_entity, 0,
                                "title=又一件;opened_on=2006-06-01", &k.matter),
                  OK);
        moved(&k, k.office, "assign",
              text("lead=#%lld;due=2006-06-28", (long long)k.t.bureau[ANJI]));
        moved(&k, k.head, "accept", "");
        CHECK_STR(step_on(&k, "2006-06-29"), S("slip-blue-2"));
        CHECK_STR(spine(&k, "step_due"), S("2006-07-13"));
        test_app_close(k.t.app);
    }
}

static struct str assigned(struct climber *k, const char *more, const char *given)
{
    k->day = date_of(2006, 6, 1);
    CHECK_INT(county_create(k->t.app, k->office, &supervision_entity, 0,
                            text("title=督办一件;opened_on=2006-06-01;%s", more), &k->matter),
              OK);
    moved(k, k->office, "assign", text("lead=#%lld;%s", (long long)k->t.bureau[ANJI], given));
    return spine(k, "due");
}

/* Assigned on Thursday 1 June 2006 without a day: one, three, five, ten and fifteen days as they
 * are published; the 4th and the 11th are Sundays, so the day after. What is asked to be answered
 * by a day is due on it, what is typed holds, and a unit's own term before the county's: two days
 * from the 1st is a Saturday. */
TEST(who_names_no_day_gets_the_one_of_the_urgency)
{
    for (FOR_EACH_DIALECT(d)) {
        struct climber k = climber_of(d, "");
        CHECK_STR(assigned(&k, "urgency=flash", ""), S("2006-06-02"));
        CHECK_STR(assigned(&k, "urgency=extra", ""), S("2006-06-05"));
        CHECK_STR(assigned(&k, "urgency=urgent", ""), S("2006-06-06"));
        CHECK_STR(assigned(&k, "urgency=prompt", ""), S("2006-06-12"));
        CHECK_STR(assigned(&k, "urgency=normal", ""), S("2006-06-16"));
        CHECK_STR(assigned(&k, "urgency=flash;answer_by=2006-06-09", ""), S("2006-06-09"));
        CHECK_STR(assigned(&k, "urgency=flash", "due=2006-06-30"), S("2006-06-30"));
        (void)county_make(k.t.app, &term_entity, k.t.bureau[ANJI],
                          "step=due;kind=supervision;urgency=urgent;n=2;unit=days");
        CHECK_STR(assigned(&k, "urgency=urgent", ""), S("2006-06-05"));
        CHECK_STR(assigned(&k, "urgency=prompt", ""), S("2006-06-12"));
        int64_t id = 0;
        CHECK_INT(county_create(k.t.app, caller_system(), &term_entity, k.t.bureau[ANJI],
                                "step=check;urgency=urgent;n=2;unit=days", &id),
                  ERR_INVALID);
        CHECK_STR(county_problem(), S("kind"));
        test_app_close(k.t.app);
    }
}

/* A round has a day too, and no unit that owes it: its office is reminded, nobody is called. */
TEST(a_round_past_its_day_takes_no_step)
{
    struct climber k = climber_of(DIALECT_SQLITE, "");
    CHECK_INT(county_create(k.t.app, k.other_office, &round_entity, 0,
                            "title=协调会;opened_on=2006-06-01;due=2006-06-20", &k.matter),
              OK);
    CHECK_STR(step_on(&k, "2006-06-21"), S(""));
    test_app_close(k.t.app);
}
