/*
 * account.h -- passwords, one-time links and the protected phone of an account.
 *
 * Accounts are records (records.h makes, changes and voids them); what is secret about them stands
 * here. Passwords are Argon2id hashes (libsodium), at most PASSWORD_PLACES computed at once. Links
 * are random, hashed in the database, for one use, and end.
 */
#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

#include "app/app.h"

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 128, PASSWORD_PLACES = 2 };

/* What is wrong with a password somebody chose, as problems of `field`. */
void password_check(struct problems *p, struct str field, struct str login, struct str password);

/*
 * The caller's own. `old` may be "" in a session that came by a link for setting one. Other
 * sessions of the account end. Errors: INVALID (see c->problems), TOO_MANY.
 */
MUST_USE enum err account_set_password(struct call *c, struct str old, struct str wanted,
                                       struct fail *why);
/* The same for a new account by the machine's own command line. */
MUST_USE enum err account_give_password(struct call *c, int64_t account, struct str wanted,
                                        struct fail *why);

enum link_kind {
    LINK_SIGN_IN,  /* opens a session (demo posts) */
    LINK_PASSWORD, /* opens a session that first sets a password (new accounts, resets) */
    LINK_KIND_COUNT
};
/* RIGHT_ACCOUNTS. *out is shown once; the address is /sign-in/link/TOKEN. */
MUST_USE enum err account_link(struct call *c, int64_t account, enum link_kind kind,
                               struct str *out, struct fail *why);
/* RIGHT_ACCOUNTS: drops the password and all sessions and makes a LINK_PASSWORD. */
MUST_USE enum err account_reset(struct call *c, int64_t account, struct str *out_link,
                                struct fail *why);
/* Phone and mail address in clear: one's own, or RIGHT_ACCOUNTS. "" if none; NOT_FOUND if the key
 * was destroyed. Shown, never listed; reading another's is an act in the record. */
MUST_USE enum err account_phone(struct call *c, int64_t account, struct str *out, struct fail *why);
MUST_USE enum err account_mail(struct call *c, int64_t account, struct str *out, struct fail *why);
/* RIGHT_ACCOUNTS: destroys the key of what is protected about the account, for good and in every
 * backup; the act is in the record. Errors: NOT_FOUND if there is nothing (any more). */
MUST_USE enum err account_erase(struct call *c, int64_t account, struct fail *why);
/* By login, 0 if there is none. */
MUST_USE enum err account_find(struct call *c, struct str login, int64_t *out, struct fail *why);

#endif
