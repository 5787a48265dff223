/*
 * compress.c -- libzstd in one call each way.
 */
#include "base/compress.h"

#include <zstd.h>

enum { LEVEL = 1 };

struct str compressed(struct arena *a, struct str bytes)
{
    size_t room = ZSTD_compressBound((size_t)bytes.len);
    char *frame = arena_bytes(a, (ptrdiff_t)room);
    size_t len = ZSTD_compress(frame, room, bytes.s, (size_t)bytes.len, LEVEL);
    if (ZSTD_isError(len)) {
        fputs("ponan: out of memory\n", stderr); /* there is room for the worst */
        abort();
    }
    return (struct str){frame, (ptrdiff_t)len};
}

bool is_compressed(struct str bytes)
{
    return str_starts(bytes, S("\x28\xb5\x2f\xfd"));
}

bool decompress(struct arena *a, struct str frame, ptrdiff_t max, struct str *out)
{
    unsigned long long len = ZSTD_getFrameContentSize(frame.s, (size_t)frame.len);
    if (len == ZSTD_CONTENTSIZE_UNKNOWN || len == ZSTD_CONTENTSIZE_ERROR || len > (size_t)max)
        return false;
    char *bytes = arena_bytes(a, (ptrdiff_t)len);
    if (ZSTD_decompress(bytes, (size_t)len, frame.s, (size_t)frame.len) != len)
        return false;
    *out = (struct str){bytes, (ptrdiff_t)len};
    return true;
}
