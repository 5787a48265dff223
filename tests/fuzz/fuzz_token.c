/*
 * fuzz_token.c -- any text: its tokens hold nothing that parts tokens or ends a quotation, stand in
 * order inside it, and the text is found by its own terms.
 */
#include "base/text.h"
#include "base/token.h"
#include "fuzz/fuzz.h"

static void check_tokens(const struct tokens *t, struct str text)
{
    for (ptrdiff_t i = 0; i < t->n; i++) {
        struct str s = t->at[i].text;
        assert(s.len > 0 && t->at[i].at < t->at[i].end && t->at[i].end <= text.len);
        assert(i == 0 || t->at[i - 1].at <= t->at[i].at);
        for (ptrdiff_t k = 0; k < s.len; k++)
            assert((s.s[k] >= '0' && s.s[k] <= '9') || (s.s[k] >= 'a' && s.s[k] <= 'z') ||
                   (unsigned char)s.s[k] >= 0x80);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct str text = fuzz_input(data, size);
    arena_init(&a, 256 * MIB);
    if (size <= 64 * 1024 && utf8_valid(text)) {
        struct tokens t = tokens_of(&a, text);
        struct buf out = buf_on(&a, 4 * MIB);
        struct search_terms terms = search_terms_of(&a, text);
        check_tokens(&t, text);
        tokens_put(&out, &a, text, true);
        assert(!out.full && terms.n <= QUERY_TERMS && (terms.n > 0 || t.n == 0 || terms.is_cut));
        for (int i = 0; i < terms.n && !terms.is_cut; i++) {
            ptrdiff_t at = -1;
            ptrdiff_t end = -1;
            bool found = search_term_find(&a, &terms.at[i], text, &at, &end);
            assert(found && at >= 0 && at < end && end <= text.len);
        }
    }
    arena_done(&a);
    return 0;
}
