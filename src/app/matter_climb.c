/*
 * matter_climb.c -- deciding on a step by core/ladder.h, and writing it.
 */
#include "app/matter_climb.h"

#include "app/change.h"
#include "app/notices.h"
#include "core/calendar.h"
#include "entity/escalation.h"
#include "entity/ladder_step.h"
#include "entity/matter.h"

enum { STEPS_SHOWN = 20 };

static struct str cause_code(enum escalation_cause cause)
{
    return escalation_causes[cause].code;
}

bool climb_counts(const struct flow_state *state)
{
    return state->term == FLOW_TERM_due && (state->turn & HAND_LEAD);
}

struct climb climb_of(const struct ladder_sight *ladder, const struct flow_state *state,
                      const struct value *spine, int64_t poor_on, int64_t today)
{
    struct climb none = {.ladder = *ladder, .to = -1, .missed = DATE_NONE};
    const struct value *excused = &spine[MATTER_excused_until];
    if (ladder->rule.n_steps == 0 || !climb_counts(state))
        return none;
    struct ladder_place at = {.step = ladder->at,
                              .due = ladder_last_day(spine),
                              .done_on = DATE_NONE,
                              .is_poor = poor_on != DATE_NONE,
                              .is_excused = excused->type == VALUE_INT && excused->i >= today};
    int to = ladder_step(&ladder->rule, &at, today);
    bool is_late = at.due != DATE_NONE && today > at.due;
    if (to == at.step)
        return none;
    return (struct climb){
        .ladder = *ladder,
        .to = to,
        .cause = cause_code(is_late ? ESCALATION_CAUSE_late : ESCALATION_CAUSE_quality),
        .missed = is_late ? at.due : poor_on};
}

struct climb climb_poor(const struct ladder_sight *ladder, const struct flow_state *state,
                        const struct value *spine, int64_t stepped_on, int64_t today)
{
    struct climb climb = {.ladder = *ladder, .to = -1, .missed = DATE_NONE};
    const struct value *excused = &spine[MATTER_excused_until];
    /* Days are the clock's to see: here only the answer counts. */
    struct ladder_place at = {.step = ladder->at,
                              .due = DATE_NONE,
                              .done_on = DATE_NONE,
                              .is_poor = true,
                              .is_excused = excused->type == VALUE_INT && excused->i >= today};
    if (ladder->rule.n_steps == 0 || !climb_counts(state) || stepped_on == today)
        return climb;
    int to = ladder_step(&ladder->rule, &at, today);
    if (to == at.step)
        return climb;
    climb.to = to;
    climb.cause = cause_code(ESCALATION_CAUSE_quality);
    climb.missed = today;
    return climb;
}

struct climb climb_entry(const struct ladder_sight *ladder)
{
    return (struct climb){.ladder = *ladder,
                          .to = ladder->at < 0 ? ladder->entry : -1,
                          .cause = cause_code(ESCALATION_CAUSE_entry),
                          .missed = DATE_NONE};
}

/* On the step it starts with a matter has the days it was given; later ones give their own. */
static int64_t due_of(const struct climb *climb, const struct value *v, int64_t today)
{
    bool is_entry = str_eq(climb->cause, cause_code(ESCALATION_CAUSE_entry));
    if (is_entry && v[MATTER_due].type == VALUE_INT)
        return v[MATTER_due].i;
    return ladder_due(&calendar_cn, &climb->ladder.rule, climb->to, today);
}

