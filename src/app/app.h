/*
 * app.h -- what every use case gets: the program, and the call it answers.
 *
 * A use case is one function a feature file of this room offers: it checks the right, reads or
 * writes through the store, and leaves one journal entry if it wrote. Pages, API and command line
 * call the same functions, so none can pass by rights or record.
 */
#ifndef APP_H
#define APP_H

#include "app/turnstile.h"
#include "core/act.h"
#include "entity/post.h"
#include "store/store.h"

struct keyring; /* signing and protection keys: app/keyring.h */

struct app {
    struct store *store;
    const struct os *os;
    struct keyring *keys;
    struct str origin;          /* by which browsers come, for links in messages; "": not known */
    struct str where;           /* folder or URL, for messages */
    struct turnstile passwords; /* bounds password hashing; all zeros to begin with */
};

/* Who calls. All zeros: nobody is signed in. */
struct caller {
    int64_t account;
    int64_t post;        /* acted as */
    int64_t unit;        /* of that post */
    int64_t on_behalf;   /* post that a deputy or secretary acts for, 0 if holding it */
    enum post_role role; /* of the post; POST_ROLE_COUNT when nobody */
    int64_t link;        /* a one-time answer link: its holder's hand in one matter, and no more */
    int64_t link_matter; /* of the link */
    bool is_system;      /* the command line on the machine itself: all rights, named as such */
    bool is_clock;       /* with is_system: the program itself, for a day that has passed */
    bool is_replay;      /* a history is entered that is over: nobody is told of it */
};

struct call {
    struct app *app;
    struct arena *a;   /* all results live here */
    struct view *view; /* current, or looking back for as_of */
    struct caller who;
    enum lang lang;
    int64_t today;            /* date; in a demo county the demo's day */
    int64_t as_of;            /* instant that is looked back to: the end of a day; 0: now */
    struct problems problems; /* what the caller entered wrongly */
    int64_t county;           /* that the caller's unit is in (units.h); 0: none */
    const int64_t *above;     /* the units above the county, from the top down */
    int n_above;
};

/* Open a view for a call (as_of: 0 or a journal entry); call_done closes it. */
MUST_USE enum err call_begin(struct app *app, struct arena *a, struct caller who, enum lang lang,
                             int64_t as_of, struct call *out, struct fail *why);
/* The same call, view and day, of another caller from here on. Errors: as call_begin(). */
MUST_USE enum err call_become(struct call *c, struct caller who, struct fail *why);
void call_done(struct call *c);
/*
 * Look, from here on, at what was known at the end of a day (24:00 +08:00); DATE_NONE: at now
 * again. A day before the first entry shows nothing. Errors: INVALID (a day that is not over), DB.
 */
MUST_USE enum err call_look_back(struct call *c, int64_t date, struct fail *why);
/* The day the call is about: the one looked back at, else today. Terms and ages are counted to it.
 */
int64_t call_day(const struct call *c);
struct act call_act(const struct call *c, enum act_kind kind, struct str note);
/* Read what is there now: a new view of the same moment. Lookups made before it are gone. */
MUST_USE enum err call_refresh(struct call *c, struct fail *why);
/*
 * store_write() with the call's act; what the call reads afterwards shows what was written. Views
 * and lookups made from c->view before it are gone.
 */
MUST_USE enum err call_write(struct call *c, const struct act *act, write_fn *fn, void *ctx,
                             struct receipt *out, struct fail *why);
/* The same call reading through another view: for what runs inside a write. */
struct call call_in(const struct call *c, struct view *view);

#endif
