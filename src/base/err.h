/*
 * err.h -- what can go wrong, and how it is told.
 *
 * An operation that did not happen returns an `enum err` and says why in a `struct fail`, filled
 * where the failure arises and passed on unchanged. What a person typed wrongly is no error but a
 * `struct problem`, of which there may be many. Both hold messages that are worded when shown.
 */
#ifndef ERR_H
#define ERR_H

#include "base/message.h"

enum err {
    OK,
    ERR_USAGE,     /* the call's words are off */
    ERR_INVALID,   /* what was entered is wrong: see the problems */
    ERR_SIGN_IN,   /* nobody is signed in */
    ERR_FORBIDDEN, /* signed in, and may not */
    ERR_NOT_FOUND,
    ERR_METHOD,   /* the address exists, the method does not */
    ERR_CONFLICT, /* somebody else changed it, or it exists already */
    ERR_STALE,    /* the version that was to be changed is not the current one (If-Match) */
    ERR_TOO_LARGE,
    ERR_MEDIA,       /* a kind of file or body that is not read here */
    ERR_TOO_MANY,    /* wait and try again */
    ERR_UNAVAILABLE, /* shutting down or the database is away */
    ERR_IO,          /* a file or socket failed */
    ERR_DB,          /* the database failed */
    ERR_CORRUPT,     /* stored data is not what was stored */
    ERR_FOUND,       /* a check ran well and found problems */
    ERR_COUNT
};

int err_http(enum err err);        /* HTTP status */
int err_exit(enum err err);        /* 0 ok, 1 failed, 2 usage, 3 found problems */
struct str err_code(enum err err); /* stable word for machines, e.g. "not_found" */

struct fail {
    enum err err;
    struct message message;
    char kept[480]; /* the text arguments, copied */
};

/* Fill *why with err, a message id and its arguments (ARG_* below, ended by ARG_END); returns err.
 */
#define FAIL(why, err, id, ...) \
    fail_with((why), (err), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})
enum err fail_with(struct fail *why, enum err err, enum msg id, const struct message_arg *args);
/* A fail points into itself: it is handed on by pointer, or copied by this. Returns its err. */
enum err fail_copy(struct fail *to, const struct fail *from);

/* One thing that is wrong with what a person entered. `code` is a stable word for machines. */
struct problem {
    struct str field; /* name of the field; "" means the record as a whole */
    struct str code;
    struct message message;
    int64_t row;   /* 1-based line or row of an import; 0 outside imports */
    bool doubtful; /* a warning that does not stop the write */
};

/* Problems collect in an arena up to a ceiling; `n_all` counts on. */
struct problems {
    struct arena *a;
    struct problem *at;
    ptrdiff_t n, n_all, room;
};

enum { PROBLEMS_MAX = 1000 };

struct problems problems_on(struct arena *a);
/* Text arguments are copied into the arena of `p`. */
#define PROBLEM(p, field, code, id, ...) \
    problem_add((p), (field), (code), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})
void problem_add(struct problems *p, struct str field, struct str code, enum msg id,
                 const struct message_arg *args);
bool problems_stop(const struct problems *p); /* is there one that is more than doubtful */

#endif
