/*
 * letters.h -- a county whose bureau head is told of matters by mail, and a clock that is set by
 * hand.
 */
#ifndef TESTS_JOBS_LETTERS_H
#define TESTS_JOBS_LETTERS_H

#include "app/county.h"
#include "app/matters.h"
#include "jobs/outside.h"

struct letters {
    struct counties t;
    struct caller office, head;
    struct outside mail;
    int64_t server; /* mail_server */
    struct os os;   /* the machine with another clock */
    int64_t now;
};

/* `server`, `wish`: "field=text;..." on top of what is usual: a server without encryption, the head
 * told at once at any hour. */
void letters_begin(struct letters *k, enum dialect d, const char *mode, const char *server,
                   const char *wish);
void letters_end(struct letters *k);
/* The clock from now on: "2006-06-01T10:00". */
void letters_at(struct letters *k, const char *when);
/* A new item under supervision, given to the bureau: its head is told. */
int64_t letters_matter(struct letters *k, const char *title);
void letters_move(struct letters *k, struct caller who, int64_t matter, const char *move,
                  const char *given);
/* A round of the job. */
void letters_round(struct letters *k);
/* The next try of all that waits is now. */
void letters_hurry(struct letters *k);
int64_t letters_count(struct letters *k, const char *state);
/* fault of the only message that has one */
int64_t letters_faults(struct letters *k, const char *fault);

#endif
