/*
 * fuzz_cookies.c -- values of headers: cookies, languages, media types, dates, entity tags.
 */
#include "base/text.h"
#include "format/form.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 16 * MIB);
    struct str header = fuzz_input(data, size);
    struct str value = S("");
    if (cookie_find(header, S("session"), &value))
        assert(utf8_valid(value));
    assert(accept_language(header, LANG_ZH) < LANG_COUNT);
    int media = accept_media(header, S("text/html"));
    int coding = accept_encoding(header, S("gzip"));
    assert(media >= 0 && media <= 1000 && coding >= 0 && coding <= 1000);
    (void)media_parameter(&a, header, S("boundary"), &value);
    (void)etag_matches_weak(header, S("\"1\""));
    assert(!etag_matches_strong(header, S("\"1\"")) || etag_matches_weak(header, S("\"1\"")));
    int64_t first = 0;
    if (http_date_parse(header, &first)) {
        int64_t second = 0;
        bool parsed = http_date_parse(http_date(&a, first), &second);
        assert(parsed && first == second);
    }
    arena_done(&a);
    return 0;
}
