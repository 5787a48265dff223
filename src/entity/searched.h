/*
 * searched.h -- what of a record is found by search.
 *
 * Fields flagged FIELD_SEARCH: codes and lines are its title, texts of several lines its body, to
 * which the owner's own texts belong. Never protected fields; nothing of bulk entities.
 */
#ifndef SEARCHED_H
#define SEARCHED_H

#include "entity/entity.h"

enum { SEARCHED_MAX = 384 * 1024 }; /* bytes of tokens each; what is behind them is not found */

/* Is the field a title, a body, or neither? */
bool field_is_title(const struct field *f);
bool field_is_body(const struct shape *s, int i);

/* The tokens of a record (base/token.h), each behind a space. `extra`: the JSON of its own fields,
 * of which every string counts, whatever the field was when it was written. Work is done in a. */
void record_tokens(struct buf *title, struct buf *body, const struct entity *e,
                   const struct value *v, struct str extra);

/* The texts of an object as record_extra_json() writes it. In `a`; how many, at most `room`. */
int record_extra_texts(struct arena *a, struct str json, struct str *out, int room);

#endif
