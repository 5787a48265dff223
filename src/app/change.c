/*
 * change.c -- from judged values to rows.
 */
#include "app/change.h"

static bool is_sealed_here(const struct change *ch, int field)
{
    return ch->s->fields[field].kind == KIND_PROTECTED && ch->v[field].type == VALUE_TEXT &&
           change_alters(ch, field);
}

/* Seals what is new in clear; *out_used tells whether the record has a key to keep. */
static enum err seal(struct change *ch, struct view *v, struct record_key *key, bool *out_used,
                     struct fail *why)
{
    const struct entity *e = ch->s->e;
    int64_t id = ch->old ? ch->old->id : 0;
    *out_used = false;
    for (int i = 0; i < ch->s->n; i++) {
        if (!is_sealed_here(ch, i))
            continue;
        enum err err = *out_used ? OK : protect_key(ch->c->app, v, e->name, id, key, why);
        if (err != OK)
            return err;
        *out_used = true;
        ch->v[i] = VALUE_OF_TEXT(
            protect_seal(ch->c->app, ch->c->a, key, e->name, ch->s->fields[i].name, ch->v[i].t));
    }
    return OK;
}

enum err change_follow(struct change *ch, struct fail *why)
{
    const struct rules *rules = rules_of(ch->s->e);
    struct change before = *ch;
    int64_t was = 0;
    int64_t is = 0;
    before.v = ch->old->v;
    if (rules->owner_is_free)
        return OK;
    enum err err = rules->owner_of(&before, &was, why);
    if (err == OK)
        err = rules->owner_of(ch, &is, why);
    if (err != OK || was == is || is == ch->owner)
        return err;
    ch->owner = is;
    return must_reach(ch->c, ch->l, ch->s->e, is, why);
}

static enum err update_row(struct change *ch, struct tx *tx, int64_t version, struct fail *why)
{
    struct new_row row = {.owner = ch->owner, .v = ch->v};
    if (ch->owner == ch->old->owner)
        return tx_update(tx, ch->s, ch->old->id, version, ch->v, why);
    return tx_update_row(tx, ch->s, ch->old->id, version, &row, why);
}

enum err change_write(struct change *ch, struct tx *tx, int64_t version, int64_t *out_id,
                      struct fail *why)
{
    struct record_key key = {0};
    bool has_key = false;
    int64_t id = ch->old ? ch->old->id : 0;
    enum err err = seal(ch, tx_view(tx), &key, &has_key, why);
    if (err == OK && ch->old)
        err = update_row(ch, tx, version, why);
    else if (err == OK)
        err = tx_insert(tx, ch->s, ch->owner, ch->v, &id, why);
    if (err == OK && has_key)
        err = protect_keep(ch->c->app, tx, &key, ch->s->e->name, id, why);
    if (err == OK)
        *out_id = id;
    return err;
}
