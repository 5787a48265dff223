/*
 * paper.c -- the table of papers and the judgement of one.
 */
#include "core/paper.h"

#define IN(code) (1ULL << STATE_##code)

/* A paper to the lead goes out while the lead has it; a reply once an answer was given. */
static const struct paper_row {
    struct str code;
    enum msg label;
    unsigned by;
    uint64_t states;
    bool is_answer, is_for_late, is_to_all; /* to all: minutes go to no one unit */
} rows[PAPER_COUNT] = {
    [PAPER_order] = {.code = S_("order"),
                     .label = MSG_paper_order,
                     .by = HAND_OFFICE,
                     .states = IN(assigned) | IN(working) | IN(delaying)},
    [PAPER_urging] = {.code = S_("urging"),
                      .label = MSG_paper_urging,
                      .by = HAND_OFFICE,
                      .states = IN(assigned) | IN(working),
                      .is_for_late = true},
    [PAPER_assignment] = {.code = S_("assignment"),
                          .label = MSG_paper_assignment,
                          .by = HAND_OFFICE,
                          .states = IN(assigned) | IN(working)},
    [PAPER_reply] = {.code = S_("reply"),
                     .label = MSG_paper_reply,
                     .by = HAND_LEAD,
                     .states =
                         IN(answered) | IN(confirming) | IN(replied) | IN(reviewed) | IN(closed),
                     .is_answer = true},
    /* Only a round is ever held (core/flows.c). */
    [PAPER_minutes] = {.code = S_("minutes"),
                       .label = MSG_paper_minutes,
                       .by = HAND_OFFICE,
                       .states = IN(held),
                       .is_to_all = true},
};

enum paper_refusal paper_judge(enum paper paper, const struct paper_case *is)
{
    const struct paper_row *row = &rows[paper];
    if (!(row->by & is->hands))
        return PAPER_NOT_YOURS;
    if (!(row->states >> is->state & 1))
        return PAPER_NOT_NOW;
    if (!is->has_lead && !row->is_to_all)
        return PAPER_NO_LEAD;
    if (row->is_for_late && (is->due == DATE_NONE || is->today <= is->due))
        return PAPER_NOT_LATE;
    return row->is_answer && !is->has_answer ? PAPER_NO_ANSWER : PAPER_FITS;
}

struct str paper_code(enum paper paper)
{
    return rows[paper].code;
}

enum msg paper_label(enum paper paper)
{
    return rows[paper].label;
}

enum paper paper_find(struct str code)
{
    int p = 0;
    while (p < PAPER_COUNT && !str_eq(rows[p].code, code))
        p++;
    return (enum paper)p;
}

bool paper_is_answer(enum paper paper)
{
    return rows[paper].is_answer;
}

struct str paper_number(struct arena *a, struct str series, int64_t year, int64_t n)
{
    return str_fmt(a, "%.*s〔%lld〕%lld号", STR_ARG(series), (long long)year, (long long)n);
}
