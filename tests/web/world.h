/*
 * world.h -- a small county on a fresh database, with a post and a session for every role.
 *
 * County 330523 with the township 330523100 and the bureau TJJ (statistics); beside it the county
 * 330522. Each role's account is called as the role ("leader"); reporter, unit head and owner
 * have their posts in the township, the rest in the county. One indicator, gdp, with the value of
 * 2006-Q1; the township has one of its own.
 */
#ifndef WORLD_H
#define WORLD_H

#include "store/database.h"
#include "web/web.h"

struct world {
    struct app app;
    struct web *web;
    struct arena arena; /* of the request under way */
    int64_t county, town, bureau, other_county, indicator, observation;
    int64_t posts[POST_ROLE_COUNT];
    struct str tokens[POST_ROLE_COUNT]; /* of a session of each role */
    struct str password;                /* of the account "statistics" */
};

/* Stops the test if anything fails. world_done() closes it. */
struct world *world_make(enum dialect dialect);
void world_done(struct world *w);

/* "field=text;field=text" as a record made by the command line of the machine. */
int64_t world_record(struct world *w, const struct entity *e, int64_t owner, const char *texts);
/* One request; the answer lives until the next. */
struct response world_ask(struct world *w, const struct request *req);
/* Name of a role, as its account is called. */
struct str role_name(enum post_role role);

#endif
