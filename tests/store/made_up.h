/*
 * made_up.h -- valid values for a record of any entity, from its field table alone.
 */
#ifndef TESTS_STORE_MADE_UP_H
#define TESTS_STORE_MADE_UP_H

#include "store/database.h"

/* Texts for test_insert(): different for each `n`. Makes what required references point at. */
const char *made_up(struct store *db, const struct entity *e, int n);
/* A change that such a record allows; *out_field is what it changes. */
const char *made_up_change(const struct entity *e, int n, const char **out_field);

#endif
