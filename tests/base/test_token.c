/*
 * test_token.c -- text as tokens, and what is typed as terms.
 */
#include "base/text.h"
#include "base/token.h"
#include "t.h"

static struct str joined(const struct tokens *t)
{
    struct buf b = buf_on(t_arena(), 64 * KIB);
    for (ptrdiff_t i = 0; i < t->n; i++)
        buf_fmt(&b, "%s%.*s", i > 0 ? " " : "", STR_ARG(t->at[i].text));
    return buf_str(&b);
}

static void token_case(const struct t_line *line)
{
    struct tokens t = tokens_of(t_arena(), line->col[0]);
    CHECK_STR(joined(&t), line->col[1]);
}

TEST(text_becomes_pairs_and_words)
{
    t_cases("tests/cases/token.t", token_case);
}

static void term_case(const struct t_line *line)
{
    struct search_terms terms = search_terms_of(t_arena(), line->col[0]);
    ptrdiff_t at = 0;
    ptrdiff_t end = 0;
    REQUIRE(terms.n == 1);
    bool found = search_term_find(t_arena(), &terms.at[0], line->col[1], &at, &end);
    CHECK_STR(found ? S("found") : S("not"), line->col[2]);
    if (found)
        CHECK_STR(str_sub(line->col[1], at, end), line->col[3]);
}

TEST(a_term_is_found_where_it_stands)
{
    t_cases("tests/cases/search_term.t", term_case);
}

TEST(fields_are_parted_and_found_as_a_whole)
{
    struct buf out = buf_on(t_arena(), 1000);
    tokens_put(&out, t_arena(), S("安政发〔2006〕12号"), true);
    tokens_put(&out, t_arena(), S("、"), true);
    tokens_put(&out, t_arena(), S("县"), false);
    CHECK_STR(buf_str(&out), S(" 安政 政发 发 2006 12 号 ¶安政发200612号 县 ¶"));
    struct search_terms terms = search_terms_of(t_arena(), S("安政发[2006] 12号"));
    CHECK_STR(terms.whole, S("¶安政发200612号"));
}

TEST(blanks_part_what_is_typed_into_terms)
{
    struct search_terms terms = search_terms_of(t_arena(), S(" 安吉　hotel\t、 "));
    CHECK_INT(terms.n, 2);
    CHECK_STR(joined(&terms.at[0].tokens), S("安吉"));
    CHECK(!terms.at[0].is_open);
    CHECK_STR(joined(&terms.at[1].tokens), S("hotel"));
    CHECK(terms.at[1].is_open);
    CHECK(!terms.is_cut);
    CHECK_INT(search_terms_of(t_arena(), S("%'\"();--*\x01\x7f")).n, 0);
    CHECK_INT(search_terms_of(t_arena(), S("")).n, 0);
}

/* Ten thousand characters are words, and only the first of them are looked for. */
TEST(what_is_typed_is_bounded)
{
    struct buf typed = buf_on(t_arena(), 64 * KIB);
    for (int i = 0; i < 10000; i++)
        buf_add(&typed, i % 3 == 2 ? S(" ") : S("安"));
    struct search_terms terms = search_terms_of(t_arena(), buf_str(&typed));
    CHECK_INT(terms.n, QUERY_TERMS);
    CHECK(terms.is_cut);
    struct buf run = buf_on(t_arena(), 64 * KIB);
    for (int i = 0; i < 10000; i++)
        buf_add(&run, S("吉"));
    terms = search_terms_of(t_arena(), buf_str(&run));
    CHECK_INT(terms.n, 1);
    CHECK(terms.at[0].tokens.n <= QUERY_TOKENS);
    CHECK(terms.is_cut);
}
