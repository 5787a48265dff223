/*
 * test_clock.c -- what becomes due by itself is done once, by the program, on working days; and
 * who is told of it.
 */
#include "app/clock.h"
#include "app/county.h"
#include "app/notices.h"
#include "app/presets.h"
#include "entity/matter.h"
#include "entity/supervision.h"

static enum err presets_in(struct tx *tx, void *ctx, struct fail *why)
{
    return presets_put(tx, *(const int64_t *)ctx, why);
}

struct story {
    struct counties t;
    struct caller office, promotion, head;
    int64_t matter, day;
};

static void moved(struct story *k, struct caller who, const char *move, const char *given)
{
    int64_t id = 0;
    struct call c = county_call(k->t.app, who);
    struct move_order o = {.matter = k->matter, .move = str_of(move)};
    c.today = k->day;
    o.in = county_inputs(given, &o.n_in);
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

/* An item under supervision of Anji's office, given to the bureau on Thursday 1 June 2006. */
static struct story story_of(enum dialect d)
{
    struct story k = {.t = test_counties(d), .day = date_of(2006, 6, 1)};
    struct receipt r = {0};
    struct act act = {.action = S("test")};
    MUST_DO(store_write(k.t.app->store, &act, presets_in, &k.t.county[ANJI], &r, &why));
    k.office = caller_as(&k.t, ANJI, POST_ROLE_supervision);
    k.promotion = caller_as(&k.t, ANJI, POST_ROLE_promotion);
    k.head = caller_as(&k.t, ANJI, POST_ROLE_unit_head);
    CHECK_INT(county_create(k.t.app, k.office, &supervision_entity, 0,
                            "title=天二项目开工;opened_on=2006-06-01", &k.matter),
              OK);
    moved(&k, k.office, "assign", text("lead=#%lld;due=2006-06-20", (long long)k.t.bureau[ANJI]));
    return k;
}

static struct clock_report round_on(struct story *k, const char *day)
{
    struct clock_report report = {0};
    k->day = t_day(str_of(day));
    MUST_DO(clock_run(k->t.app, k->day, &report, &why));
    return report;
}

static struct str state_of(struct story *k)
{
    return county_field(k->t.app, caller_system(), &matter_entity, k->matter, "state");
}

static struct notices told(struct story *k, struct caller who)
{
    struct notices n = {0};
    struct call c = county_call(k->t.app, who);
    MUST_DO(notices_list(&c, true, 0, 50, &n, &why));
    call_done(&c);
    return n;
}

static ptrdiff_t n_about(const struct notices *n, enum notice_about about)
{
    ptrdiff_t found = 0;
    for (ptrdiff_t i = 0; i < n->n; i++)
        found += n->at[i].about == about;
    return found;
}

/* Three working days to object from 1 June: Friday, Monday, Tuesday the 6th. */
TEST(who_does_not_object_in_time_has_accepted_and_the_program_says_so_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        CHECK_INT(round_on(&k, "2006-06-06").n_moves, 0);
        CHECK_STR(state_of(&k), S("assigned"));
        CHECK_INT(round_on(&k, "2006-06-07").n_moves, 1);
        CHECK_STR(state_of(&k), S("working"));
        CHECK_INT(round_on(&k, "2006-06-07").n_moves, 0);
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM journal WHERE action = 'clock' AND "
                                       "note = 'lapse' AND post = 0 AND account = 0"),
                  1);
        test_app_close(k.t.app);
    }
}

/* 10 and 11 June 2006 are a Saturday and a Sunday. */
TEST(nothing_is_done_on_a_day_of_rest_and_made_up_for_after_it)
{
    struct story k = story_of(DIALECT_SQLITE);
    struct clock_report report = round_on(&k, "2006-06-10");
    CHECK(report.is_rest);
    CHECK_STR(state_of(&k), S("assigned"));
    CHECK_INT(round_on(&k, "2006-06-12").n_moves, 1);
    test_app_close(k.t.app);
}

/* R15: one working day before the day; 20 June 2006 is a Tuesday. */
TEST(whose_turn_it_is_is_reminded_one_working_day_before_once)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        moved(&k, k.head, "accept", "");
        CHECK_INT(round_on(&k, "2006-06-16").n_reminders, 0);
        CHECK_INT(round_on(&k, "2006-06-19").n_reminders, 1);
        CHECK_INT(round_on(&k, "2006-06-20").n_reminders, 0);
        struct notices head = told(&k, k.head);
        struct notices stranger = told(&k, caller_as(&k.t, CHANGXING, POST_ROLE_unit_head));
        CHECK_INT(n_about(&head, NOTICE_soon), 1);
        CHECK_INT(stranger.n, 0);
        test_app_close(k.t.app);
    }
}

