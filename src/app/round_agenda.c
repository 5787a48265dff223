/*
 * round_agenda.c -- the agenda of a round: drawn by rule, then ordered by hand with a reason.
 */
#include "app/change.h"
#include "app/records.h"
#include "app/rounds.h"
#include "entity/attendance.h"
#include "entity/matter.h"
#include "entity/round_item.h"

/* --- drawing ---------------------------------------------------------------------------------- */

struct drawing {
    struct call *c;
    int64_t round, n_longest;
    struct call inside;
    struct tx *tx;
    struct round_sight r;
    int64_t position;  /* of the last item */
    ptrdiff_t n_items; /* there are; no more than ROUND_ITEMS_MOST */
    struct round_drawn drawn;
};

/* A round that the caller may run, in the states in which this is done. */
static enum err see_to_run(struct call *c, int64_t id, bool while_planned, struct round_sight *out,
                           struct fail *why)
{
    enum err err = round_see(c, id, out, why);
    if (err != OK)
        return err;
    if (!(out->m.hands & HAND_OFFICE))
        return FAIL(why, ERR_FORBIDDEN, MSG_round_office, ARG_NONE);
    bool fits = while_planned ? out->m.state->state == STATE_planned : out->may_run;
    enum msg state = matter_state_label(out->m.state->state);
    return fits ? OK : FAIL(why, ERR_CONFLICT, MSG_round_state, ARG_MSG(state));
}

static enum err add_item(struct drawing *d, enum round_item_origin origin, const struct value *row,
                         bool is_problem, struct fail *why)
{
    struct shape s = entity_shape(&round_item_entity);
    struct value v[ROUND_ITEM_N_FIELDS] = {
        [ROUND_ITEM_round] = VALUE_OF_INT(d->round),
        [ROUND_ITEM_matter] = row[0],
        [ROUND_ITEM_position] = VALUE_OF_INT(++d->position),
        [ROUND_ITEM_origin] = VALUE_OF_TEXT(round_item_origins[origin].code),
        [ROUND_ITEM_removed] = VALUE_OF_INT(0),
        [ROUND_ITEM_outcome] = VALUE_OF_TEXT(round_item_outcomes[ROUND_ITEM_OUTCOME_open].code),
    };
    int64_t id = 0;
    if (is_problem && row[1].type == VALUE_INT) {
        int64_t days = d->inside.today - row[1].i;
        v[ROUND_ITEM_blocked_days] = VALUE_OF_INT(days > 0 ? days : 0);
        v[ROUND_ITEM_projects] = row[2];
    }
    return tx_insert(d->tx, &s, d->r.m.record.owner, v, &id, why);
}

static enum err add_items(struct drawing *d, enum round_item_origin origin, const struct rows *rows,
                          int64_t *out_n, struct fail *why)
{
    bool is_problem = origin != ROUND_ITEM_ORIGIN_promised;
    enum err err = OK;
    ptrdiff_t room = ROUND_ITEMS_MOST - d->n_items;
    ptrdiff_t n = rows->n < room ? rows->n : room;
    for (ptrdiff_t i = 0; err == OK && i < n; i++)
        err = add_item(d, origin, rows_at(rows, i, 0), is_problem, why);
    d->n_items += n;
    *out_n = n;
    return err;
}

static int64_t day_of_round(const struct matter_sight *m)
{
    int held = shape_index(&m->shape, S("held_on"));
    const struct value *day = &m->record.v[held];
    return day->type == VALUE_INT ? day->i : m->record.v[MATTER_due].i;
}

