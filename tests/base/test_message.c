#include "base/date.h"
#include "base/message.h"
#include "t.h"

static struct str worded(enum lang lang, struct message m)
{
    return message_str(t_arena(), lang, &m);
}

TEST(every_message_has_a_text_in_every_language_and_is_found_by_its_key)
{
    for (int id = 1; id < MSG_COUNT; id++) {
        CHECK(msg_text(LANG_ZH, (enum msg)id).len > 0);
        CHECK(msg_text(LANG_EN, (enum msg)id).len > 0);
        CHECK_INT(msg_find(msg_key((enum msg)id)), id);
    }
    CHECK(msg_find(S("no.such.key")) == MSG_none);
    CHECK(msg_find(S("")) == MSG_none);
    CHECK(msg_find(S("zzzz")) == MSG_none);
}

TEST(arguments_take_their_places)
{
    struct message m = {MSG_os_too_large, {ARG_TEXT(S("a.csv")), ARG_INT(1024)}};
    CHECK_STR(worded(LANG_ZH, m), S("文件 a.csv 太大，最多 1024 字节。请分成几个文件。"));
    CHECK_STR(worded(LANG_EN, m),
              S("The file a.csv is too large: at most 1024 bytes. Split it into several files."));
}

TEST(a_word_follows_its_number)
{
    struct message one = {MSG_os_too_large, {ARG_TEXT(S("a")), ARG_INT(1)}};
    struct message none = {MSG_os_too_large, {ARG_TEXT(S("a")), ARG_INT(0)}};
    CHECK_HAS(worded(LANG_EN, one), S("1 byte."));
    CHECK_HAS(worded(LANG_EN, none), S("0 bytes."));
}

TEST(what_follows_a_number_may_hold_the_number)
{
    struct message one = {MSG_err_wait_sign_in, {ARG_INT(1)}};
    struct message more = {MSG_err_wait_sign_in, {ARG_INT(30)}};
    CHECK_HAS(worded(LANG_EN, one), S("in one second."));
    CHECK_HAS(worded(LANG_EN, more), S("in 30 seconds."));
}

TEST(arguments_may_be_dates_messages_and_absent)
{
    struct message m = {MSG_os_not_found, {ARG_DATE(date_of(2006, 6, 20))}};
    CHECK_STR(worded(LANG_ZH, m), S("没有文件 2006-06-20。请检查路径。"));
    m.args[0] = (struct message_arg)ARG_MSG(MSG_err_internal);
    CHECK_HAS(worded(LANG_EN, m), msg_text(LANG_EN, MSG_err_internal));
    m.args[0] = (struct message_arg)ARG_NONE;
    CHECK_STR(worded(LANG_ZH, m), S("没有文件 。请检查路径。"));
}

TEST(an_argument_is_not_read_as_a_text_with_places)
{
    struct message m = {MSG_os_not_found, {ARG_TEXT(S("%1{1?a|b}%2"))}};
    CHECK_STR(worded(LANG_ZH, m), S("没有文件 %1{1?a|b}%2。请检查路径。"));
}

TEST(a_language_is_known_by_its_code_with_or_without_region)
{
    enum lang lang = LANG_EN;
    CHECK(lang_parse(S("zh-CN"), &lang));
    CHECK(lang == LANG_ZH);
    CHECK(lang_parse(S("en"), &lang));
    CHECK(lang == LANG_EN);
    CHECK(!lang_parse(S("fr"), &lang));
    CHECK(!lang_parse(S(""), &lang));
    CHECK_STR(lang_code(LANG_ZH), S("zh"));
}
