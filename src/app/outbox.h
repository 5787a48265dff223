/*
 * outbox.h -- what leaves the program: mail to people, messages to addresses outside.
 *
 * A notice's way out is written in the act that it tells of: one item for each person or endpoint
 * that is to hear of it. The job (app/outbox_send.h) gathers what is ready of one receiver into one
 * message and sends it; a message keeps its delivery id whatever happens, so that a receiver can
 * tell a message that came twice. Nobody's address stands here, and no message holds the title of a
 * matter for few or of a dispute.
 */
#ifndef OUTBOX_H
#define OUTBOX_H

#include "app/notices.h"
#include "core/quiet.h"

/* --- inside the act that a notice tells of ------------------------------------------------------
 */

/* The newest notice of a matter, before others are added. */
MUST_USE enum err outbox_mark(struct tx *tx, int64_t matter, int64_t *out, struct fail *why);
/* Items for all notices of the matter that were added after that one. */
MUST_USE enum err outbox_put(struct tx *tx, const struct call *c, int64_t matter, int64_t after,
                             struct fail *why);
/* The matter has ended: its reminders that have not gone out do not go any more. Before
 * notices_stop() takes the notices back. */
MUST_USE enum err outbox_stop(struct tx *tx, const struct call *c, int64_t matter,
                              struct fail *why);

/* --- one's own preferences ----------------------------------------------------------------------
 */

struct outbox_wish {
    struct str mail;     /* in clear; "": none */
    struct str pace;     /* notice_paces code */
    int64_t from, to;    /* quiet hours */
    bool rests;          /* days of rest are quiet */
    struct str language; /* of messages */
    bool has_server;     /* is there a mail server for the caller's account at all? */
    int64_t version;     /* of the account */
};
MUST_USE enum err outbox_wish(struct call *c, struct outbox_wish *out, struct fail *why);
/* The caller's own: fields mail, notices, quiet_from, quiet_to, quiet_rest, language of the
 * account; those not given stay. Errors: INVALID (see c->problems), STALE. */
MUST_USE enum err outbox_wish_set(struct call *c, int64_t version, const struct input *in,
                                  ptrdiff_t n, struct fail *why);

/* --- for the system administrator: RIGHT_ORGANISE -----------------------------------------------
 */

#define OUTBOX_STATES(X) X(waiting) X(sending) X(sent) X(failed) X(stopped) X(given_up)
enum outbox_state {
#define X(code) OUTBOX_##code,
    OUTBOX_STATES(X)
#undef X
        OUTBOX_STATE_COUNT
};
struct str outbox_state_code(enum outbox_state s);
enum msg outbox_state_label(enum outbox_state s);
enum outbox_state outbox_state_of(struct str code); /* OUTBOX_STATE_COUNT: none */

struct outbox_row {
    int64_t id;
    struct str delivery, channel; /* channel: "mail" or an endpoint's kind */
    struct str receiver;          /* login, or the endpoint's name */
    bool is_test;
    enum outbox_state state;
    int64_t tries, next_at, made, done; /* instants; done 0: not yet */
    enum msg fault;                     /* why the last try failed; MSG_none */
    struct str fault_code, answer;      /* what the other side said */
};
struct outbox_rows {
    struct outbox_row *at;
    ptrdiff_t n;
    int64_t next; /* id to go on below; 0 at the end */
};
enum msg outbox_channel_label(struct str channel);
/* Newest first; `state` OUTBOX_STATE_COUNT: all. limit 1..100. */
MUST_USE enum err outbox_list(struct call *c, enum outbox_state state, int64_t below, int64_t limit,
                              struct outbox_rows *out, struct fail *why);
MUST_USE enum err outbox_counts(struct call *c, int64_t out[OUTBOX_STATE_COUNT], struct fail *why);
/* Send a failed or waiting message now, or never. Errors: NOT_FOUND, CONFLICT (it is neither). */
MUST_USE enum err outbox_retry(struct call *c, int64_t id, struct fail *why);
MUST_USE enum err outbox_give_up(struct call *c, int64_t id, struct fail *why);
/* A test message: to the mail address of an account (0: the caller's own), or to an endpoint.
 * Errors: NOT_FOUND, CONFLICT (no address, no server, endpoint not used). */
MUST_USE enum err outbox_test_mail(struct call *c, int64_t account, int64_t *out, struct fail *why);
MUST_USE enum err outbox_test_endpoint(struct call *c, int64_t endpoint, int64_t *out,
                                       struct fail *why);

#endif
