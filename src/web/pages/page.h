/*
 * page.h -- what the handlers of pages share: the shell, addresses, numbers and names as shown.
 *
 * Everything is made in the exchange's arena. Nothing here decides anything: a light's colour is
 * the board's standing, a number is shown as its indicator says.
 */
#ifndef PAGE_H
#define PAGE_H

#include "app/board.h"
#include "app/records.h"
#include "web/exchange.h"
#include "web/pages/views.h"

struct json_writer;

/* --- the page around the content ------------------------------------------------------------- */

/* `section`: the navigation's address that the page belongs to, "/indicators". */
struct view_shell shell_on(struct exchange *x, struct str title, struct str section);
/* A step of the way to this page, from the top; "" as address: the page itself. */
void shell_crumb(struct exchange *x, struct view_shell *shell, struct str text, struct str address);
struct view_alone alone_on(struct exchange *x, struct str title);
/* Was the page asked for as JSON (Accept)? Then respond_view() answers with the view's members. */
bool wants_json(const struct exchange *x);
MUST_USE enum err respond_view(struct exchange *x, const struct view_table *table, const void *view,
                               struct fail *why);

/* --- addresses ------------------------------------------------------------------------------- */

/* Text under construction as a path and its query. */
struct address {
    struct buf buf;
    bool has_query;
};
struct address address_on(struct exchange *x, struct str path);
void address_put(struct address *to, struct str name, struct str value); /* "" is left out */
void address_int(struct address *to, struct str name, int64_t value);
struct str address_str(const struct address *to);
/* "https://host" as the reader sees it: for links that are handed on. */
struct str own_origin(struct exchange *x);
/* "/data/PLURAL/ID"; "" if id is 0. */
struct str record_address(struct exchange *x, const struct entity *e, int64_t id);

/* --- as shown -------------------------------------------------------------------------------- */

struct str words(const struct exchange *x, enum msg id);
/* Decimal for people: thousands set off in English, not in Chinese official tables. */
struct str number_words(struct exchange *x, struct decimal d, int places);
struct str date_words(struct exchange *x, int64_t date);       /* 2006年6月20日, 20 June 2006 */
struct str instant_words(struct exchange *x, int64_t instant); /* 2006-06-20 09:30 */
struct str period_words(struct exchange *x, struct period p);  /* 2006年1-5月, January-May 2006 */
/* A number and where it comes from. `e`: whose record n->id is. */
struct view_figure figure_on(struct exchange *x, const struct board_number *n, int places,
                             const struct entity *e);
/* A percentage, with one decimal or as many as were reported. */
struct view_figure percent_on(struct exchange *x, const struct board_number *n,
                              const struct entity *e);
struct view_light light_of(enum standing standing);
struct view_spark spark_on(struct exchange *x, const struct board_row *row);
/* A value of a record as people read it; *out_address leads to what a reference points at. */
struct str value_words(struct exchange *x, const struct field *f, const struct value *v,
                       const struct names *names, struct str *out_address);
/* What a record is called: its show field, or its code. */
struct str record_name(struct exchange *x, const struct shape *s, const struct record *r,
                       const struct names *names);

/* --- problems -------------------------------------------------------------------------------- */

/* All problems of the call, with the labels of the shape's fields (NULL: the names as they are). */
struct view_troubles troubles_on(struct exchange *x, const struct shape *s);
/* Those of one field. */
void troubles_of(struct exchange *x, struct str field, struct view_input *out);

#endif
