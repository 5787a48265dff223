/*
 * act.c -- the table of acts, and the codes that stand in their notes.
 */
#include "core/act.h"

#include "core/flow.h"
#include "core/paper.h"

static const struct act_row {
    struct str code;
    enum msg label;
} rows[ACT_KINDS] = {
#define X(code) [ACT_##code] = {S_(#code), MSG_act_##code},
    ACTS(X)
#undef X
};

/* Notes of acts that are neither moves nor papers. */
static const struct act_row notes[] = {
    {S_("step"), MSG_act_note_step},     {S_("presets"), MSG_act_note_presets},
    {S_("demo"), MSG_act_note_demo},     {S_("make"), MSG_act_note_make},
    {S_("revoke"), MSG_act_note_revoke},
};

struct str act_code(enum act_kind kind)
{
    return rows[kind].code;
}

static enum msg label_in(const struct act_row *at, ptrdiff_t n, struct str code)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (str_eq(at[i].code, code))
            return at[i].label;
    return MSG_none;
}

enum msg act_label(struct str code)
{
    return label_in(rows, ARRAY_LEN(rows), code);
}

/* A move of that code, of whatever kind of matter. */
static enum msg move_label(struct str code)
{
    for (int i = 0; i < n_flows; i++)
        for (int j = 0; j < flows[i].n_moves; j++)
            if (str_eq(flows[i].moves[j].code, code))
                return flows[i].moves[j].label;
    return MSG_none;
}

enum msg act_note_label(struct str note)
{
    enum msg label = label_in(notes, ARRAY_LEN(notes), note);
    if (label == MSG_none)
        label = move_label(note);
    enum paper paper = paper_find(note);
    return label == MSG_none && paper != PAPER_COUNT ? paper_label(paper) : label;
}
