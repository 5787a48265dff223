/*
 * answer_link.h -- one-time links: the party that a problem blocks says, without an account,
 * whether it is solved.
 *
 * A link is for one matter and one answer, ends on a day, and can be revoked; the database keeps
 * the hash of its token. Who holds it has the blocked party's hand in that matter and sees what is
 * told here, no file and no person's data. What was answered is a move with the link as its author.
 * While the matter waits to be confirmed, "solved" ends it; of one that ended, it is asked again
 * whether it still holds: "not solved" opens it.
 */
#ifndef APP_ANSWER_LINK_H
#define APP_ANSWER_LINK_H

#include "app/matters.h"
#include "entity/answer_link.h"

enum { ANSWER_LINK_DAYS = 30 };

/*
 * By the office. An earlier link of the matter that is open is revoked. `holder`: who is asked; "":
 * the blocked party by name. Errors: FORBIDDEN, NOT_FOUND, CONFLICT (nothing is to be confirmed
 * there), INVALID (nobody is blocked and no holder was named: c->problems).
 */
MUST_USE enum err answer_link_make(struct call *c, int64_t matter, struct str holder,
                                   struct answer_link_made *out, struct fail *why);
/*
 * Inside a move that leaves a problem to its blocked party to confirm: the link that asks them, as
 * a part of the move. out->token is a fresh token; out->id is 0 if there is none to make: nobody is
 * named as blocked, or the mover may not hand one on. `inside` and `m`: as the move began.
 */
MUST_USE enum err answer_link_with_move(struct tx *tx, struct call *inside,
                                        const struct matter_sight *m, enum matter_state to,
                                        struct answer_link_made *out, struct fail *why);
/* Errors: FORBIDDEN, NOT_FOUND, CONFLICT (it is used or revoked already). */
MUST_USE enum err answer_link_revoke(struct call *c, int64_t id, struct fail *why);
/* Of a matter, newest first, at most 50: records of answer_link_entity. */
MUST_USE enum err answer_links(struct call *c, int64_t matter, struct page *out, struct fail *why);
/* May the caller make one for this matter as it stands? */
bool answer_link_fits(const struct matter_sight *m);

/* What the holder is shown, in the matter's own words; "" where nothing was said. */
struct answer_sight {
    struct str title, holder, blocked, result, measure, checked_by, opinion;
    int64_t blocked_since, checked_on, expires_on; /* DATE_NONE: not known */
    const struct str *evidence;                    /* titles of papers */
    ptrdiff_t n_evidence;
    bool is_again; /* it was closed already and is asked about once more */
};
/*
 * What a token leads to, for a caller who is nobody. Errors: NOT_FOUND (no such link, or it is
 * over: the words say which), TOO_MANY (too many wrong tokens from this address).
 */
MUST_USE enum err answer_link_see(struct call *c, struct str token, struct str peer,
                                  struct answer_sight *out, struct fail *why);
struct answer_given {
    struct str token, peer, reason;
    bool is_solved;
};
/* Errors: those of answer_link_see(); INVALID (no reason for "not solved": c->problems). */
MUST_USE enum err answer_link_give(struct call *c, const struct answer_given *given,
                                   struct fail *why);

#endif
