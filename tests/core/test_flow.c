/*
 * test_flow.c -- every shipped flow is sound, and a move is judged as its row says.
 */
#include "core/flow.h"
#include "t.h"

TEST(every_flow_has_a_way_to_each_state_and_a_way_out_of_each_but_the_ends)
{
    for (int i = 0; i < n_flows; i++) {
        enum matter_state where = STATE_COUNT;
        enum flow_defect defect = flow_defect(&flows[i], &where);
        if (defect != DEFECT_NONE)
            t_differs(__FILE__, __LINE__, "%.*s: defect %d at %.*s", STR_ARG(flows[i].kind),
                      (int)defect, STR_ARG(matter_state_code(where)));
    }
}

/* --- a table that is broken in one way after another ------------------------------------------ */

static const struct flow_state two_states[] = {
    {.state = STATE_working, .turn = HAND_LEAD, .term = FLOW_TERM_due},
    {.state = STATE_closed},
};
static const struct flow_move closes = {
    .code = S_("check"), .from = STATE_working, .to = STATE_closed, .by = HAND_LINKED};
static const struct flow_move notes = {
    .code = S_("note"), .from = STATE_working, .to = STATE_working, .by = HAND_LEAD};
static const struct flow_move reminds = {.code = S_("remind"),
                                         .from = STATE_working,
                                         .to = STATE_working,
                                         .by = HAND_CLOCK,
                                         .gate = GATE_OVERDUE};

static enum flow_defect defect_of(const struct flow_move *moves, int n)
{
    struct flow f = {S("x"), two_states, ARRAY_LEN(two_states), moves, n};
    enum matter_state where = STATE_COUNT;
    return flow_defect(&f, &where);
}

TEST(a_broken_flow_is_found_out)
{
    struct flow_move m[] = {closes, notes, reminds, notes};
    CHECK_INT(defect_of(m, 3), DEFECT_NONE);
    CHECK_INT(defect_of(m, 4), DEFECT_DOUBLE_MOVE);
    CHECK_INT(defect_of(m, 2), DEFECT_SILENT_TERM);
    CHECK_INT(defect_of(&m[1], 2), DEFECT_NO_WAY_OUT);
    struct flow_move idle[] = {closes, reminds};
    CHECK_INT(defect_of(idle, 2), DEFECT_IDLE_TURN);
    struct flow_move lonely[] = {closes, notes, reminds};
    lonely[0].by = HAND_CLOCK;
    CHECK_INT(defect_of(lonely, 3), DEFECT_NO_WAY_OUT);
    lonely[0].by = HAND_LEAD;
    CHECK_INT(defect_of(lonely, 3), DEFECT_OWN_JUDGE);
    lonely[0] = closes;
    lonely[0].to = STATE_merged;
    CHECK_INT(defect_of(lonely, 3), DEFECT_STRANGE_STATE);
}

/* Working and halted, with moves between them from n of the two. */
static enum flow_defect defect_between(int n)
{
    static const struct flow_state states[] = {
        {.state = STATE_working, .turn = HAND_LEAD},
        {.state = STATE_halted, .turn = HAND_LEAD},
        {.state = STATE_closed},
    };
    struct flow_move moves[] = {notes, notes, closes};
    moves[0].to = n > 1 ? STATE_halted : STATE_working;
    moves[1].from = STATE_halted;
    struct flow f = {S("x"), states, n > 1 ? 2 : 3, moves, n > 1 ? 2 : 3};
    enum matter_state where = STATE_COUNT;
    return flow_defect(&f, &where);
}

TEST(a_flow_that_never_ends_or_has_a_state_apart_is_found_out)
{
    CHECK_INT(defect_between(2), DEFECT_NO_END);
    CHECK_INT(defect_between(1), DEFECT_UNREACHABLE);
}

/* --- judging -----------------------------------------------------------------------------------
 */

static enum flow_refusal said(enum matter_state state, struct str move, struct flow_case is)
{
    const struct flow *f = flow_of(S("problem"));
    REQUIRE(f != NULL);
    is.state = state;
    is.today = t_day(S("2006-06-20"));
    return flow_judge(f, move, &is).refusal;
}

/* M15: a problem without a measure is only a complaint put on the table. */
TEST(a_problem_is_raised_with_a_measure)
{
    struct flow_case is = {.hands = HAND_AUTHOR, .term_end = DATE_NONE};
    CHECK_INT(said(STATE_draft, S("submit"), is), REFUSED_LACKS);
    is.given = ASK_MEASURE;
    CHECK_INT(said(STATE_draft, S("submit"), is), REFUSED_NOT);
}

