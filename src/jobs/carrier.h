/*
 * carrier.h -- carries one message over the network, by libcurl: mail by SMTP, requests by HTTP.
 *
 * Goes to the address of the parcel and nowhere else: no redirect is followed, no proxy of the
 * environment used, no protocol but these. A message takes at most twenty seconds, and of an answer
 * no more than a few thousand bytes are kept.
 */
#ifndef CARRIER_H
#define CARRIER_H

#include "app/outbox_send.h"

/* All zeros to begin with; keeps connections for the next message. One thread at a time. */
struct carrier {
    void *handle;
};
struct carried carrier_send(struct carrier *c, struct arena *a, const struct parcel *p);
void carrier_done(struct carrier *c);

#endif
