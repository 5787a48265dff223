/*
 * records.c -- reading, making, changing and voiding records of any entity.
 *
 * Whatever is decided about a write is decided inside it, from what the transaction reads: rights,
 * own fields, references, rules. The writing functions are therefore repeatable.
 */
#include "app/records.h"

#include "app/change.h"
#include "app/refs.h"
#include "app/shapes.h"
#include "base/text.h"
#include "entity/complaint.h"

enum err records_shape(struct call *c, const struct entity *e, int64_t owner, struct shape *out,
                       struct fail *why)
{
    struct lookups l = lookups_on(c->a, c->view);
    return shape_for(c, &l, e, owner, out, why);
}

/* --- reading one ------------------------------------------------------------------------------ */

enum err records_get(struct call *c, const struct entity *e, int64_t id, struct shape *out_shape,
                     struct record *out, struct fail *why)
{
    enum err err = must(c, right_to_read(e), why);
    struct shape shape = entity_shape(e);
    struct record record = {0};
    if (err != OK)
        return err;
    struct scope scope = scope_to_read(c, e);
    err = view_get(c->view, c->a, &shape, &scope, id, &record, why);
    if (err != OK)
        return err;
    struct lookups l = lookups_on(c->a, c->view);
    int compiled = shape.n;
    err = shape_for(c, &l, e, record.owner, &shape, why);
    if (err == OK && shape.n > compiled)
        err = view_get(c->view, c->a, &shape, &scope, id, &record, why);
    if (err != OK)
        return err;
    *out_shape = shape;
    *out = record;
    return OK;
}

static bool is_within(const struct entity *e, const struct record *r, const struct condition *is)
{
    struct shape shape = entity_shape(e);
    int at = shape_index(&shape, is->column);
    assert(at >= 0 && (is->op == OP_EQ || is->op == OP_NE));
    return value_eq(&r->v[at], &is->values[0]) == (is->op == OP_EQ);
}

/* A voided record is in nobody's list, but its past is for those whose it was. */
static enum err must_see_past(struct call *c, const struct entity *e, const struct pasts *pasts,
                              struct fail *why)
{
    struct scope scope = scope_to_read(c, e);
    const struct unit_info *owner = NULL;
    struct lookups l = lookups_on(c->a, c->view);
    /* Of what hangs on another record, or is narrowed, the last owner does not tell enough. */
    if (scope.all)
        return OK;
    if (scope.hangs_by.len > 0 ||
        (scope.within && !is_within(e, &pasts->at[0].record, scope.within)))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(e->title));
    enum err err = lookup_unit(&l, pasts->at[0].record.owner, &owner, why);
    if (err != OK)
        return err;
    for (int i = 0; owner && i < scope.n_trees; i++)
        if (unit_is_in(owner, scope.trees[i]))
            return OK;
    return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(e->title));
}

/* Who wrote about the program and did not want to be named is not named by its past either. */
static void hide_author(struct pasts *pasts)
{
    for (ptrdiff_t i = 0; i < pasts->n; i++) {
        struct past *p = &pasts->at[i];
        if (p->record.version != 1 || p->record.v[COMPLAINT_author].type == VALUE_INT)
            continue;
        p->account = 0;
        p->post = 0;
        p->on_behalf = 0;
    }
}

