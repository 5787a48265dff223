/*
 * brief_next.c -- what to do next, each item derived from a fact: how much is missing and at what
 * pace it could still come, which figures to verify, which are not in, what has no target.
 */
#include "app/brief_write.h"
#include "core/series.h"
#include "entity/choices.h"
#include "entity/indicator.h"

enum { MONTHS = 12 };

static struct decimal whole(int64_t n)
{
    return DECIMAL_INT(n);
}

/* What is missing to the year's target, and what a month would have to bring from here on. */
static bool say_pace(struct brief_writer *w, const struct board_row *row)
{
    struct decimal rest = {0};
    struct decimal so_far = {0};
    struct decimal needed = {0};
    int gone = period_last(row->period);
    bool is_cumulative = period_first(row->period) == 1 && gone < MONTHS;
    if (!row->target.is_known || !row->value.is_known || !is_cumulative ||
        !decimal_sub(row->target.value, row->value.value, &rest) || rest.e4 <= 0)
        return false;
    if (!decimal_muldiv(rest, whole(1), whole(MONTHS - gone), &needed) ||
        !decimal_muldiv(row->value.value, whole(1), whole(gone), &so_far))
        return false;
    struct message left = {.id = MSG_brief_months, .args = {ARG_INT(MONTHS - gone)}};
    brief_item_begin(w, row);
    BRIEF_SAY(w, MSG_brief_next_rest, LINKED(row->name, INDICATOR, row->indicator),
              LINKED(brief_amount(w, row, rest), TARGET, row->target.id));
    BRIEF_SAY(w, MSG_brief_next_pace, PLAIN(message_str(w->c->a, w->c->lang, &left)),
              PLAIN(brief_amount(w, row, needed)), PLAIN(brief_amount(w, row, so_far)));
    return true;
}

/* What the period should have brought at the target's growth. */
static bool say_short(struct brief_writer *w, const struct board_row *row)
{
    struct decimal base = row->base.value;
    struct decimal factor = {0};
    struct decimal wanted = {0};
    struct decimal missing = {0};
    if (!row->growth_target.is_known || !row->growth.is_known || !row->value.is_known)
        return false;
    bool is_base_of_record = row->base.is_known && certainty_is_of_record(row->base.certainty);
    if (!is_base_of_record && !series_base(row->value.value, row->growth.value, &base))
        return false;
    if (!decimal_add(whole(100), row->growth_target.value, &factor) ||
        !decimal_muldiv(base, factor, whole(100), &wanted) ||
        !decimal_sub(wanted, row->value.value, &missing) || missing.e4 <= 0)
        return false;
    brief_item_begin(w, row);
    BRIEF_SAY(w, MSG_brief_next_short, LINKED(row->name, INDICATOR, row->indicator),
              PLAIN(brief_period(w, row->period)),
              LINKED(brief_amount(w, row, wanted), TARGET, row->growth_target.id),
              PLAIN(brief_amount(w, row, missing)));
    return true;
}

static void say_behind(struct brief_writer *w, const struct board_row *row)
{
    bool is_up = row->direction == INDICATOR_DIRECTION_up;
    bool is_said = is_up && (row->growth_target.is_known ? say_short(w, row) : say_pace(w, row));
    if (is_said)
        return;
    struct str what = row->growth_target.is_known || row->target.is_known
                          ? row->sentence
                          : brief_change(w, row->growth.value);
    brief_item_begin(w, row);
    BRIEF_SAY(w, MSG_brief_next_behind, LINKED(row->name, INDICATOR, row->indicator), PLAIN(what));
}

static struct str who_reports(const struct brief_writer *w, const struct board_row *row)
{
    return row->source_unit.len > 0 ? row->source_unit
                                    : msg_text(w->c->lang, MSG_brief_who_unknown);
}