static enum err draw_promised(struct drawing *d, struct fail *why)
{
    const struct record *round = &d->r.m.record;
    struct value of[] = {VALUE_OF_INT(round->owner), VALUE_OF_INT(round->id),
                         VALUE_OF_INT(day_of_round(&d->r.m))};
    struct rows rows = {0};
    enum err err = view_query(d->inside.view, d->inside.a, STMT_round_previous, of, 3, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    struct value between[] = {*rows_at(&rows, 0, 0), VALUE_OF_INT(round->id)};
    err = view_query(d->inside.view, d->inside.a, STMT_round_promised, between, 2, &rows, why);
    return err == OK ? add_items(d, ROUND_ITEM_ORIGIN_promised, &rows, &d->drawn.promised, why)
                     : err;
}

static enum err draw_problems(struct drawing *d, enum statement q, enum round_item_origin origin,
                              int64_t limit, int64_t *out_n, struct fail *why)
{
    const struct unit_info *owner = NULL;
    struct lookups l = lookups_on(d->inside.a, d->inside.view);
    struct rows rows = {0};
    enum err err = lookup_unit(&l, d->r.m.record.owner, &owner, why);
    if (err != OK || !owner || limit == 0)
        return err;
    struct value args[] = {VALUE_OF_INT(owner->county), VALUE_OF_INT(d->round),
                           VALUE_OF_INT(limit)};
    err = view_query(d->inside.view, d->inside.a, q, args, 3, &rows, why);
    return err == OK ? add_items(d, origin, &rows, out_n, why) : err;
}

static enum err ask_to_come(struct drawing *d, struct fail *why)
{
    struct shape s = entity_shape(&attendance_entity);
    struct value round = VALUE_OF_INT(d->round);
    struct rows rows = {0};
    enum err err =
        view_query(d->inside.view, d->inside.a, STMT_round_concerned, &round, 1, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct value v[ATTENDANCE_N_FIELDS] = {
            [ATTENDANCE_round] = round,
            [ATTENDANCE_unit] = *rows_at(&rows, i, 0),
            [ATTENDANCE_post] = *rows_at(&rows, i, 1),
            [ATTENDANCE_presence] =
                VALUE_OF_TEXT(attendance_presences[ATTENDANCE_PRESENCE_expected].code),
        };
        int64_t id = 0;
        err = tx_insert(d->tx, &s, d->r.m.record.owner, v, &id, why);
    }
    d->drawn.seats = rows.n;
    return err;
}

static enum err last_place(struct drawing *d, struct fail *why)
{
    struct value round = VALUE_OF_INT(d->round);
    struct rows rows = {0};
    enum err err =
        view_query(d->inside.view, d->inside.a, STMT_round_last_place, &round, 1, &rows, why);
    if (err == OK) {
        d->position = rows_at(&rows, 0, 0)->i;
        d->n_items = rows_at(&rows, 0, 1)->i;
    }
    return err;
}

static enum err draw_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct drawing *d = ctx;
    d->tx = tx;
    d->inside = call_in(d->c, tx_view(tx));
    d->drawn = (struct round_drawn){0};
    enum err err = see_to_run(&d->inside, d->round, true, &d->r, why);
    if (err == OK)
        err = last_place(d, why);
    if (err == OK)
        err = draw_promised(d, why);
    if (err == OK)
        err = draw_problems(d, STMT_round_blocked, ROUND_ITEM_ORIGIN_blocked, d->n_longest,
                            &d->drawn.blocked, why);
    if (err == OK)
        err = draw_problems(d, STMT_round_widest, ROUND_ITEM_ORIGIN_projects, ROUND_WIDEST,
                            &d->drawn.projects, why);
    return err == OK ? ask_to_come(d, why) : err;
}