/* Three working days for an objection (R: 交办 3 working days); the last day still counts. */
TEST(an_objection_comes_within_its_term_and_a_reminder_after_it)
{
    struct flow_case is = {
        .hands = HAND_LEAD, .given = ASK_REASON, .term_end = t_day(S("2006-06-20"))};
    CHECK_INT(said(STATE_assigned, S("object"), is), REFUSED_NOT);
    is.term_end = t_day(S("2006-06-19"));
    CHECK_INT(said(STATE_assigned, S("object"), is), REFUSED_LATE);
    is.hands = HAND_CLOCK;
    CHECK_INT(said(STATE_assigned, S("lapse"), is), REFUSED_NOT);
    is.term_end = t_day(S("2006-06-20"));
    CHECK_INT(said(STATE_assigned, S("lapse"), is), REFUSED_EARLY);
}

TEST(delay_is_asked_for_before_the_date_with_reason_progress_and_a_new_one)
{
    struct flow_case is = {
        .hands = HAND_LEAD, .given = ASK_REASON | ASK_PROGRESS, .term_end = t_day(S("2006-06-20"))};
    CHECK_INT(said(STATE_working, S("ask_delay"), is), REFUSED_LACKS);
    is.given |= ASK_DUE;
    CHECK_INT(said(STATE_working, S("ask_delay"), is), REFUSED_NOT);
    is.term_end = t_day(S("2006-06-19"));
    CHECK_INT(said(STATE_working, S("ask_delay"), is), REFUSED_LATE);
}

/* M15: result, cause, measure, next step with its day. */
TEST(an_answer_that_only_tells_of_process_is_not_taken)
{
    struct flow_case is = {
        .hands = HAND_LEAD, .given = ASK_PROGRESS | ASK_RESULT, .term_end = DATE_NONE};
    struct flow_case whole = is;
    whole.given = ASK_RESULT | ASK_CAUSE | ASK_MEASURE | ASK_NEXT | ASK_NEXT_ON;
    CHECK_INT(said(STATE_working, S("answer"), is), REFUSED_LACKS);
    CHECK_INT(said(STATE_working, S("answer"), whole), REFUSED_NOT);
}

/* 信访工作条例 art. 34: 60 days from acceptance, 30 more once. */
TEST(a_petition_is_answered_within_sixty_days_and_thirty_more)
{
    const struct flow *f = flow_of(S("dispute"));
    REQUIRE(f != NULL);
    int64_t day = t_day(S("2022-05-01"));
    const struct flow_move *assign = flow_move(f, STATE_received, S("assign"));
    const struct flow_move *delay = flow_move(f, STATE_delaying, S("grant_delay"));
    CHECK_INT(flow_last_due(assign, day, DATE_NONE), t_day(S("2022-06-30")));
    CHECK_INT(flow_last_due(delay, day, t_day(S("2022-06-30"))), t_day(S("2022-07-30")));
    CHECK_INT(flow_last_due(delay, day, DATE_NONE), DATE_NONE);
    CHECK_INT(flow_last_due(flow_move(f, STATE_replied, S("rest")), day, day), DATE_NONE);
}

/* M19: ended by another hand than the one that did the work; a problem by who was blocked. */
TEST(a_problem_is_closed_by_who_was_blocked_and_never_by_who_did_the_work)
{
    struct flow_case is = {.hands = HAND_OFFICE, .given = ASK_EVIDENCE, .term_end = DATE_NONE};
    CHECK_INT(said(STATE_answered, S("check"), is), REFUSED_NOT);
    is.is_own_work = true;
    CHECK_INT(said(STATE_answered, S("check"), is), REFUSED_OWN_WORK);
    CHECK_INT(said(STATE_answered, S("confirm"), is), REFUSED_NO_MOVE);
    is.is_own_work = false;
    CHECK_INT(said(STATE_confirming, S("confirm"), is), REFUSED_NOT_YOURS);
    is.hands = HAND_BLOCKED;
    CHECK_INT(said(STATE_confirming, S("confirm"), is), REFUSED_NOT);
    is.hands = HAND_LINKED;
    is.given = 0;
    CHECK_INT(said(STATE_confirming, S("overrule"), is), REFUSED_LACKS);
}

/* --- 10,000 moves at random, of every kind ------------------------------------------------------
 */

static unsigned any(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)((*seed >> 33) % below);
}