TEST(a_missed_day_is_a_step_of_the_ladder_and_an_end_takes_back_its_reminders)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        moved(&k, k.head, "accept", "");
        CHECK_INT(round_on(&k, "2006-06-21").n_steps, 1);
        CHECK_INT(round_on(&k, "2006-06-21").n_steps, 0);
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM matter_move WHERE move = 'remind'"),
                  0);
        struct notices head = told(&k, k.head);
        CHECK_INT(n_about(&head, NOTICE_step), 1);
        CHECK_HAS(message_str(t_arena(), LANG_EN, &head.at[0].said), S("Blue slip"));
        moved(&k, k.office, "void", "reason=误立");
        head = told(&k, k.head);
        CHECK_INT(n_about(&head, NOTICE_step), 0);
        test_app_close(k.t.app);
    }
}

/* Whoever moves is not told of it; those whom the flow names are. */
TEST(a_move_tells_whom_its_flow_names_and_nobody_else)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        struct notices head = told(&k, k.head);
        struct notices office = told(&k, k.office);
        struct notices auditor = told(&k, caller_as(&k.t, ANJI, POST_ROLE_auditor));
        CHECK_INT(n_about(&head, NOTICE_move), 1);
        CHECK_INT(office.n, 0);
        CHECK_INT(auditor.n, 0);
        moved(&k, k.head, "object", "reason=不属本局职责");
        office = told(&k, k.office);
        CHECK_INT(n_about(&office, NOTICE_move), 1);
        CHECK_STR(office.at[0].title, S("天二项目开工"));
        test_app_close(k.t.app);
    }
}

static int64_t n_new(struct call *c)
{
    int64_t n = 0;
    MUST_DO(call_refresh(c, &why));
    MUST_DO(notices_count(c, &n, &why));
    return n;
}

/* Use of the program is nobody's business: reading leaves no entry. */
TEST(what_was_read_is_new_no_more_and_leaves_no_entry)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        struct notices head = told(&k, k.head);
        struct call c = county_call(k.t.app, k.head);
        int64_t entries = test_number(k.t.app, "SELECT count(*) FROM journal");
        CHECK_INT(n_new(&c), 1);
        MUST_DO(notices_read(&c, head.at[0].id, &why));
        CHECK_INT(n_new(&c), 0);
        call_done(&c);
        CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM journal"), entries);
        test_app_close(k.t.app);
    }
}

/* A matter for few: of every role in both counties, who was told of it may see it. */
TEST(nobody_is_told_of_a_matter_that_he_may_not_see)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        CHECK_INT(county_update(k.t.app, k.office, &supervision_entity, k.matter, "visibility=few"),
                  OK);
        moved(&k, k.head, "accept", "");
        (void)round_on(&k, "2006-06-19");
        (void)round_on(&k, "2006-06-21");
        int n_told = 0;
        for (int county = 0; county < COUNTIES; county++)
            for (int role = 0; role < POST_ROLE_COUNT; role++) {
                struct caller who = caller_as(&k.t, county, (enum post_role)role);
                int64_t n = test_number(
                    k.t.app, text("SELECT count(*) FROM notice WHERE post = %lld AND matter = %lld",
                                  (long long)who.post, (long long)k.matter));
                n_told += n > 0;
                CHECK(n == 0 || county_sees(k.t.app, who, &matter_entity, k.matter));
            }
        CHECK(n_told > 2);
        test_app_close(k.t.app);
    }
}

/* Silence in a state without a ladder is noted once, by the program. */
TEST(silence_past_a_term_is_noted_once)
{
    struct story k = story_of(DIALECT_SQLITE);
    moved(&k, k.head, "object", "reason=不属本局职责");
    CHECK_INT(round_on(&k, "2006-06-07").n_moves, 1);
    CHECK_INT(round_on(&k, "2006-06-08").n_moves, 0);
    CHECK_INT(round_on(&k, "2006-07-10").n_moves, 0);
    CHECK_INT(test_number(k.t.app, "SELECT count(*) FROM matter_move WHERE move = 'remind' AND "
                                   "post IS NULL"),
              1);
    CHECK_STR(state_of(&k), S("objected"));
    test_app_close(k.t.app);
}

/* Two servers in one round each: what the first has done, the second leaves. */
TEST(of_two_servers_only_one_acts)
{
    for (FOR_EACH_DIALECT(d)) {
        struct story k = story_of(d);
        struct app *there = test_app_beside(k.t.app);
        struct clock_report here = round_on(&k, "2006-06-07");
        struct clock_report other = {0};
        MUST_DO(clock_run(there, k.day, &other, &why));
        CHECK_INT(here.n_moves + other.n_moves, 1);
        test_app_close(there);
        test_app_close(k.t.app);
    }
}
