/*
 * session.h -- signing in and out, sessions, and the post one acts as.
 *
 * A session is known by a random token that only the browser holds; the database keeps its hash.
 * It ends after SESSION_IDLE without use and SESSION_LONGEST after sign-in. Reading a page writes
 * nothing to the record; the last use is saved at most every SESSION_TOUCH. Sign-ins, failures,
 * sign-outs and revocations are acts in the record; nothing else about use is kept.
 */
#ifndef SESSION_H
#define SESSION_H

#include "app/app.h"
#include "entity/holding.h"

#define SECONDS         ((int64_t)1000000)
#define SESSION_IDLE    (8 * 3600 * SECONDS)
#define SESSION_LONGEST (7 * 24 * 3600 * SECONDS)
#define SESSION_TOUCH   (300 * SECONDS)

struct session {
    int64_t id; /* to list and revoke; says nothing about the token */
    struct caller who;
    enum lang lang;
    struct str csrf;        /* in forms, compared on each write from a page */
    struct str login, name; /* of the account */
    struct str post_name[LANG_COUNT], unit_name[LANG_COUNT],
        county_name[LANG_COUNT]; /* "" if none */
    int64_t county;
    bool must_set_password; /* came by a link for that: nothing else until a password is set */
    int64_t created, last_used, expires; /* instants of the machine's clock */
};

struct sign_in {
    struct str login, password;
    struct str peer; /* address of the other side */
};

/*
 * Make a session; *out_token is for the cookie and is shown only now. The one post a person holds
 * is chosen; of several the first, and the page asks. Errors: SIGN_IN (login or password wrong; the
 * same words for both, in the same time), TOO_MANY (wait: failures of this login or peer, or all
 * places for hashing are taken), FORBIDDEN (account closed).
 */
MUST_USE enum err session_sign_in(struct app *app, struct arena *a, const struct sign_in *in,
                                  struct str *out_token, struct fail *why);
/* With a one-time link. Errors: SIGN_IN (unknown, used or out of time), TOO_MANY. */
MUST_USE enum err session_by_link(struct app *app, struct arena *a, struct str link,
                                  struct str peer, struct str *out_token, struct fail *why);
/* Errors: SIGN_IN if there is none, it has ended, or the account was closed. */
MUST_USE enum err session_find(struct app *app, struct arena *a, struct str token,
                               struct session *out, struct fail *why);
MUST_USE enum err session_sign_out(struct app *app, const struct session *s, struct fail *why);

struct sessions {
    struct session *at;
    ptrdiff_t n;
};
/* The caller's own, newest first. */
MUST_USE enum err session_list(struct call *c, struct sessions *out, struct fail *why);
/* One of one's own. Errors: NOT_FOUND. */
MUST_USE enum err session_revoke(struct call *c, int64_t id, struct fail *why);
/* All of an account's but `keep` (0: none kept); RIGHT_ACCOUNTS for another's than one's own. */
MUST_USE enum err session_revoke_all(struct call *c, int64_t account, int64_t keep,
                                     struct fail *why);

/* A post that the caller may act as today. */
struct posting {
    int64_t post, unit;
    int64_t on_behalf; /* deputy or secretary: the post acted for; 0 if held */
    enum holding_kind as_what;
    enum post_role role;
    struct str post_name[LANG_COUNT], unit_name[LANG_COUNT];
};
struct postings {
    struct posting *at;
    ptrdiff_t n;
};
MUST_USE enum err session_postings(struct call *c, struct postings *out, struct fail *why);
/* Act as another of one's posts from here on. Errors: FORBIDDEN if it is none of them. */
MUST_USE enum err session_choose_post(struct call *c, const struct session *s, int64_t post,
                                      struct fail *why);
/* Of this session and of the account, so that the next sign-in, on any machine, begins with it. */
MUST_USE enum err session_set_lang(struct call *c, const struct session *s, enum lang lang,
                                   struct fail *why);

#endif
