/*
 * ics.h -- days to keep as an iCalendar file (RFC 5545), written by libical.
 *
 * Every entry is a whole day without a time zone: what is due on 30 June is due on that day
 * wherever the reader's clock stands. An entry is an event that takes no time from the day
 * (transparent), or a task with that day as its end. The bytes follow from the entries alone.
 */
#ifndef FORMAT_ICS_H
#define FORMAT_ICS_H

#include "base/date.h"
#include "base/err.h"

struct ics_entry {
    struct str uid;         /* the same for the same thing each time it is written */
    struct str title, text; /* of any length, with line ends; `text` may be "" */
    struct str category, address;
    int64_t day, changed_on; /* days since 1970 */
    int64_t sequence;        /* grows when the entry changes */
};
struct ics_calendar {
    struct str name, origin; /* what it is called; who writes it: "-//Ponan//1.0//ZH" */
    bool has_tasks;          /* VTODO instead of VEVENT */
    const struct ics_entry *entries;
    ptrdiff_t n;
};
/* To the end of `out`, lines folded at 75 bytes between characters, text escaped. */
void ics_write(struct buf *out, const struct ics_calendar *c);

#endif
