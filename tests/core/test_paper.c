#include "core/paper.h"
#include "t.h"

/* Overdue by a day, assigned to a unit, not answered. */
static struct paper_case is_now(enum matter_state state, unsigned hands)
{
    return (struct paper_case){.state = state,
                               .hands = hands,
                               .has_lead = true,
                               .today = t_day(S("2006-06-20")),
                               .due = t_day(S("2006-06-19"))};
}

TEST(the_office_sends_orders_while_the_lead_has_the_matter)
{
    struct paper_case is = is_now(STATE_working, HAND_OFFICE);
    CHECK_INT(paper_judge(PAPER_order, &is), PAPER_FITS);
    CHECK_INT(paper_judge(PAPER_assignment, &is), PAPER_FITS);
    is.has_lead = false;
    CHECK_INT(paper_judge(PAPER_order, &is), PAPER_NO_LEAD);
    is.state = STATE_raised;
    CHECK_INT(paper_judge(PAPER_order, &is), PAPER_NOT_NOW);
    is.hands = HAND_LEAD;
    CHECK_INT(paper_judge(PAPER_order, &is), PAPER_NOT_YOURS);
}

TEST(what_is_not_overdue_is_not_urged)
{
    struct paper_case is = is_now(STATE_working, HAND_OFFICE);
    CHECK_INT(paper_judge(PAPER_urging, &is), PAPER_FITS);
    is.due = is.today;
    CHECK_INT(paper_judge(PAPER_urging, &is), PAPER_NOT_LATE);
    is.due = DATE_NONE;
    CHECK_INT(paper_judge(PAPER_urging, &is), PAPER_NOT_LATE);
}

TEST(the_lead_replies_with_its_answer)
{
    struct paper_case is = is_now(STATE_answered, HAND_LEAD);
    CHECK_INT(paper_judge(PAPER_reply, &is), PAPER_NO_ANSWER);
    is.has_answer = true;
    CHECK_INT(paper_judge(PAPER_reply, &is), PAPER_FITS);
    is.state = STATE_working;
    CHECK_INT(paper_judge(PAPER_reply, &is), PAPER_NOT_NOW);
}

/* They go to all who were there, so to no one unit. */
TEST(minutes_go_out_once_a_round_is_held)
{
    struct paper_case is = is_now(STATE_held, HAND_OFFICE);
    is.has_lead = false;
    CHECK_INT(paper_judge(PAPER_minutes, &is), PAPER_FITS);
    is.state = STATE_planned;
    CHECK_INT(paper_judge(PAPER_minutes, &is), PAPER_NOT_NOW);
    is = is_now(STATE_held, HAND_LEAD);
    CHECK_INT(paper_judge(PAPER_minutes, &is), PAPER_NOT_YOURS);
}

/* GB/T 9704-2012, 7.2.5. */
TEST(a_number_has_six_cornered_brackets_and_no_leading_zero)
{
    CHECK_STR(paper_number(t_arena(), S("安督办"), 2006, 12), S("安督办〔2006〕12号"));
    CHECK_STR(paper_number(t_arena(), S("安督办"), 2006, 1), S("安督办〔2006〕1号"));
}

TEST(papers_are_found_by_their_codes)
{
    for (int p = 0; p < PAPER_COUNT; p++)
        CHECK_INT(paper_find(paper_code((enum paper)p)), p);
    CHECK_INT(paper_find(S("telegram")), PAPER_COUNT);
}
