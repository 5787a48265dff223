/*
 * rounds.c -- a round as it is seen.
 */
#include "app/rounds.h"

#include "entity/attendance.h"
#include "entity/matter.h"
#include "entity/round.h"
#include "entity/round_item.h"

enum { ROWS_MOST = ROUND_ITEMS_MOST };

/* --- reading ---------------------------------------------------------------------------------- */

/* What hangs on the round, as far as the caller sees it. */
static enum err read_of(struct call *c, const struct entity *e, int64_t round, struct str sort,
                        struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct scope scope = scope_to_read(c, e);
    struct value is = VALUE_OF_INT(round);
    struct condition where = {.column = S("round"), .op = OP_EQ, .values = &is, .n_values = 1};
    *shape = entity_shape(e);
    struct select q = {.shape = shape, .where = &where, .n_where = 1, .scope = &scope};
    q.sort = sort;
    q.limit = ROWS_MOST;
    return view_select(c->view, c->a, &q, out, why);
}

static enum err read_spines(struct call *c, const struct value *ids, ptrdiff_t n, struct page *out,
                            struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct scope scope = scope_to_read(c, &matter_entity);
    struct condition in = {.column = S("id"), .op = OP_IN, .values = ids, .n_values = (int)n};
    *shape = entity_shape(&matter_entity);
    struct select q = {.shape = shape, .where = &in, .n_where = 1, .scope = &scope};
    q.limit = ROWS_MOST;
    *out = (struct page){0};
    return n > 0 ? view_select(c->view, c->a, &q, out, why) : OK;
}

static enum err read_matters(struct call *c, struct round_sight *r, struct fail *why)
{
    struct value *ids = NEW(c->a, struct value, r->items.n + 1);
    for (ptrdiff_t i = 0; i < r->items.n; i++)
        ids[i] = r->items.at[i].v[ROUND_ITEM_matter];
    return read_spines(c, ids, r->items.n, &r->matters, why);
}

static enum err read_made(struct call *c, struct round_sight *r, struct fail *why)
{
    struct value round = VALUE_OF_INT(r->m.record.id);
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_round_made, &round, 1, &rows, why);
    if (err != OK)
        return err;
    struct value *ids = NEW(c->a, struct value, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        ids[i] = *rows_at(&rows, i, 0);
    return read_spines(c, ids, rows.n, &r->made, why);
}

enum err round_see(struct call *c, int64_t id, struct round_sight *out, struct fail *why)
{
    struct round_sight r = {0};
    enum err err = matter_see(c, id, &r.m, why);
    if (err == OK && r.m.e != &round_entity)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_round));
    if (err == OK)
        err = read_of(c, &round_item_entity, id, S("position"), &r.items, why);
    if (err == OK)
        err = read_of(c, &attendance_entity, id, S(""), &r.seats, why);
    if (err == OK)
        err = read_matters(c, &r, why);
    if (err == OK)
        err = read_made(c, &r, why);
    if (err != OK)
        return err;
    r.may_run = (r.m.hands & HAND_OFFICE) && !flow_is_end(r.m.state) && c->as_of == 0;
    *out = r;
    return OK;
}

const struct record *round_record(const struct page *p, int64_t id)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (p->at[i].id == id)
            return &p->at[i];
    return NULL;
}

bool round_item_is_on(const struct record *item)
{
    return item->v[ROUND_ITEM_removed].i == 0;
}

/* --- before the minutes are issued -------------------------------------------------------------
 */

enum err round_may_issue(struct call *c, int64_t round, struct fail *why)
{
    struct value is = VALUE_OF_INT(round);
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_round_open_items, &is, 1, &rows, why);
    if (err == OK && rows_at(&rows, 0, 0)->i > 0)
        return FAIL(why, ERR_CONFLICT, MSG_round_items_open, ARG_INT(rows_at(&rows, 0, 0)->i));
    return err;
}