enum err climb_put(struct tx *tx, const struct call *c, const struct climb *climb,
                   const struct record *matter, struct value *v, int64_t *out_id, struct fail *why)
{
    struct shape s = entity_shape(&escalation_entity);
    const struct record *step = climb->ladder.steps[climb->to];
    int64_t due = due_of(climb, v, c->today);
    struct value row[ESCALATION_N_FIELDS] = {
        [ESCALATION_matter] = VALUE_OF_INT(matter->id),
        [ESCALATION_step] = VALUE_OF_INT(step->id),
        [ESCALATION_cause] = VALUE_OF_TEXT(climb->cause),
        [ESCALATION_missed] =
            climb->missed == DATE_NONE ? VALUE_OF_NULL : VALUE_OF_INT(climb->missed),
        [ESCALATION_taken_on] = VALUE_OF_INT(c->today),
        [ESCALATION_due] = VALUE_OF_INT(due),
    };
    v[MATTER_step] = VALUE_OF_INT(step->id);
    v[MATTER_step_due] = VALUE_OF_INT(due);
    return tx_insert(tx, &s, matter->owner, row, out_id, why);
}

enum err matter_stepped_on(struct call *c, const struct matter_sight *m, int64_t *out,
                           struct fail *why)
{
    struct steps_taken taken = {0};
    enum err err = matter_steps(c, m, &taken, why);
    if (err == OK)
        *out = taken.n > 0 ? taken.rows[0].v[ESCALATION_taken_on].i : DATE_NONE;
    return err;
}

/* The day of the last answer sent back since the last step, by the record's order; one that was
 * sent back on the day of a step waits for the next day, as there is one step a day. */
static enum err poor_since(struct call *c, const struct matter_sight *m, int64_t *out,
                           struct fail *why)
{
    struct value arg = VALUE_OF_INT(m->record.id);
    struct rows rows = {0};
    int64_t stepped_on = DATE_NONE;
    enum err err = view_query(c->view, c->a, STMT_matter_poor, &arg, 1, &rows, why);
    if (err == OK && rows.n > 0)
        err = matter_stepped_on(c, m, &stepped_on, why);
    if (err == OK)
        *out = rows.n > 0 && stepped_on != c->today ? rows_at(&rows, 0, 0)->i : DATE_NONE;
    return err;
}

static enum err write_matter(struct tx *tx, struct call *c, struct lookups *l,
                             const struct matter_sight *m, struct value *v, struct fail *why)
{
    struct change ch = {
        .c = c, .l = l, .s = &m->shape, .old = &m->record, .v = v, .owner = m->record.owner};
    int64_t id = 0;
    return change_write(&ch, tx, 0, &id, why);
}

enum err matter_climb(struct tx *tx, struct call *c, int64_t matter, bool *out, struct fail *why)
{
    struct matter_sight m = {0};
    struct lookups l = lookups_on(c->a, c->view);
    const struct unit_info *owner = NULL;
    struct ladders all = {0};
    int64_t poor_on = DATE_NONE;
    enum err err = matter_see(c, matter, &m, why);
    if (err == OK)
        err = lookup_unit(&l, m.record.owner, &owner, why);
    if (err == OK && owner)
        err = ladders_read(c->view, c->a, owner, &all, why);
    if (err == OK)
        err = poor_since(c, &m, &poor_on, why);
    if (err != OK)
        return err;
    struct ladder_sight ladder = {.at = -1, .entry = -1};
    if (owner)
        ladder = ladder_for(&all, owner, m.record.v, c->today);
    struct climb climb = climb_of(&ladder, m.state, m.record.v, poor_on, c->today);
    *out = climb.to >= 0;
    if (!*out)
        return OK;
    struct value *v = NEW(c->a, struct value, m.shape.n);
    for (int i = 0; i < m.shape.n; i++)
        v[i] = m.record.v[i];
    struct notice_order told = {
        .matter = matter, .hands = step_tells(ladder.steps[climb.to]->v), .about = NOTICE_step};
    err = climb_put(tx, c, &climb, &m.record, v, &told.row, why);
    if (err == OK)
        err = write_matter(tx, c, &l, &m, v, why);
    told.due = v[MATTER_step_due].type == VALUE_INT ? v[MATTER_step_due].i : DATE_NONE;
    return err == OK ? notices_put(tx, c, &told, why) : err;
}

