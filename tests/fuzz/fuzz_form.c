/*
 * fuzz_form.c -- a url-encoded body: whatever is accepted is text.
 */
#include "base/text.h"
#include "format/form.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    struct pairs pairs = {0};
    struct fail why = {0};
    if (form_parse(&a, fuzz_input(data, size), &pairs, &why) == OK) {
        assert(pairs.n <= FORM_PAIRS_MAX);
        for (ptrdiff_t i = 0; i < pairs.n; i++) {
            assert(utf8_valid(pairs.at[i].name) && utf8_valid(pairs.at[i].text));
            assert(pairs.at[i].name.len <= FORM_NAME_MAX);
        }
    }
    arena_done(&a);
    return 0;
}
