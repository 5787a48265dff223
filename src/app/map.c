/*
 * map.c -- open addressing, eight bytes of a key at a step; at most two thirds full.
 */
#include "app/map.h"

enum { FIRST_ROOM = 64 };

struct map map_on(struct arena *a)
{
    return (struct map){.a = a};
}

/* Multiply and fold: each step carries high bits down to where the next one needs them. The keys
 * are of one batch, and whoever sends a batch that makes many of them collide waits for it alone.
 */
static uint64_t key_hash(struct str key)
{
    const uint64_t odd = 0x9E3779B97F4A7C15U;
    uint64_t h = (uint64_t)key.len * odd;
    uint64_t part = 0;
    ptrdiff_t at = 0;
    for (; at + 8 <= key.len; at += 8) {
        memcpy(&part, key.s + at, 8);
        h = (h ^ part) * odd;
        h ^= h >> 32;
    }
    part = 0;
    if (at < key.len)
        memcpy(&part, key.s + at, (size_t)(key.len - at));
    h = (h ^ part) * odd;
    return h ^ (h >> 29);
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

static void map_grow(struct map *m, ptrdiff_t room)
{
    struct map old = *m;
    m->room = room;
    m->slots = NEW(m->a, struct map_slot, m->room);
    for (ptrdiff_t i = 0; i < old.room; i++)
        if (old.slots[i].key.s)
            *slot_of(m, old.slots[i].key) = old.slots[i];
}

void map_expect(struct map *m, ptrdiff_t n)
{
    ptrdiff_t room = m->room > 0 ? m->room : FIRST_ROOM;
    while (3 * (m->n + n) > 2 * room)
        room *= 2;
    if (room > m->room)
        map_grow(m, room);
}

int64_t *map_at(struct map *m, struct str key)
{
    if (3 * (m->n + 1) > 2 * m->room)
        map_grow(m, m->room > 0 ? m->room * 2 : FIRST_ROOM);
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
