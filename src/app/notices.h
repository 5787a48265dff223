/*
 * notices.h -- what posts are told of their matters, inside the program.
 *
 * A notice is written in the act that it tells of, for posts that may see the matter, and shown
 * only while they may. That it was read is no part of the record: use of the program is nobody's
 * business. Reminders of a matter that has ended are taken back.
 */
#ifndef NOTICES_H
#define NOTICES_H

#include "app/matters.h"

/* What a notice tells of. Codes are in the database. */
#define NOTICE_ABOUTS(X) X(move) X(remind) X(soon) X(step) X(mention)
enum notice_about {
#define X(code) NOTICE_##code,
    NOTICE_ABOUTS(X)
#undef X
        NOTICE_ABOUT_COUNT
};
struct str notice_code(enum notice_about about);

struct notice_order {
    int64_t matter;
    unsigned hands; /* who is told; never who acts */
    enum notice_about about;
    int64_t row;  /* of the move, of the step taken, or of the comment; 0: none */
    int64_t post; /* told besides, as who is mentioned; 0: none */
    int64_t due;  /* DATE_NONE: none */
};
/* Inside a write: tell the posts of those hands, as the matter stands after it. */
MUST_USE enum err notices_put(struct tx *tx, struct call *c, const struct notice_order *o,
                              struct fail *why);
/* Inside a write: the matter has ended, so nobody is reminded of it any more. */
MUST_USE enum err notices_stop(struct tx *tx, const struct call *c, int64_t matter,
                               struct fail *why);
/* A reminder that a term ends soon, once for each post and day: no act of the record. */
MUST_USE enum err notices_remind(struct call *c, int64_t matter, int64_t due, int64_t *out_n,
                                 struct fail *why);

struct notice {
    int64_t id, matter;
    enum notice_about about;
    struct str title; /* of the matter */
    enum msg kind;
    struct str kind_code;
    bool is_guarded; /* for few, or of a dispute: its title stays inside the program */
    struct message said;
    int64_t told_on;
    bool is_new; /* not marked as read */
};
struct notices {
    struct notice *at;
    ptrdiff_t n;
    int64_t next; /* id to go on below; 0 at the end */
};
/* Of the caller's post and the one acted for, newest first; `below` 0: from the newest.
 * `only_new`: those not read. limit 1..100. */
MUST_USE enum err notices_list(struct call *c, bool only_new, int64_t below, int64_t limit,
                               struct notices *out, struct fail *why);
/* Those that a message of the outbox carries, told to that post (0: to whomever), not read, and of
 * matters that the caller may see; at most NOTICES_CARRIED of them, *out_all: how many there are.
 */
enum { NOTICES_CARRIED = 100 };
MUST_USE enum err notices_carried(struct call *c, int64_t message, int64_t post,
                                  struct notices *out, ptrdiff_t *out_all, struct fail *why);
/* How many are new, at most NOTICES_COUNTED. */
enum { NOTICES_COUNTED = 100 };
MUST_USE enum err notices_count(struct call *c, int64_t *out, struct fail *why);
/* Mark those up to `id` as read; no entry of the record. */
MUST_USE enum err notices_read(struct call *c, int64_t id, struct fail *why);

#endif
