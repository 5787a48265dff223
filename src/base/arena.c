/*
 * arena.c -- memory by lifetime: chunks that grow by doubling and are dropped together.
 */
#include "base/base.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   __asan_poison_memory_region((p), (size_t)(n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (size_t)(n))
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_CHUNK = 16 * 1024, LARGEST_STEP = 4 * 1024 * 1024 };

struct arena_chunk {
    struct arena_chunk *before;
    ptrdiff_t size; /* bytes behind this head */
    char *at, *end;
};

/* Bytes from the head of a chunk to its first free byte, so that this is aligned. */
static ptrdiff_t head_size(void)
{
    ptrdiff_t align = _Alignof(max_align_t);
    return ((ptrdiff_t)sizeof(struct arena_chunk) + align - 1) / align * align;
}

static void out_of_memory(void)
{
    fputs("ponan: out of memory\n", stderr);
    abort();
}

void arena_init(struct arena *a, ptrdiff_t cap)
{
    *a = (struct arena){.cap = cap};
}

static void chunk_clear(struct arena_chunk *c)
{
    c->at = (char *)c + head_size();
    c->end = c->at + c->size;
    POISON(c->at, c->size);
}

static void arena_grow(struct arena *a, ptrdiff_t need)
{
    ptrdiff_t size = a->last ? a->last->size * 2 : FIRST_CHUNK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < need)
        size = need;
    if (size > a->cap - a->used)
        size = need;
    if (size > a->cap - a->used)
        out_of_memory();
    struct arena_chunk *c = malloc((size_t)(head_size() + size));
    if (!c)
        out_of_memory();
    c->before = a->last;
    c->size = size;
    chunk_clear(c);
    a->last = c;
    a->used += size;
}

/* Bytes that `size` take up, so that what comes after them is aligned. */
static ptrdiff_t aligned(ptrdiff_t size)
{
    ptrdiff_t align = _Alignof(max_align_t);
    if (size < 0 || size > PTRDIFF_MAX - align)
        out_of_memory();
    return (size + align - 1) / align * align;
}

char *arena_bytes(struct arena *a, ptrdiff_t size)
{
    ptrdiff_t need = aligned(size);
    if (!a->last || need > a->last->end - a->last->at)
        arena_grow(a, need);
    char *p = a->last->at;
    a->last->at += need;
    UNPOISON(p, size);
    return p;
}

bool arena_extend(struct arena *a, char *p, ptrdiff_t size, ptrdiff_t want)
{
    ptrdiff_t have = aligned(size);
    ptrdiff_t need = aligned(want);
    struct arena_chunk *c = a->last;
    assert(want >= size);
    if (!c || p + have != c->at || need - have > c->end - c->at)
        return false;
    c->at = p + need;
    UNPOISON(p, want);
    return true;
}

void *arena_alloc(struct arena *a, ptrdiff_t size, ptrdiff_t count)
{
    if (count < 0 || size <= 0 || count > PTRDIFF_MAX / size)
        out_of_memory();
    return memset(arena_bytes(a, size * count), 0, (size_t)(size * count));
}

static void chunk_free(struct arena_chunk *c)
{
    UNPOISON((char *)c + head_size(), c->size);
    free(c);
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *kept = NULL;
    while (a->last) {
        struct arena_chunk *c = a->last;
        a->last = c->before;
        bool keep = !kept && c->size <= LARGEST_STEP;
        if (keep)
            kept = c;
        else
            chunk_free(c);
    }
    a->used = 0;
    if (!kept)
        return;
    kept->before = NULL;
    chunk_clear(kept);
    a->last = kept;
    a->used = kept->size;
}

void arena_done(struct arena *a)
{
    while (a->last) {
        struct arena_chunk *c = a->last;
        a->last = c->before;
        chunk_free(c);
    }
    *a = (struct arena){0};
}
