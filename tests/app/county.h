/*
 * county.h -- two counties of one city on one installation, made through the program itself.
 */
#ifndef TESTS_APP_COUNTY_H
#define TESTS_APP_COUNTY_H

#include "app/installation.h"
#include "app/records.h"

enum { ANJI, CHANGXING, COUNTIES };

/* Where a unit stands, seen from a post of the county's bureau. */
enum place { PLACE_OWN, PLACE_BELOW, PLACE_COUNTY, PLACE_OTHER, PLACE_COUNT };

struct counties {
    struct app *app;
    int64_t city;
    int64_t county[COUNTIES];
    int64_t bureau[COUNTIES];  /* a department; the posts of every role are here */
    int64_t section[COUNTIES]; /* below the bureau */
    int64_t town[COUNTIES];
    int64_t post[COUNTIES][POST_ROLE_COUNT];
    int64_t account[COUNTIES][POST_ROLE_COUNT];
    int64_t holding[COUNTIES][POST_ROLE_COUNT];
};

/* Fresh, on one engine; close with test_app_close(app). */
struct counties test_counties(enum dialect dialect);
/* The unit at a place, seen from the bureau of `county`. */
int64_t county_place(const struct counties *t, int county, enum place place);

struct caller caller_system(void);
/* The holder of the bureau's post of that role. */
struct caller caller_as(const struct counties *t, int county, enum post_role role);
/* A call in the test's arena; end it with call_done(). */
struct call county_call(struct app *app, struct caller who);

/* "field=text;field=text" to inputs. */
struct input *county_inputs(const char *texts, ptrdiff_t *out_n);
/* records_create() in a call of its own; what was wrong stands in *problems (may be NULL). */
enum err county_create(struct app *app, struct caller who, const struct entity *e, int64_t owner,
                       const char *texts, int64_t *out_id);
enum err county_update(struct app *app, struct caller who, const struct entity *e, int64_t id,
                       const char *texts);
/* As the machine; stops the test if it fails. */
int64_t county_make(struct app *app, const struct entity *e, int64_t owner, const char *texts);
/* The words of the last call's first problem or failure, in English. */
struct str county_said(void);
/* The first problem's code of the last county_create() or county_update(); "" if none. */
struct str county_problem(void);
/* The text form of a field of a record, read as `who`; stops the test if it cannot be read. */
struct str county_field(struct app *app, struct caller who, const struct entity *e, int64_t id,
                        const char *field);
/* May `who` read it? */
bool county_sees(struct app *app, struct caller who, const struct entity *e, int64_t id);

/* str_fmt() in the test's arena, as a C string. */
const char *text(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
