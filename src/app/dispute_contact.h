/*
 * dispute_contact.h -- who asks in a dispute, in clear: only for telling and answering them; and
 * its lawful erasure.
 */
#ifndef DISPUTE_CONTACT_H
#define DISPUTE_CONTACT_H

#include "app/matters.h"
#include "app/protect.h"

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

/* How it stands with who asks, for callers that have seen the matter. */
struct contact_sight {
    enum protect_state state;
    int64_t erased_on; /* DATE_NONE: it was not */
    bool may_erase;    /* the caller's office, the dispute has ended, something is kept */
};
MUST_USE enum err dispute_contact_see(struct call *c, const struct matter_sight *m,
                                      struct contact_sight *out, struct fail *why);

enum { ERASE_REASON_MAX = 200 };
/*
 * Make it unreadable for good, here, in the record and in every backup: the dispute itself stays.
 * 个人信息保护法 (2021) art. 47: personal data goes once what it was for is done; so the dispute
 * has ended. The reason stands in the record. Errors: INVALID (reason: c->problems), FORBIDDEN,
 * CONFLICT (it has not ended), NOT_FOUND (there is nothing, or not any more).
 */
MUST_USE enum err dispute_contact_erase(struct call *c, int64_t id, struct str reason,
                                        struct fail *why);

#endif