static void say_verify(struct brief_writer *w, const struct board_row *row)
{
    brief_item_begin(w, row);
    w->item->is_doubtful = true;
    BRIEF_SAY(w, MSG_brief_next_verify, PLAIN(who_reports(w, row)),
              LINKED(row->name, INDICATOR, row->indicator), PLAIN(brief_period(w, row->period)));
    for (int i = 0; i < row->n_doubts; i++) {
        const struct doubt *d = &row->doubts[i];
        if (i > 0)
            brief_say(w, msg_text(w->c->lang, MSG_brief_also));
        brief_say_linked(w, d->sentence, BRIEF_LINK_OBSERVATION, d->ids[0]);
    }
}

static void say_missing(struct brief_writer *w, const struct board_row *row)
{
    struct brief_run who = PLAIN(who_reports(w, row));
    struct brief_run what = LINKED(row->name, INDICATOR, row->indicator);
    struct brief_run when = PLAIN(brief_period(w, row->period));
    brief_item_begin(w, row);
    if (row->is_too_large)
        BRIEF_SAY(w, MSG_brief_next_too_large, what, when, PLAIN(row->value.reason));
    else if (row->value.reason.len == 0)
        BRIEF_SAY(w, MSG_brief_next_missing, who, what, when);
    else
        BRIEF_SAY(w, MSG_brief_next_no_figure, who, what, when,
                  LINKED(row->value.reason, OBSERVATION, row->value.id));
}

/* A target is set and what there is cannot be held against it. */
static bool is_not_judged(const struct board_row *row)
{
    return row->standing == STANDING_UNJUDGED &&
           (row->target.is_known || row->growth_target.is_known);
}

static void say_unjudged(struct brief_writer *w, const struct board_row *row)
{
    brief_item_begin(w, row);
    BRIEF_SAY(w, MSG_brief_next_unjudged, PLAIN(who_reports(w, row)),
              LINKED(row->name, INDICATOR, row->indicator), PLAIN(brief_period(w, row->period)),
              PLAIN(row->sentence));
}

static bool lacks_target(const struct board_row *row)
{
    return row->standing != STANDING_NO_FIGURE && !row->target.is_known &&
           !row->growth_target.is_known && row->direction != INDICATOR_DIRECTION_none;
}

static bool is_target_implied(const struct board_row *row)
{
    return (row->target.is_known && row->target.certainty == CERTAINTY_implied) ||
           (row->growth_target.is_known && row->growth_target.certainty == CERTAINTY_implied);
}

typedef bool row_test_fn(const struct board_row *row);

/* One item about all rows for which a test holds, by name. */
static void say_list(struct brief_writer *w, row_test_fn *holds, enum msg id)
{
    struct buf names = buf_on(w->c->a, 64 * KIB);
    for (ptrdiff_t i = 0; i < w->board->n_rows; i++) {
        if (!holds(&w->board->rows[i]))
            continue;
        if (names.len > 0)
            buf_add(&names, msg_text(w->c->lang, MSG_brief_and));
        buf_add(&names, w->board->rows[i].name);
    }
    if (names.len == 0)
        return;
    brief_item_begin(w, NULL);
    BRIEF_SAY(w, id, PLAIN(buf_str(&names)));
}

void brief_next(struct brief_writer *w, const struct board_row *const *behind, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        say_behind(w, behind[i]);
    for (ptrdiff_t i = 0; i < w->board->n_rows; i++)
        if (w->board->rows[i].n_doubts > 0)
            say_verify(w, &w->board->rows[i]);
    for (ptrdiff_t i = 0; i < w->board->n_rows; i++)
        if (w->board->rows[i].standing == STANDING_NO_FIGURE && w->board->rows[i].period.code)
            say_missing(w, &w->board->rows[i]);
    for (ptrdiff_t i = 0; i < w->board->n_rows; i++)
        if (is_not_judged(&w->board->rows[i]))
            say_unjudged(w, &w->board->rows[i]);
    say_list(w, lacks_target, MSG_brief_next_no_target);
    say_list(w, is_target_implied, MSG_brief_next_implied);
}
