/*
 * dispute_contact.h -- who asks in a dispute, in clear: only for telling and answering them.
 */
#ifndef DISPUTE_CONTACT_H
#define DISPUTE_CONTACT_H

#include "app/matters.h"

enum { CONTACT_FIELDS = 3 };
/* Name, phone, address by their fields; "" where nothing was entered. */
struct dispute_contact {
    const struct field *field[CONTACT_FIELDS];
    struct str text[CONTACT_FIELDS];
};
/* May the caller read it: who entered the dispute, who answers for it, the offices. */
bool dispute_contact_is_for(const struct call *c, const struct matter_sight *m);
/* Reading it is an act in the record. Errors: FORBIDDEN, NOT_FOUND (also: its key was destroyed).
 */
MUST_USE enum err dispute_contact(struct call *c, int64_t id, struct dispute_contact *out,
                                  struct fail *why);

#endif
