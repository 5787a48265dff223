/*
 * rules_post.c -- posts, who holds them, and accounts.
 *
 * A secretary's post serves another; the acts of its holder are recorded on that post's behalf. A
 * post has one holder at a time; deputies and secretaries beside it. Nobody gives a post to
 * oneself (GB/T 22239: administrators restrain one another).
 */
#include "app/rules.h"
#include "entity/account.h"
#include "entity/holding.h"

static bool is_choice(const struct value *v, struct str code)
{
    return v->type == VALUE_TEXT && str_eq(v->t, code);
}

enum err post_check(struct change *ch, struct fail *why)
{
    (void)why;
    const struct value *serves = change_value(ch, POST_serves);
    if (ch->old && serves->type == VALUE_INT && serves->i == ch->old->id)
        PROBLEM(&ch->c->problems, S("serves"), S("cycle"), MSG_problem_itself, ARG_NONE);
    return OK;
}

static enum err post_unit(struct change *ch, int64_t post, int64_t *out, struct fail *why)
{
    struct shape shape = entity_shape(&post_entity);
    struct record record = {0};
    enum err err = view_get(ch->c->view, ch->c->a, &shape, NULL, post, &record, why);
    if (err == ERR_NOT_FOUND)
        return OK; /* the reference's own problem */
    if (err == OK)
        *out = record.v[POST_unit].i;
    return err;
}

enum err holding_owner(struct change *ch, int64_t *out, struct fail *why)
{
    const struct value *post = change_value(ch, HOLDING_post);
    *out = 0;
    return post->type == VALUE_INT ? post_unit(ch, post->i, out, why) : OK;
}

/* Do [from, to) of two holdings meet? An open end is the far future. */
static bool dates_meet(const struct value *a, const struct value *b)
{
    int64_t a_to = a[HOLDING_held_to].type == VALUE_NULL ? INT64_MAX : a[HOLDING_held_to].i;
    int64_t b_to = b[HOLDING_held_to].type == VALUE_NULL ? INT64_MAX : b[HOLDING_held_to].i;
    return a[HOLDING_held_from].i < b_to && b[HOLDING_held_from].i < a_to;
}

/* Holder and acting holder are the same chair. */
static bool fills_chair(const struct value *v)
{
    return is_choice(&v[HOLDING_as_what], S("holder")) ||
           is_choice(&v[HOLDING_as_what], S("acting"));
}

static void check_overlap(struct change *ch, const struct page *others)
{
    for (ptrdiff_t i = 0; i < others->n; i++) {
        const struct record *other = &others->at[i];
        if ((ch->old && other->id == ch->old->id) || !dates_meet(ch->v, other->v))
            continue;
        bool same_person = value_eq(&ch->v[HOLDING_account], &other->v[HOLDING_account]);
        bool same_chair = fills_chair(ch->v) && fills_chair(other->v);
        if (same_person || same_chair)
            PROBLEM(&ch->c->problems, S("held_from"), S("overlap"),
                    same_person ? MSG_problem_holding_same_person : MSG_problem_holding_overlap,
                    ARG_DATE(other->v[HOLDING_held_from].i));
    }
}

enum err holding_check(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    bool is_own = v[HOLDING_account].type == VALUE_INT && !ch->c->who.is_system &&
                  v[HOLDING_account].i == ch->c->who.account;
    if (is_own)
        PROBLEM(&ch->c->problems, S("account"), S("own"), MSG_problem_own_holding, ARG_NONE);
    if (v[HOLDING_post].type != VALUE_INT || v[HOLDING_held_from].type != VALUE_INT)
        return OK;
    struct shape shape = entity_shape(&holding_entity);
    struct condition same_post = {
        .column = S("post"), .op = OP_EQ, .values = &v[HOLDING_post], .n_values = 1};
    struct select q = {.shape = &shape, .where = &same_post, .n_where = 1, .limit = 1000};
    struct page others = {0};
    enum err err = view_select(ch->c->view, ch->c->a, &q, &others, why);
    if (err == OK)
        check_overlap(ch, &others);
    return err;
}

enum err account_owner(struct change *ch, int64_t *out, struct fail *why)
{
    return home_county(ch->c, out, why);
}

enum err account_check(struct change *ch, struct fail *why)
{
    (void)why;
    const struct value *state = change_value(ch, ACCOUNT_state);
    bool is_own = ch->old && ch->old->id == ch->c->who.account;
    if (is_own && !is_choice(state, S("active")))
        PROBLEM(&ch->c->problems, S("state"), S("own"), MSG_problem_own_account, ARG_NONE);
    return OK;
}
