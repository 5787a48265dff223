/*
 * acts.c -- who did what, in words.
 *
 * Names are found by records_names(), which takes records: here rows of holding, the entity whose
 * fields name an account and a post.
 */
#include "web/pages/acts.h"

#include "entity/account.h"
#include "entity/holding.h"
#include "entity/post.h"

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

enum msg action_words(struct str action)
{
    static const struct act_name {
        struct str code;
        enum msg text;
    } all[] = {
        {S_("create"), MSG_web_act_create},
        {S_("update"), MSG_web_act_update},
        {S_("void"), MSG_web_act_void},
        {S_("import"), MSG_web_act_import},
        {S_("figures"), MSG_web_act_figures},
        {S_("change_unit"), MSG_web_act_change_unit},
        {S_("answer_link"), MSG_web_act_answer_link},
        {S_("move"), MSG_web_act_move},
        {S_("sign_in"), MSG_web_act_sign_in},
        {S_("sign_in_by_link"), MSG_web_act_sign_in_by_link},
        {S_("sign_in_failed"), MSG_web_act_sign_in_failed},
        {S_("sign_out"), MSG_web_act_sign_out},
        {S_("revoke_session"), MSG_web_act_revoke_session},
        {S_("link"), MSG_web_act_link},
        {S_("reset"), MSG_web_act_reset},
        {S_("password"), MSG_web_act_password},
        {S_("read_phone"), MSG_web_act_read_phone},
        {S_("clock"), MSG_web_act_clock},
        {S_("read_contact"), MSG_web_act_read_contact},
        {S_("draw"), MSG_web_act_draw},
        {S_("arrange"), MSG_web_act_arrange},
        {S_("minutes"), MSG_web_act_minutes},
        {S_("erase"), MSG_web_act_erase},
        {S_("rotate_key"), MSG_web_act_rotate_key},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(all); i++)
        if (str_eq(action, all[i].code))
            return all[i].text;
    return MSG_none;
}
