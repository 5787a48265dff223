/*
 * acts.c -- who did what, in words.
 *
 * Names are found by records_names(), which takes records: here rows of holding, the entity whose
 * fields name an account and a post.
 */
#include "web/pages/acts.h"

#include "core/act.h"
#include "entity/account.h"
#include "entity/holding.h"
#include "entity/post.h"
#include "entity/unit_change.h"

struct actors actors_on(struct exchange *x, ptrdiff_t n_acts)
{
    return (struct actors){.x = x,
                           .shape = entity_shape(&holding_entity),
                           .at = NEW(x->a, struct record, 2 * n_acts + 1),
                           .room = 2 * n_acts};
}

static void want(struct actors *w, int64_t account, int64_t post)
{
    assert(w->n < w->room);
    struct value *v = NEW(w->x->a, struct value, w->shape.n);
    if (account != 0)
        v[HOLDING_account] = VALUE_OF_INT(account);
    if (post != 0)
        v[HOLDING_post] = VALUE_OF_INT(post);
    w->at[w->n++] = (struct record){.v = v};
}

void actors_want(struct actors *w, int64_t account, int64_t post, int64_t on_behalf)
{
    want(w, account, post);
    if (on_behalf != 0)
        want(w, 0, on_behalf);
}

enum err actors_find(struct actors *w, struct fail *why)
{
    return records_names(&w->x->call, &w->shape, w->at, w->n, &w->names, why);
}

struct str actor_name(const struct actors *w, const struct entity *e, int64_t id)
{
    if (id == 0)
        return e == &account_entity ? words(w->x, MSG_web_record_machine) : S("");
    const struct name *name = names_find(&w->names, e, id);
    if (!name)
        return str_fmt(w->x->a, "#%lld", (long long)id);
    return name->name.len > 0 ? name->name : name->code;
}

struct str actor_post(const struct actors *w, int64_t post, int64_t on_behalf)
{
    return post == on_behalf ? S("") : actor_name(w, &post_entity, post);
}

struct str action_words(struct exchange *x, struct str code)
{
    enum msg label = act_label(code);
    return label == MSG_none ? code : words(x, label);
}

struct str note_words(struct exchange *x, struct str note)
{
    for (int i = 0; i < UNIT_CHANGE_COUNT; i++)
        if (str_eq(unit_changes[i].code, note))
            return words(x, unit_changes[i].label);
    enum msg label = act_note_label(note);
    return label == MSG_none ? note : words(x, label);
}
