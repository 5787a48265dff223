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

enum err change_write(struct change *ch, struct tx *tx, int64_t version, int64_t *out_id,
                      struct fail *why)
{
    struct record_key key = {0};
    bool has_key = false;
    int64_t id = ch->old ? ch->old->id : 0;
    enum err err = seal(ch, tx_view(tx), &key, &has_key, why);
    if (err == OK && ch->old)
        err = tx_update(tx, ch->s, id, version, ch->v, why);
    else if (err == OK)
        err = tx_insert(tx, ch->s, ch->owner, ch->v, &id, why);
    if (err == OK && has_key)
        err = protect_keep(ch->c->app, tx, &key, ch->s->e->name, id, why);
    if (err == OK)
        *out_id = id;
    return err;
}