static enum err read_ids(struct call *c, const struct entity *e, const struct page *of, int field,
                         struct page *out, struct fail *why)
{
    struct shape s = entity_shape(e);
    struct value *ids = NEW(c->a, struct value, of->n + 1);
    for (ptrdiff_t i = 0; i < of->n; i++)
        ids[i] = of->at[i].v[field];
    struct condition in = {.column = S("id"), .op = OP_IN, .values = ids, .n_values = (int)of->n};
    struct select q = {.shape = &s, .where = &in, .n_where = 1, .limit = STEPS_SHOWN};
    return view_select(c->view, c->a, &q, out, why);
}

enum err matter_steps(struct call *c, const struct matter_sight *m, struct steps_taken *out,
                      struct fail *why)
{
    struct shape s = entity_shape(&escalation_entity);
    struct value matter = VALUE_OF_INT(m->record.id);
    struct condition of = {.column = S("matter"), .op = OP_EQ, .values = &matter, .n_values = 1};
    struct select q = {
        .shape = &s, .where = &of, .n_where = 1, .sort = S("-id"), .limit = STEPS_SHOWN};
    struct page rows = {0};
    struct page found = {0};
    *out = (struct steps_taken){0};
    if (m->record.v[MATTER_step].type != VALUE_INT)
        return OK;
    enum err err = view_select(c->view, c->a, &q, &rows, why);
    if (err == OK && rows.n > 0)
        err = read_ids(c, &ladder_step_entity, &rows, ESCALATION_step, &found, why);
    if (err != OK)
        return err;
    const struct record **steps = NEW(c->a, const struct record *, rows.n + 1);
    struct record *kept = NEW(c->a, struct record, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        for (ptrdiff_t k = 0; k < found.n; k++)
            if (found.at[k].id == rows.at[i].v[ESCALATION_step].i) {
                kept[out->n] = rows.at[i];
                steps[out->n++] = &found.at[k];
            }
    out->rows = kept;
    out->steps = steps;
    return OK;
}

/* Of two fields the one of the language; the Chinese one where that is empty. */
static struct str in_language(const struct record *step, enum lang lang, int zh, int en)
{
    const struct value *v = &step->v[lang == LANG_EN ? en : zh];
    return v->type == VALUE_TEXT && v->t.len > 0 ? v->t : step->v[zh].t;
}

struct str step_name(const struct record *step, enum lang lang)
{
    return in_language(step, lang, LADDER_STEP_name_zh, LADDER_STEP_name_en);
}

struct str step_asks(const struct record *step, enum lang lang)
{
    return in_language(step, lang, LADDER_STEP_asks_zh, LADDER_STEP_asks_en);
}

unsigned step_tells(const struct value *step)
{
    static const struct {
        int field;
        unsigned hand;
    } tells[] = {
        {LADDER_STEP_tells_lead, HAND_LEAD},     {LADDER_STEP_tells_joint, HAND_JOINT},
        {LADDER_STEP_tells_linked, HAND_LINKED}, {LADDER_STEP_tells_author, HAND_AUTHOR},
        {LADDER_STEP_tells_office, HAND_OFFICE},
    };
    unsigned hands = 0;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(tells); i++)
        if (step[tells[i].field].i)
            hands |= tells[i].hand;
    return hands;
}

struct message climb_why(const struct value *escalation, struct str step)
{
    static const enum msg whys[ESCALATION_CAUSE_COUNT] = {
        [ESCALATION_CAUSE_entry] = MSG_ladder_why_entry,
        [ESCALATION_CAUSE_late] = MSG_ladder_why_late,
        [ESCALATION_CAUSE_quality] = MSG_ladder_why_quality,
    };
    int cause = 0;
    while (cause < ESCALATION_CAUSE_COUNT - 1 &&
           !str_eq(cause_code((enum escalation_cause)cause), escalation[ESCALATION_cause].t))
        cause++;
    const struct value *missed = &escalation[ESCALATION_missed];
    return (struct message){.id = whys[cause],
                            .args = {ARG_TEXT(step), ARG_DATE(escalation[ESCALATION_due].i),
                                     ARG_DATE(missed->type == VALUE_INT ? missed->i : DATE_NONE)}};
}
