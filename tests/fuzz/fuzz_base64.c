/*
 * fuzz_base64.c -- hexadecimal and both alphabets of base64. A text that is read is the one form of
 * its bytes.
 */
#include "base/hash.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    struct str text = fuzz_input(data, size);
    struct str bytes = S("");
    if (base64_parse(&a, text, &bytes))
        assert(str_eq(base64_of(&a, bytes), text));
    if (base64url_parse(&a, text, &bytes))
        assert(str_eq(base64url_of(&a, bytes), text));
    if (hex_parse(&a, text, &bytes)) {
        struct str again = S("");
        bool read = hex_parse(&a, hex_of(&a, bytes), &again);
        assert(read && str_eq(again, bytes));
    }
    arena_done(&a);
    return 0;
}
