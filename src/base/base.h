/*
 * base.h -- views of bytes, arenas and growing text: the vocabulary every room shares.
 *
 * A `struct str` is a view (pointer and length), never NUL-terminated by contract. Memory comes
 * from an arena and is released all at once by the arena's owner, so nothing here is freed.
 */
#ifndef BASE_H
#define BASE_H

#include "base/ban.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LEN(a)      ((ptrdiff_t)(sizeof(a) / sizeof((a)[0])))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define MUST_USE          __attribute__((warn_unused_result))
#define KIB               ((ptrdiff_t)1024)
#define MIB               (1024 * KIB)

/* For products of 64-bit numbers; not of ISO C, and in both compilers. */
__extension__ typedef __int128 int128;

struct str {
    const char *s;
    ptrdiff_t len;
};

/* S("text") is a view of a literal; S_() is the same for the initialiser of a static table. */
#define S_(lit)                            \
    {                                      \
        "" lit, (ptrdiff_t)sizeof(lit) - 1 \
    }
#define S(lit)     ((struct str)S_(lit))
#define STR_ARG(x) (int)(x).len, (x).s /* for "%.*s" */

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, (size_t)a.len) == 0);
}
int str_cmp(struct str a, struct str b); /* bytewise order: below, at or above 0 */
bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
/* Where `part` first stands in s, or -1. An empty part stands at 0. */
ptrdiff_t str_find(struct str s, struct str part);
struct str str_of(const char *z);                               /* view of a C string; NULL is "" */
struct str str_sub(struct str s, ptrdiff_t from, ptrdiff_t to); /* bytes [from, to) of s */
struct str str_trim(struct str s); /* without ASCII white space around */
/* Cut s at the first sep: returns the head, leaves the rest in *tail ("" if there is no sep). */
struct str str_cut(struct str s, char sep, struct str *tail);
/* The non-negative number that s spells in ASCII digits alone. False if it is none or over 18
 * digits. */
bool str_digits(struct str s, int64_t *out);

/*
 * An arena grows by chunks up to `cap` bytes. Asking for more stops the program: sizes are
 * limited at the door, so no input can cause it. Under ASan a reset arena is poisoned.
 */
struct arena {
    struct arena_chunk *last;
    ptrdiff_t used, cap; /* bytes taken from the system; the most that may be */
};

void arena_init(struct arena *a, ptrdiff_t cap);
/* `size` bytes whose content is not set, for what is written before it is read. Never NULL. */
char *arena_bytes(struct arena *a, ptrdiff_t size);
/* Makes the last bytes handed out, `size` at p, `want` long where they lie. False if others came
 * after them or the chunk has no room; then nothing changed. */
bool arena_extend(struct arena *a, char *p, ptrdiff_t size, ptrdiff_t want);
/* Zeroed memory for `count` things of `size` bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, ptrdiff_t size, ptrdiff_t count);
#define NEW(a, type, n) ((type *)arena_alloc((a), (ptrdiff_t)sizeof(type), (n)))
void arena_reset(struct arena *a); /* everything handed out so far is gone; one chunk is kept */
void arena_done(struct arena *a);

struct str str_dup(struct arena *a, struct str s);
char *str_z(struct arena *a, struct str s); /* NUL-terminated copy for a foreign function */
/* At most 64 KiB, "" if it is more. A NUL follows it, so that .s serves a foreign function too. */
struct str str_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The parts one after another: STR_CAT(a, S("/data/"), plural). */
struct str str_cat(struct arena *a, const struct str *parts, ptrdiff_t n);
#define STR_CAT(a, ...) \
    str_cat((a), (const struct str[]){__VA_ARGS__}, ARRAY_LEN(((const struct str[]){__VA_ARGS__})))

/*
 * Text under construction in an arena. Grows up to `cap`; past it `full` stays set and further
 * writes are dropped, so callers check once, at the end.
 */
struct buf {
    struct arena *a;
    char *s;
    ptrdiff_t len, alloc, cap;
    bool full;
};

struct buf buf_on(struct arena *a, ptrdiff_t cap);
bool buf_grow(struct buf *b, ptrdiff_t len); /* room for `len` more bytes, or false and `full` */

static inline bool buf_room(struct buf *b, ptrdiff_t len)
{
    return (!b->full && len <= b->alloc - b->len) || buf_grow(b, len);
}

static inline void buf_add(struct buf *b, struct str s)
{
    if (s.len == 0 || !buf_room(b, s.len))
        return;
    memcpy(b->s + b->len, s.s, (size_t)s.len);
    b->len += s.len;
}

static inline void buf_byte(struct buf *b, char c)
{
    if (buf_room(b, 1))
        b->s[b->len++] = c;
}

void buf_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vfmt(struct buf *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
void buf_int(struct buf *b, int64_t n); /* decimal digits, a minus sign if below 0 */
struct str buf_str(const struct buf *b);

#endif
