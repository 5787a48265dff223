/*
 * rules_post.c -- posts, who holds them, and accounts.
 *
 * A secretary's post serves another; the acts of its holder are recorded on that post's behalf. A
 * post has one holder at a time; deputies and secretaries beside it. Nobody gives a post to
 * oneself or lays one's own down, and who keeps the posts cannot make a held one another: whoever
 * is in it was put there by the security administrator (GB/T 22239: administrators restrain one
 * another).
 */
#include "app/rules.h"
#include "base/outside.h"
#include "entity/account.h"
#include "entity/holding.h"

static bool is_choice(const struct value *v, struct str code)
{
    return v->type == VALUE_TEXT && str_eq(v->t, code);
}

static bool is_held_after(const struct page *holdings, int64_t day)
{
    for (ptrdiff_t i = 0; i < holdings->n; i++) {
        const struct value *held_to = &holdings->at[i].v[HOLDING_held_to];
        if (held_to->type == VALUE_NULL || held_to->i > day)
            return true;
    }
    return false;
}

static enum err holdings_of(struct change *ch, int64_t post, struct page *out, struct fail *why)
{
    struct shape shape = entity_shape(&holding_entity);
    struct condition same_post = {
        .column = S("post"), .op = OP_EQ, .values = &VALUE_OF_INT(post), .n_values = 1};
    struct select q = {.shape = &shape, .where = &same_post, .n_where = 1, .limit = 1000};
    return view_select(ch->c->view, ch->c->a, &q, out, why);
}

/* What a post may do is given together with the post; it does not change under its holder. */
static enum err check_held(struct change *ch, struct fail *why)
{
    static const int fields[] = {POST_unit, POST_role, POST_serves, POST_closed_on};
    struct page holdings = {0};
    bool is_asked = false;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(fields) && !is_asked; i++)
        is_asked = change_alters(ch, fields[i]);
    if (!ch->old || !is_asked || ch->c->who.is_system)
        return OK;
    enum err err = holdings_of(ch, ch->old->id, &holdings, why);
    for (ptrdiff_t i = 0; err == OK && i < ARRAY_LEN(fields); i++) {
        const struct value *v = change_value(ch, fields[i]);
        bool is_end = fields[i] == POST_closed_on && v->type == VALUE_INT;
        if (change_alters(ch, fields[i]) && is_held_after(&holdings, is_end ? v->i : ch->c->today))
            PROBLEM(&ch->c->problems, ch->s->e->fields[fields[i]].name, S("held"),
                    MSG_problem_post_held, ARG_NONE);
    }
    return err;
}

/* What was done in a post was done for its unit: it stays there. One that nobody ever held may be
 * put right. */
static enum err check_never_held(struct change *ch, struct fail *why)
{
    struct page holdings = {0};
    if (!ch->old || !change_alters(ch, POST_unit) || problems_stop(&ch->c->problems))
        return OK;
    enum err err = holdings_of(ch, ch->old->id, &holdings, why);
    if (err == OK && holdings.n > 0)
        PROBLEM(&ch->c->problems, S("unit"), S("held"), MSG_problem_post_was_held, ARG_NONE);
    return err;
}

enum err post_check(struct change *ch, struct fail *why)
{
    const struct value *serves = change_value(ch, POST_serves);
    if (ch->old && serves->type == VALUE_INT && serves->i == ch->old->id)
        PROBLEM(&ch->c->problems, S("serves"), S("cycle"), MSG_problem_itself, ARG_NONE);
    enum err err = check_held(ch, why);
    return err == OK ? check_never_held(ch, why) : err;
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

static bool is_own(const struct change *ch, const struct value *v)
{
    return v[HOLDING_account].type == VALUE_INT && !ch->c->who.is_system &&
           v[HOLDING_account].i == ch->c->who.account;
}

enum err holding_check(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    if (is_own(ch, v) || (ch->old && is_own(ch, ch->old->v)))
        PROBLEM(&ch->c->problems, S("account"), S("own"), MSG_problem_own_holding, ARG_NONE);
    if (v[HOLDING_post].type != VALUE_INT || v[HOLDING_held_from].type != VALUE_INT)
        return OK;
    struct page others = {0};
    enum err err = holdings_of(ch, v[HOLDING_post].i, &others, why);
    if (err == OK)
        check_overlap(ch, &others);
    return err;
}

enum err holding_may_void(struct change *ch, struct fail *why)
{
    if (is_own(ch, ch->old->v))
        return FAIL(why, ERR_FORBIDDEN, MSG_problem_own_holding, ARG_NONE);
    return OK;
}

enum err account_owner(struct change *ch, int64_t *out, struct fail *why)
{
    return home_county(ch->c, out, why);
}

void account_check_mail(struct change *ch)
{
    const struct value *mail = change_value(ch, ACCOUNT_mail);
    if (mail->type == VALUE_TEXT && change_alters(ch, ACCOUNT_mail) &&
        !mail_address_is_plain(mail->t))
        PROBLEM(&ch->c->problems, S("mail"), S("malformed"), MSG_problem_mail_address, ARG_NONE);
}

enum err account_check(struct change *ch, struct fail *why)
{
    (void)why;
    const struct value *state = change_value(ch, ACCOUNT_state);
    bool is_own = ch->old && ch->old->id == ch->c->who.account;
    if (is_own && !is_choice(state, S("active")))
        PROBLEM(&ch->c->problems, S("state"), S("own"), MSG_problem_own_account, ARG_NONE);
    account_check_mail(ch);
    return OK;
}
