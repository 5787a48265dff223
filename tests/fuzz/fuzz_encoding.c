/*
 * fuzz_encoding.c -- a file's bytes, read as every encoding. What is read is valid UTF-8 and comes
 * back when it is written and read again.
 */
#include "base/text.h"
#include "fuzz/fuzz.h"

static void check_text(struct arena *a, enum encoding e, struct str text)
{
    assert(utf8_valid(text));
    assert(utf8_count(text) <= text.len && utf8_valid(text_narrow(a, text)));
    assert(str_eq(utf8_head(text, utf8_count(text)), text));
    struct str bytes = S("");
    struct str again = S("");
    ptrdiff_t bad_at = 0;
    /* A text that begins with a mark of its own loses it where none is written before. */
    if (str_starts(text, S("\xEF\xBB\xBF")) || !encoding_from_utf8(a, e, text, &bytes))
        return;
    bool read = encoding_to_utf8(a, e, bytes, &again, &bad_at);
    assert(read && str_eq(again, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    struct str bytes = fuzz_input(data, size);
    enum encoding guess = encoding_guess(bytes);
    assert(guess >= 0 && guess < ENCODING_COUNT);
    for (int e = 0; e < ENCODING_COUNT; e++) {
        struct str text = S("");
        ptrdiff_t bad_at = -1;
        if (encoding_to_utf8(&a, (enum encoding)e, bytes, &text, &bad_at))
            check_text(&a, (enum encoding)e, text);
        else
            assert(bad_at >= 0 && bad_at < bytes.len);
    }
    arena_done(&a);
    return 0;
}
