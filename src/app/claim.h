/*
 * claim.h -- work that one server at a time does, claimed in the database.
 *
 * A claim is a lease: who holds it may go on until its end and renew it before; when a server dies
 * its claims run out by themselves. Clocks of servers may differ a little, so a claim keeps servers
 * from doing work twice, and what must never be done twice is guarded by a key as well.
 */
#ifndef CLAIM_H
#define CLAIM_H

#include "app/app.h"

/* Take or renew the claim `name` for `holder` until `until` if nobody else's lasts at `now`
 * (instants of the machine). *out: it is ours. */
MUST_USE enum err claim_take(struct app *app, struct str name, struct str holder, int64_t now,
                             int64_t until, bool *out, struct fail *why);
/* Give it back before its end. Not ours: nothing happens. */
MUST_USE enum err claim_release(struct app *app, struct str name, struct str holder,
                                struct fail *why);

#endif
