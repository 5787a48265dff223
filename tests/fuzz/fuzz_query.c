/*
 * fuzz_query.c -- the target of a request: path and query. What is decoded and encoded again
 * decodes to the same.
 */
#include "base/text.h"
#include "format/form.h"
#include "format/html.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    struct str query = S("");
    struct str path = str_cut(fuzz_input(data, size), '?', &query);
    struct str once = S("");
    if (url_decode(&a, path, &once)) {
        struct str twice = S("");
        struct buf again = buf_on(&a, 8 * MIB);
        html_url(&again, once);
        bool decoded = url_decode(&a, buf_str(&again), &twice);
        assert(decoded && str_eq(once, twice));
    }
    struct pairs pairs = {0};
    struct fail why = {0};
    if (form_parse(&a, query, &pairs, &why) == OK && pairs.n > 0)
        assert(pairs_find(&pairs, pairs.at[pairs.n - 1].name) != NULL);
    arena_done(&a);
    return 0;
}
