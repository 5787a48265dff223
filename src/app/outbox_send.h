/*
 * outbox_send.h -- the outbox as the job sees it: what is ready becomes a message, a message is
 * taken, carried by somebody else, and its fate is written down.
 *
 * Taking a message is a lease: who dies with it loses it when the lease ends, and it is sent again
 * under the same delivery id (at least once). Every try is counted when it begins, so that a
 * message on which the program dies is not tried for ever.
 */
#ifndef OUTBOX_SEND_H
#define OUTBOX_SEND_H

#include "app/app.h"

/* Why a try failed; codes are in the database, labels are "outbox.fault.CODE". */
#define OUTBOX_FAULTS(X) \
    X(none)              \
    X(no_server)         \
    X(no_address)        \
    X(no_endpoint)       \
    X(connect)           \
    X(tls)               \
    X(login)             \
    X(refused)           \
    X(timeout)           \
    X(status)            \
    X(redirect)          \
    X(robot)             \
    X(broken)            \
    X(died)
enum outbox_fault {
#define X(code) OUTBOX_FAULT_##code,
    OUTBOX_FAULTS(X)
#undef X
        OUTBOX_FAULT_COUNT
};
struct str outbox_fault_code(enum outbox_fault f);
enum msg outbox_fault_label(struct str code);

enum { OUTBOX_TRIES = 12, OUTBOX_HEADERS = 5 };

/* A message as it is carried. All texts in the arena it was taken with. */
struct parcel {
    int64_t id, tries;
    bool is_mail, is_robot;
    struct str url;         /* smtp://, smtps://, http://, https:// */
    bool must_tls;          /* STARTTLS or nothing */
    struct str certificate; /* PEM: trusted instead of the system's; "": the system's */
    /* mail */
    struct str login, password, from, to;
    /* requests */
    struct str headers[OUTBOX_HEADERS];
    int n_headers;
    struct str body;
};

/* What became of it. */
struct carried {
    enum outbox_fault fault;
    bool is_final;     /* trying again is of no use */
    struct str answer; /* what the other side said, at most 300 bytes are kept */
};

/* A cheap look: is anything ready to be gathered, sent, or swept? */
MUST_USE enum err outbox_is_due(struct app *app, bool *out, struct fail *why);
/* Gather what is ready, of at most 100 receivers. */
MUST_USE enum err outbox_pack(struct app *app, struct fail *why);
/* The next message, taken; *out false: there is none, or it came to its end without being sent. */
MUST_USE enum err outbox_take(struct app *app, struct arena *a, struct parcel *out, bool *out_taken,
                              bool *out_more, struct fail *why);
MUST_USE enum err outbox_done(struct app *app, const struct parcel *p, const struct carried *c,
                              struct fail *why);
/* What was done long ago is dropped: after keep_days of the mail server (30 without one), what
 * failed after three times as long. */
MUST_USE enum err outbox_has_old(struct app *app, bool *out, struct fail *why);
MUST_USE enum err outbox_sweep(struct app *app, struct fail *why);
/* Microseconds until the next try after `tries` of them. */
int64_t outbox_delay(int64_t tries);

/* --- signatures ---------------------------------------------------------------------------------
 */

/* DingTalk: base64 of HMAC-SHA-256 of "TIME\nSECRET" under the secret; milliseconds. */
struct str outbox_dingtalk_sign(struct arena *a, struct str secret, int64_t at_ms);
/* Of a webhook: hexadecimal HMAC-SHA-256 of "TIME.BODY" under the secret; seconds. */
struct str outbox_hook_sign(struct arena *a, struct str secret, int64_t at, struct str body);
/* Did a robot take it? It answers 200 to what it refuses, too. */
bool outbox_robot_is_content(struct str answer);

#endif
