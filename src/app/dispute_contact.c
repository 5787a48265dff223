/*
 * dispute_contact.c -- who asks in a dispute, read for one act.
 */
#include "app/dispute_contact.h"

#include "app/protect.h"
#include "entity/dispute.h"

static const int contact_fields[CONTACT_FIELDS] = {DISPUTE_person, DISPUTE_phone, DISPUTE_address};

bool dispute_contact_is_for(const struct call *c, const struct matter_sight *m)
{
    bool is_office = sees_to_matters(c) || c->who.is_system;
    return m->e == &dispute_entity && (is_office || (m->hands & (HAND_AUTHOR | HAND_LEAD)));
}

static enum err read_clear(struct call *c, const struct record *r, struct dispute_contact *out,
                           struct fail *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < CONTACT_FIELDS; i++) {
        const struct field *f = &dispute_entity.fields[contact_fields[i]];
        const struct value *sealed = &r->v[contact_fields[i]];
        struct protect_place place = {.entity = dispute_entity.name, .id = r->id, .field = f->name};
        out->field[i] = f;
        out->text[i] = S("");
        if (sealed->type == VALUE_TEXT)
            err = protect_open(c->app, c->view, c->a, &place, sealed->t, &out->text[i], why);
    }
    return err;
}

/* The act is all there is: nothing is written but that it was read. */
static enum err note_in(struct tx *tx, void *ctx, struct fail *why)
{
    (void)tx;
    (void)ctx;
    (void)why;
    return OK;
}

enum err dispute_contact(struct call *c, int64_t id, struct dispute_contact *out, struct fail *why)
{
    struct matter_sight m = {0};
    struct dispute_contact contact = {0};
    struct receipt receipt = {0};
    enum err err = matter_see(c, id, &m, why);
    if (err == OK && !dispute_contact_is_for(c, &m))
        return FAIL(why, ERR_FORBIDDEN, MSG_dispute_contact_whose, ARG_NONE);
    if (err == OK)
        err = read_clear(c, &m.record, &contact, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, S("read_contact"), str_fmt(c->a, "dispute %lld", (long long)id));
    err = call_write(c, &act, note_in, NULL, &receipt, why);
    if (err == OK)
        *out = contact;
    return err;
}