/* One matter from its beginning; what must hold after each move. */
static int wander(const struct flow *f, uint64_t *seed, int moves)
{
    struct flow_case is = {.state = f->states[0].state, .today = 13000};
    int made = 0;
    for (int i = 0; i < moves; i++) {
        is.hands = any(seed, 1U << HAND_COUNT);
        is.given = any(seed, 8) == 0 ? any(seed, 1U << INPUT_COUNT) : ~0U;
        is.term_end = any(seed, 3) == 0 ? DATE_NONE : 12999 + (int64_t)any(seed, 2);
        is.is_own_work = any(seed, 4) == 0;
        struct str code = f->moves[any(seed, (unsigned)f->n_moves)].code;
        struct flow_verdict v = flow_judge(f, code, &is);
        if (v.refusal != REFUSED_NOT)
            continue;
        CHECK(v.move->by & is.hands);
        CHECK_INT(v.move->asks & ~is.given, 0);
        CHECK(v.move->gate != GATE_OTHER_HAND || !is.is_own_work);
        CHECK(flow_state(f, v.move->to) != NULL);
        made++;
        /* Most ends have no way back: the next matter begins. */
        is.state = flow_is_end(flow_state(f, v.move->to)) && any(seed, 2) ? f->states[0].state
                                                                          : v.move->to;
    }
    return made;
}

TEST(random_moves_never_lead_to_a_strange_state_or_past_a_right)
{
    uint64_t seed = 20060620;
    for (int i = 0; i < n_flows; i++) {
        int made = 0;
        while (made < 10000)
            made += wander(&flows[i], &seed, 1000);
    }
}

/* --- cases ------------------------------------------------------------------------------------ */

static unsigned hand_of(struct str code)
{
#define X(NAME, word) {S_(#word), HAND_##NAME},
    static const struct {
        struct str code;
        unsigned hand;
    } hands[] = {FLOW_HANDS(X)};
#undef X
    for (ptrdiff_t i = 0; i < ARRAY_LEN(hands); i++)
        if (str_eq(hands[i].code, code))
            return hands[i].hand;
    t_stop(__FILE__, __LINE__, "no such hand");
    return 0;
}

static unsigned given_of(struct str list)
{
    unsigned given = 0;
    while (!str_eq(list, S("-")) && list.len > 0) {
        struct str code = str_cut(list, ',', &list);
        int i = 0;
        while (i < INPUT_COUNT && !str_eq(flow_input_code((enum flow_input_bit)i), code))
            i++;
        REQUIRE(i < INPUT_COUNT);
        given |= 1U << i;
    }
    return given;
}

static struct str outcome_of(const struct flow_verdict *v)
{
    static const struct str refusals[REFUSED_COUNT] = {
        [REFUSED_NO_MOVE] = S_("no_move"),   [REFUSED_NOT_YOURS] = S_("not_yours"),
        [REFUSED_LATE] = S_("late"),         [REFUSED_EARLY] = S_("early"),
        [REFUSED_OWN_WORK] = S_("own_work"), [REFUSED_LACKS] = S_("lacks"),
    };
    return v->refusal == REFUSED_NOT ? matter_state_code(v->move->to) : refusals[v->refusal];
}

static void flow_line(const struct t_line *line)
{
    const struct flow *f = flow_of(line->col[0]);
    int64_t today = t_day(S("2006-06-20"));
    REQUIRE(f);
    struct flow_case is = {.state = matter_state_find(line->col[1]),
                           .hands = hand_of(line->col[2]),
                           .given = given_of(line->col[4]),
                           .today = today,
                           .term_end = DATE_NONE,
                           .is_own_work = str_eq(line->col[6], S("yes"))};
    if (str_eq(line->col[5], S("in")))
        is.term_end = today;
    else if (str_eq(line->col[5], S("over")))
        is.term_end = today - 1;
    REQUIRE(flow_state(f, is.state));
    struct flow_verdict v = flow_judge(f, line->col[3], &is);
    CHECK_STR(outcome_of(&v), line->col[7]);
}

TEST(moves_go_as_published_rules_have_them)
{
    t_cases("tests/cases/flow.t", flow_line);
}

TEST(states_and_kinds_are_found_by_their_codes)
{
    CHECK_INT(matter_state_find(S("working")), STATE_working);
    CHECK_INT(matter_state_find(S("nowhere")), STATE_COUNT);
    CHECK(flow_of(S("nothing")) == NULL);
    for (int s = 0; s < STATE_COUNT; s++)
        CHECK_INT(matter_state_find(matter_state_code((enum matter_state)s)), s);
}
