/*
 * ruling.c -- the deciding post: put down by the nearest unit, else who assigned, else supervision.
 */
#include "app/ruling.h"

#include "app/owned.h"
#include "entity/deciding_post.h"
#include "entity/matter.h"

/* The question that a state puts; DECIDING_POST_ABOUT_COUNT: none. */
static enum deciding_post_about question_of(enum matter_state to)
{
    static const struct {
        enum matter_state state;
        enum deciding_post_about about;
    } questions[] = {{STATE_objected, DECIDING_POST_ABOUT_objection},
                     {STATE_delaying, DECIDING_POST_ABOUT_delay},
                     {STATE_disagreed, DECIDING_POST_ABOUT_disagreement}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(questions); i++)
        if (questions[i].state == to)
            return questions[i].about;
    return DECIDING_POST_ABOUT_COUNT;
}

/* Nearest owner first; there, a row of this kind before one of every kind. 0: not for it. */
static int nearness(const struct call *c, const struct unit_info *owner, const struct record *row,
                    enum deciding_post_about about, const struct value *spine)
{
    const struct value *v = row->v;
    const struct value *kind = &v[DECIDING_POST_kind];
    bool is_for =
        str_eq(v[DECIDING_POST_about].t, deciding_post_abouts[about].code) &&
        (kind->type == VALUE_NULL || value_eq(kind, &spine[MATTER_kind])) &&
        owned_in_force(&v[DECIDING_POST_valid_from], &v[DECIDING_POST_valid_to], c->today);
    int near = is_for ? owned_nearness(owner, row->owner) : 0;
    return near > 0 ? 2 * near + (kind->type != VALUE_NULL) : 0;
}

static enum err put_down(struct call *c, const struct unit_info *owner,
                         const struct matter_sight *m, enum deciding_post_about about, int64_t *out,
                         struct fail *why)
{
    struct records rows = {0};
    int best = 0;
    enum err err = owned_read(c->view, c->a, &deciding_post_entity, owner, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        int near = nearness(c, owner, &rows.at[i], about, m->record.v);
        if (near > best) {
            best = near;
            *out = rows.at[i].v[DECIDING_POST_post].i;
        }
    }
    return err;
}

/* The post, or the one it acted for, if it is one of the offices or leaders that coordinate. */
static enum err who_assigned(struct call *c, const struct matter_sight *m, int64_t *out,
                             struct fail *why)
{
    struct value arg = VALUE_OF_INT(m->record.id);
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_matter_assigner, &arg, 1, &rows, why);
    if (err == OK && rows.n > 0)
        *out = rows_at(&rows, 0, 0)->i;
    return err;
}

static enum err supervision_of(struct call *c, const struct unit_info *owner, int64_t *out,
                               struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(owner->county), VALUE_OF_INT(c->today)};
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_post_supervision, args, 2, &rows, why);
    if (err == OK && rows.n > 0)
        *out = rows_at(&rows, 0, 0)->i;
    return err;
}

enum err ruling_post(struct call *c, struct lookups *l, const struct matter_sight *m,
                     enum matter_state to, int64_t *out, struct fail *why)
{
    enum deciding_post_about about = question_of(to);
    const struct unit_info *owner = NULL;
    int64_t post = 0;
    bool is_held = false;
    *out = 0;
    if (about == DECIDING_POST_ABOUT_COUNT)
        return OK;
    enum err err = lookup_unit(l, m->record.owner, &owner, why);
    if (err != OK || !owner)
        return err;
    err = put_down(c, owner, m, about, &post, why);
    if (err == OK && post == 0)
        err = who_assigned(c, m, &post, why);
    if (err == OK && post != 0)
        err = post_is_held(c, post, &is_held, why);
    if (err == OK && !is_held) {
        post = 0;
        err = supervision_of(c, owner, &post, why);
    }
    if (err == OK)
        *out = post;
    return err;
}

enum err post_is_held(struct call *c, int64_t post, bool *out, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(post), VALUE_OF_INT(c->today)};
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_post_is_held, args, 2, &rows, why);
    if (err == OK)
        *out = rows.n > 0;
    return err;
}
