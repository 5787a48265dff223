/*
 * map.c -- open addressing over FNV-1a; at most two thirds full.
 */
#include "app/map.h"

struct map map_on(struct arena *a)
{
    return (struct map){.a = a};
}

static uint64_t key_hash(struct str key)
{
    uint64_t h = 14695981039346656037U;
    for (ptrdiff_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.s[i]) * 1099511628211U;
    return h ^ (h >> 32);
}

/* The slot that holds the key, or the free one where it belongs. Call only with room. */
static struct map_slot *slot_of(const struct map *m, struct str key)
{
    uint64_t mask = (uint64_t)m->room - 1;
    uint64_t at = key_hash(key) & mask;
    while (m->slots[at].key.s && !str_eq(m->slots[at].key, key))
        at = (at + 1) & mask;
    return &m->slots[at];
}

static void map_grow(struct map *m)
{
    struct map old = *m;
    m->room = old.room > 0 ? old.room * 2 : 64;
    m->slots = NEW(m->a, struct map_slot, m->room);
    for (ptrdiff_t i = 0; i < old.room; i++)
        if (old.slots[i].key.s)
            *slot_of(m, old.slots[i].key) = old.slots[i];
}

int64_t *map_at(struct map *m, struct str key)
{
    if (3 * (m->n + 1) > 2 * m->room)
        map_grow(m);
    struct map_slot *slot = slot_of(m, key);
    if (!slot->key.s) {
        slot->key = str_dup(m->a, key);
        if (!slot->key.s) /* the empty key is a key too */
            slot->key.s = "";
        m->n++;
    }
    return &slot->value;
}

int64_t *map_find(const struct map *m, struct str key)
{
    if (m->room == 0)
        return NULL;
    struct map_slot *slot = slot_of(m, key);
    return slot->key.s ? &slot->value : NULL;
}

static struct str id_key(const int64_t *id)
{
    return (struct str){(const char *)id, (ptrdiff_t)sizeof *id};
}

int64_t *map_at_id(struct map *m, int64_t id)
{
    return map_at(m, id_key(&id));
}

int64_t *map_find_id(const struct map *m, int64_t id)
{
    return map_find(m, id_key(&id));
}