enum err records_past(struct call *c, const struct entity *e, int64_t id, struct shape *out_shape,
                      struct pasts *out, struct fail *why)
{
    struct record now = {0};
    struct shape shape = entity_shape(e);
    struct pasts pasts = {0};
    enum err err = records_get(c, e, id, &shape, &now, why);
    bool is_voided = err == ERR_NOT_FOUND;
    if (err != OK && !is_voided)
        return err;
    err = view_past(c->view, c->a, &shape, id, &pasts, why);
    if (err == OK && pasts.n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(e->title));
    if (err == OK && is_voided)
        err = must_see_past(c, e, &pasts, why);
    if (err != OK)
        return err;
    if (e == &complaint_entity)
        hide_author(&pasts);
    *out_shape = shape;
    *out = pasts;
    return OK;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Values from what was typed, references understood, rules asked. */
static enum err order_read(const struct order *o, struct change *ch, struct fail *why)
{
    ptrdiff_t n_faults = 0;
    struct arena *a = ch->c->a;
    struct input *in = NEW(a, struct input, o->n_in + 1);
    struct ref_fault *faults = NEW(a, struct ref_fault, o->n_in + 1);
    for (ptrdiff_t i = 0; i < o->n_in; i++)
        in[i] = o->in[i];
    const struct unit_info *owner = NULL;
    enum err err = ch->owner ? lookup_unit(ch->l, ch->owner, &owner, why) : OK;
    if (err != OK)
        return err;
    struct refs refs = refs_on(ch->c, ch->l, owner ? owner->county : 0);
    err = refs_inputs(&refs, ch->s, in, o->n_in, faults, &n_faults, why);
    if (err != OK)
        return err;
    ch->v = NEW(a, struct value, ch->s->n);
    record_read(a, ch->s, in, o->n_in, ch->old ? ch->old->v : NULL, ch->v, &ch->c->problems);
    ref_faults_tell(faults, n_faults, &ch->c->problems);
    return OK;
}

static enum err order_judge(const struct order *o, struct change *ch, struct fail *why)
{
    const struct rules *rules = rules_of(o->e);
    enum err err = rules->check ? rules->check(ch, why) : OK;
    if (err != OK)
        return err;
    if (problems_stop(&ch->c->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(ch->c->problems.n_all));
    return change_may(ch, why);
}

/* The compiled fields say whose record it is; then that owner's own fields are known too. */
static enum err order_owner(const struct order *o, struct change *ch, struct shape *out,
                            struct fail *why)
{
    const struct rules *rules = rules_of(o->e);
    struct call aside = *ch->c; /* problems of this first reading are not told */
    struct shape compiled = entity_shape(o->e);
    struct change first = {.c = &aside, .l = ch->l, .s = &compiled};
    aside.problems = problems_on(aside.a);
    enum err err = order_read(o, &first, why);
    if (err == OK)
        err = rules->owner_of(&first, &ch->owner, why);
    if (err == OK && o->owner != 0 && rules->owner_is_free)
        ch->owner = o->owner;
    return err == OK ? shape_for(ch->c, ch->l, o->e, ch->owner, out, why) : err;
}

static enum err write_and_follow(struct change *ch, struct tx *tx, struct order *o,
                                 struct fail *why)
{
    const struct rules *rules = rules_of(o->e);
    enum err err = change_write(ch, tx, o->version, &o->made, why);
    return err == OK && rules->after ? rules->after(ch, tx, o->made, why) : err;
}

enum err order_create(struct tx *tx, struct order *o, struct fail *why)
{
    struct call inside = call_in(o->c, tx_view(tx));
    struct lookups l = lookups_on(inside.a, inside.view);
    struct shape shape = {0};
    struct change ch = {.c = &inside, .l = &l, .s = &shape};
    inside.problems = problems_on(inside.a);
    enum err err = order_owner(o, &ch, &shape, why);
    if (err == OK)
        err = order_read(o, &ch, why);
    if (err == OK)
        err = order_judge(o, &ch, why);
    o->c->problems = inside.problems;
    if (err != OK)
        return err;
    if (o->finish)
        o->finish(&ch, o->ctx);
    return write_and_follow(&ch, tx, o, why);
}

static enum err create_in(struct tx *tx, void *ctx, struct fail *why)
{
    return order_create(tx, ctx, why);
}

enum err records_create(struct call *c, const struct entity *e, int64_t owner,
                        const struct input *in, ptrdiff_t n, int64_t *out_id, struct fail *why)
{
    struct receipt receipt = {0};
    struct order o = {.c = c, .e = e, .owner = owner, .in = in, .n_in = n};
    enum err err = must_write_to(c, e, WRITE_MAKE, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_create, S(""));
    err = call_write(c, &act, create_in, &o, &receipt, why);
    if (err == OK)
        *out_id = o.made;
    return err;
}

/* The record as it is now, with its owner's own fields; NOT_FOUND if the caller may not see it. */
static enum err change_begin(const struct order *o, struct change *ch, struct shape *shape,
                             struct record *old, struct fail *why)
{
    enum err err = records_get(ch->c, o->e, o->id, shape, old, why);
    if (err != OK)
        return err;
    if (o->version != 0 && old->version != o->version)
        return FAIL(why, ERR_STALE, MSG_err_stale, ARG_INT(old->version));
    ch->old = old;
    ch->v = old->v;
    ch->owner = old->owner;
    return OK;
}

enum err order_update(struct tx *tx, struct order *o, struct fail *why)
{
    struct call inside = call_in(o->c, tx_view(tx));
    struct lookups l = lookups_on(inside.a, inside.view);
    struct shape shape = {0};
    struct record old = {0};
    struct change ch = {.c = &inside, .l = &l, .s = &shape};
    inside.problems = problems_on(inside.a);
    enum err err = change_begin(o, &ch, &shape, &old, why);
    if (err == OK)
        err = order_read(o, &ch, why);
    if (err == OK)
        err = order_judge(o, &ch, why);
    o->c->problems = inside.problems;
    if (err == OK)
        err = change_follow(&ch, why);
    return err == OK ? write_and_follow(&ch, tx, o, why) : err;
}

static enum err update_in(struct tx *tx, void *ctx, struct fail *why)
{
    return order_update(tx, ctx, why);
}

enum err records_update(struct call *c, const struct entity *e, int64_t id, int64_t version,
                        const struct input *in, ptrdiff_t n, struct fail *why)
{
    struct receipt receipt = {0};
    struct order o = {.c = c, .e = e, .id = id, .version = version, .in = in, .n_in = n};
    enum err err = must_write_to(c, e, WRITE_MEND, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_update, S(""));
    return call_write(c, &act, update_in, &o, &receipt, why);
}

enum err order_void(struct tx *tx, struct order *o, struct fail *why)
{
    struct call inside = call_in(o->c, tx_view(tx));
    struct lookups l = lookups_on(inside.a, inside.view);
    struct shape shape = {0};
    struct record old = {0};
    struct change ch = {.c = &inside, .l = &l, .s = &shape};
    const struct rules *rules = rules_of(o->e);
    enum err err = change_begin(o, &ch, &shape, &old, why);
    if (err == OK)
        err = change_may(&ch, why);
    if (err == OK && rules->may_void)
        err = rules->may_void(&ch, why);
    return err == OK ? tx_void(tx, &shape, o->id, o->version, why) : err;
}

static enum err void_in(struct tx *tx, void *ctx, struct fail *why)
{
    return order_void(tx, ctx, why);
}

enum err records_void(struct call *c, const struct entity *e, int64_t id, int64_t version,
                      struct str reason, struct fail *why)
{
    enum { REASON_MAX = 500 };
    struct receipt receipt = {0};
    struct order o = {.c = c, .e = e, .id = id, .version = version};
    enum err err = must_write_to(c, e, WRITE_VOID, why);
    if (err != OK)
        return err;
    reason = str_trim(reason);
    if (reason.len == 0 || utf8_count(reason) > REASON_MAX) {
        PROBLEM(&c->problems, S("reason"), S("missing"), MSG_problem_void_reason,
                ARG_INT(REASON_MAX));
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    struct act act = call_act(c, ACT_void, reason);
    return call_write(c, &act, void_in, &o, &receipt, why);
}
