/*
 * map.h -- text to number, in an arena: what a batch has seen, so that it asks the database once.
 *
 * Keys are copied. Nothing is ever taken out.
 */
#ifndef MAP_H
#define MAP_H

#include "base/base.h"

struct map_slot {
    struct str key; /* s NULL: free */
    int64_t value;
};
struct map {
    struct arena *a;
    struct map_slot *slots;
    ptrdiff_t n, room; /* room is a power of two, or 0 */
};

struct map map_on(struct arena *a);
/* So many keys more will come: room for them at once, so that it need not be made step by step. */
void map_expect(struct map *m, ptrdiff_t n);
/* The value's place, made (as 0) if the key is new; valid until the next map_at(). */
int64_t *map_at(struct map *m, struct str key);
/* NULL if the key is not there. */
int64_t *map_find(const struct map *m, struct str key);
/* The same with a number for a key. */
int64_t *map_at_id(struct map *m, int64_t id);
int64_t *map_find_id(const struct map *m, int64_t id);

#endif
