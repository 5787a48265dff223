#include "base/err.h"
#include "base/text.h"
#include "t.h"

TEST(a_failure_keeps_its_own_copy_of_the_texts)
{
    char name[] = "a.csv";
    struct fail why = {0};
    CHECK(FAIL(&why, ERR_TOO_LARGE, MSG_os_too_large, ARG_TEXT(str_of(name)), ARG_INT(9)) ==
          ERR_TOO_LARGE);
    name[0] = 'b';
    CHECK(why.err == ERR_TOO_LARGE);
    CHECK_STR(why.message.args[0].text, S("a.csv"));
    CHECK_INT(why.message.args[1].n, 9);
}

TEST(texts_too_long_for_a_failure_are_cut)
{
    struct fail why = {0};
    char *text = NEW(t_arena(), char, 1000);
    memset(text, 'x', 1000);
    struct str whole = {text, 1000};
    (void)FAIL(&why, ERR_IO, MSG_os_read, ARG_TEXT(whole), ARG_TEXT(whole));
    CHECK_INT(why.message.args[0].text.len, (int64_t)sizeof why.kept);
    CHECK_INT(why.message.args[1].text.len, 0);
}

TEST(a_cut_text_ends_with_a_whole_character)
{
    struct fail why = {0};
    struct buf b = buf_on(t_arena(), 1000);
    buf_byte(&b, 'x');
    while (!b.full)
        buf_add(&b, S("难"));
    (void)FAIL(&why, ERR_IO, MSG_os_read, ARG_TEXT(buf_str(&b)), ARG_TEXT(S("难")));
    CHECK(utf8_valid(why.message.args[0].text));
    CHECK_INT(why.message.args[0].text.len, 478); /* 1 + 159 * 3 of 480 */
    CHECK_STR(why.message.args[1].text, S(""));   /* two bytes are left, it takes three */
}

TEST(every_kind_of_failure_has_its_codes)
{
    for (int e = OK; e < ERR_COUNT; e++) {
        CHECK(err_code((enum err)e).len > 0);
        CHECK(err_http((enum err)e) >= 200 && err_http((enum err)e) < 600);
        CHECK(err_exit((enum err)e) >= 0 && err_exit((enum err)e) <= 3);
        for (int other = OK; other < e; other++)
            CHECK(!str_eq(err_code((enum err)e), err_code((enum err)other)));
    }
    CHECK_INT(err_http(ERR_STALE), 412);
    CHECK_INT(err_exit(ERR_USAGE), 2);
    CHECK_INT(err_exit(ERR_FOUND), 3);
}

TEST(problems_collect_up_to_a_ceiling_and_are_counted_beyond)
{
    struct problems p = problems_on(t_arena());
    CHECK(!problems_stop(&p));
    char name[] = "due";
    PROBLEM(&p, str_of(name), S("late"), MSG_os_not_found, ARG_TEXT(str_of(name)), ARG_INT(3));
    name[0] = 'x';
    CHECK_STR(p.at[0].field, S("due"));
    CHECK_STR(p.at[0].message.args[0].text, S("due"));
    CHECK_INT(p.at[0].message.args[1].n, 3);
    CHECK(problems_stop(&p));
    p.at[0].doubtful = true;
    CHECK(!problems_stop(&p)); /* a doubt alone does not stop */
    for (int i = 1; i < PROBLEMS_MAX + 5; i++)
        PROBLEM(&p, S("name"), S("required"), MSG_err_internal, ARG_NONE);
    CHECK_INT(p.n, PROBLEMS_MAX);
    CHECK_INT(p.n_all, PROBLEMS_MAX + 5);
    for (ptrdiff_t i = 0; i < p.n; i++)
        p.at[i].doubtful = true;
    CHECK(problems_stop(&p)); /* those that were not kept may be more than doubts */
}
