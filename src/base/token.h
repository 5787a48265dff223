/*
 * token.h -- text as the tokens that search finds it by, the same in every database.
 *
 * Text is made narrow and lower case first, and signs that stand for others become them (Ⅻ is xii,
 * ㎡ is m2). A run of Chinese characters becomes its overlapping pairs and its last character, so
 * that each character begins a token; letters and digits become words; all else only parts them.
 * 安政发〔2006〕12号 is 安政 政发 发 2006 12 号. Tokens are joined by spaces. Whoever looks for
 * adjacent pairs finds exactly the texts that hold the whole, whatever its length. All texts are
 * valid UTF-8.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "base/base.h"

enum {
    TOKEN_CHARS = 40,   /* of a word; what is longer is found by its head */
    QUERY_TERMS = 16,   /* of a search; what follows is not looked for */
    QUERY_TOKENS = 200, /* of all its terms together */
    WHOLE_CHARS = 60,   /* of a text that can be found as a whole */
};

/* Where a token was: bytes [at, end) of the text. */
struct token {
    struct str text;
    ptrdiff_t at, end;
    bool is_tail; /* the last character of a longer run */
};
struct tokens {
    struct token *at;
    ptrdiff_t n;
};
/* All tokens of a text, in its order. In `a`. */
struct tokens tokens_of(struct arena *a, struct str text);

/* Append the tokens of one field, a space before each, then the token that parts it from the next
 * field: ¶, and with `is_whole` behind it the whole text, by which it is found exactly. `a` is for
 * work on the way. */
void tokens_put(struct buf *out, struct arena *a, struct str text, bool is_whole);

/* What a person typed: terms parted by blanks, all of which must be found. Never any syntax. */
struct search_term {
    struct tokens tokens; /* adjacent ones */
    bool is_open;         /* the last is the beginning of a token */
};
struct search_terms {
    struct search_term at[QUERY_TERMS];
    int n;
    struct str whole; /* the token of a text that is nothing but this; "" if too long */
    bool is_cut;      /* there was more than is looked for */
};
/* In `a`. No terms if nothing typed is a letter, a digit or a Chinese character. */
struct search_terms search_terms_of(struct arena *a, struct str typed);

/* Where a term is first found in a text: bytes [*at, *end) of it. */
bool search_term_find(struct arena *a, const struct search_term *term, struct str text,
                      ptrdiff_t *at, ptrdiff_t *end);

#endif
