/*
 * buf.c -- text under construction, with a ceiling.
 */
#include "base/base.h"

struct buf buf_on(struct arena *a, ptrdiff_t cap)
{
    return (struct buf){.a = a, .cap = cap};
}

enum { FIRST_ALLOC = 256 };

bool buf_grow(struct buf *b, ptrdiff_t len)
{
    if (b->full || len > b->cap - b->len) {
        b->full = true;
        return false;
    }
    if (b->len + len <= b->alloc)
        return true;
    ptrdiff_t want = b->alloc > 0 ? b->alloc * 2 : FIRST_ALLOC;
    if (want < b->len + len)
        want = b->len + len;
    if (want > b->cap)
        want = b->cap;
    if (b->alloc > 0 && arena_extend(b->a, b->s, b->alloc, want)) {
        b->alloc = want;
        return true;
    }
    char *grown = arena_bytes(b->a, want);
    if (b->len > 0)
        memcpy(grown, b->s, (size_t)b->len);
    b->s = grown;
    b->alloc = want;
    return true;
}

void buf_vfmt(struct buf *b, const char *fmt, va_list ap)
{
    char small[256];
    va_list again;
    va_copy(again, ap);
    /* The analyzer does not see that the caller has begun ap. */
    // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized)
    int n = vsnprintf(small, sizeof small, fmt, ap);
    assert(n >= 0);
    if (n < (int)sizeof small) {
        buf_add(b, (struct str){small, n});
    } else {
        char *large = NEW(b->a, char, n + 1);
        (void)vsnprintf(large, (size_t)n + 1, fmt, again);
        buf_add(b, (struct str){large, n});
    }
    va_end(again);
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vfmt(b, fmt, ap);
    va_end(ap);
}

void buf_int(struct buf *b, int64_t n)
{
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (n < 0)
        *--at = '-';
    ptrdiff_t len = digits + sizeof digits - at;
    if (!buf_room(b, len))
        return;
    /* Byte by byte: a call for so few costs more. */
    for (ptrdiff_t i = 0; i < len; i++)
        b->s[b->len + i] = at[i];
    b->len += len;
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->s ? b->s : "", b->len};
}