enum err round_draw(struct call *c, int64_t round, int64_t n_longest, struct round_drawn *out,
                    struct fail *why)
{
    struct drawing d = {.c = c, .round = round, .n_longest = n_longest};
    struct receipt receipt = {0};
    if (n_longest < 0 || n_longest > ROUND_MOST) {
        PROBLEM(&c->problems, S("longest"), S("range"), MSG_problem_round_longest,
                ARG_INT(ROUND_MOST));
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    struct act act = call_act(c, ACT_draw, S(""));
    enum err err = call_write(c, &act, draw_in, &d, &receipt, why);
    if (err == OK)
        *out = d.drawn;
    return err;
}

/* --- adding by hand --------------------------------------------------------------------------- */

enum err round_add(struct call *c, int64_t round, int64_t matter, struct str reason,
                   int64_t *out_item, struct fail *why)
{
    struct round_sight r = {0};
    enum err err = see_to_run(c, round, false, &r, why);
    if (err != OK)
        return err;
    struct input in[] = {
        {.field = S("round"), .text = str_fmt(c->a, "#%lld", (long long)round)},
        {.field = S("matter"), .text = str_fmt(c->a, "#%lld", (long long)matter)},
        {.field = S("reason"), .text = str_trim(reason)},
    };
    return records_create(c, &round_item_entity, 0, in, ARRAY_LEN(in), out_item, why);
}

/* --- ordering by hand ------------------------------------------------------------------------- */

struct placing {
    struct call *c;
    const struct round_place *order;
    struct round_sight r;
};

/* Places from 1 on for what is on the agenda, with the item at its wanted place. */
static const struct record **arranged(struct arena *a, const struct placing *p, ptrdiff_t *out_n)
{
    const struct page *items = &p->r.items;
    const struct record **at = NEW(a, const struct record *, items->n + 1);
    const struct record *moved = round_record(items, p->order->item);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < items->n; i++) {
        if (n + 1 == p->order->position)
            at[n++] = moved;
        if (&items->at[i] != moved && round_item_is_on(&items->at[i]))
            at[n++] = &items->at[i];
    }
    bool is_placed = p->order->position > 0 && n >= p->order->position;
    if (p->order->position > 0 && !is_placed)
        at[n++] = moved;
    *out_n = n;
    return at;
}

/* The moved one by the rules of items, with its reason. */
static enum err move_item(struct tx *tx, struct placing *p, int64_t position, struct fail *why)
{
    const struct round_place *o = p->order;
    struct arena *a = p->c->a;
    struct input in[] = {
        {.field = S("reason"), .text = str_trim(o->reason)},
        {.field = S("removed"), .text = o->position == 0 ? S("yes") : S("no")},
        {.field = S("position"), .text = str_fmt(a, "%lld", (long long)position)},
    };
    struct order order = {.c = p->c, .e = &round_item_entity, .id = o->item, .in = in};
    order.n_in = position > 0 ? 3 : 2;
    if (str_trim(o->reason).len == 0) {
        PROBLEM(&p->c->problems, S("reason"), S("missing"), MSG_problem_round_reason, ARG_NONE);
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    return order_update(tx, &order, why);
}

/* The others give way; that needs no reason of theirs. */
static enum err shift_item(struct tx *tx, const struct record *item, int64_t position,
                           struct fail *why)
{
    struct shape s = entity_shape(&round_item_entity);
    struct value v[ROUND_ITEM_N_FIELDS];
    for (int i = 0; i < ROUND_ITEM_N_FIELDS; i++)
        v[i] = item->v[i];
    if (v[ROUND_ITEM_position].i == position)
        return OK;
    v[ROUND_ITEM_position] = VALUE_OF_INT(position);
    return tx_update(tx, &s, item->id, 0, v, why);
}

static enum err place_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct placing *p = ctx;
    struct call inside = call_in(p->c, tx_view(tx));
    ptrdiff_t n = 0;
    p->c->problems = problems_on(p->c->a);
    enum err err = see_to_run(&inside, p->order->round, false, &p->r, why);
    if (err != OK)
        return err;
    if (!round_record(&p->r.items, p->order->item))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_round_item));
    const struct record **at = arranged(inside.a, p, &n);
    if (p->order->position == 0)
        err = move_item(tx, p, 0, why);
    for (ptrdiff_t i = 0; err == OK && i < n; i++)
        err = at[i]->id == p->order->item ? move_item(tx, p, i + 1, why)
                                          : shift_item(tx, at[i], i + 1, why);
    return err;
}

enum err round_place(struct call *c, const struct round_place *order, struct fail *why)
{
    struct placing p = {.c = c, .order = order};
    struct receipt receipt = {0};
    struct act act = call_act(c, ACT_arrange, S(""));
    return call_write(c, &act, place_in, &p, &receipt, why);
}
