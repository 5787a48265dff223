/*
 * dispute_contact.c -- who asks in a dispute, read for one act, and erased by one.
 */
#include "app/dispute_contact.h"

#include "base/text.h"
#include "entity/dispute.h"

static const int contact_fields[CONTACT_FIELDS] = {DISPUTE_person, DISPUTE_phone, DISPUTE_address};

static bool is_office(const struct call *c)
{
    return sees_to_matters(c) || c->who.is_system;
}

bool dispute_contact_is_for(const struct call *c, const struct matter_sight *m)
{
    return m->e == &dispute_entity && (is_office(c) || (m->hands & (HAND_AUTHOR | HAND_LEAD)));
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
    struct act act = call_act(c, ACT_read_contact, str_fmt(c->a, "dispute %lld", (long long)id));
    err = call_write(c, &act, note_in, NULL, &receipt, why);
    if (err == OK)
        *out = contact;
    return err;
}

/* --- erasure ---------------------------------------------------------------------------------- */

enum err dispute_contact_see(struct call *c, const struct matter_sight *m,
                             struct contact_sight *out, struct fail *why)
{
    struct contact_sight s = {.erased_on = DATE_NONE};
    if (m->e != &dispute_entity) {
        *out = s;
        return OK;
    }
    enum err err = protect_state(c->view, c->a, dispute_entity.name, m->record.id, &s.state,
                                 &s.erased_on, why);
    s.may_erase = is_office(c) && s.state == PROTECT_KEPT && flow_is_end(m->state) && c->as_of == 0;
    if (err == OK)
        *out = s;
    return err;
}

static enum err check_reason(struct call *c, struct str reason, struct fail *why)
{
    if (reason.len == 0)
        PROBLEM(&c->problems, S("reason"), S("missing"), MSG_problem_missing, ARG_NONE);
    if (utf8_count(reason) > ERASE_REASON_MAX)
        PROBLEM(&c->problems, S("reason"), S("too_long"), MSG_problem_too_long,
                ARG_INT(ERASE_REASON_MAX), ARG_INT(utf8_count(reason)));
    return problems_stop(&c->problems)
               ? FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all))
               : OK;
}

static enum err may_erase(struct call *c, int64_t id, struct fail *why)
{
    struct matter_sight m = {0};
    enum err err = matter_see(c, id, &m, why);
    if (err != OK)
        return err;
    if (m.e != &dispute_entity)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_no_record, ARG_MSG(MSG_entity_dispute));
    if (!is_office(c))
        return FAIL(why, ERR_FORBIDDEN, MSG_dispute_erase_whose, ARG_NONE);
    if (!flow_is_end(m.state))
        return FAIL(why, ERR_CONFLICT, MSG_dispute_erase_open,
                    ARG_MSG(matter_state_label(m.state->state)));
    struct contact_sight s = {0};
    err = dispute_contact_see(c, &m, &s, why);
    if (err == OK && s.state == PROTECT_NONE)
        return FAIL(why, ERR_NOT_FOUND, MSG_dispute_erase_nothing, ARG_NONE);
    return err;
}

enum err dispute_contact_erase(struct call *c, int64_t id, struct str reason, struct fail *why)
{
    struct str said = str_trim(reason);
    enum err err = may_erase(c, id, why);
    if (err == OK)
        err = check_reason(c, said, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_erase, said);
    err = protect_erase(c->app, c->view, &act, dispute_entity.name, id, why);
    return err == OK ? call_refresh(c, why) : err;
}
