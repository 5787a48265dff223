/*
 * test_ics.c -- entries as RFC 5545 wants them. Expectations are the RFC's: TEXT is escaped
 * (3.3.11), lines are folded at 75 octets and unfold to what they were (3.1), a whole day ends on
 * the next (3.6.1), DTSTAMP without a METHOD is when the entry was revised (3.8.7.2).
 */
#include "base/text.h"
#include "format/ics.h"
#include "t.h"

static struct str written(const struct ics_entry *e, bool has_tasks)
{
    struct buf out = buf_on(t_arena(), 64 * KIB);
    struct ics_calendar c = {
        .name = S("破难 · 国土局局长"), .origin = S("-//Ponan//Ponan//ZH"), .has_tasks = has_tasks};
    c.entries = e;
    c.n = e ? 1 : 0;
    ics_write(&out, &c);
    CHECK(!out.full);
    return buf_str(&out);
}

static struct ics_entry entry(struct str title)
{
    return (struct ics_entry){.uid = S("matter-29-due.0123@ponan"),
                              .title = title,
                              .text = S("目前：办理中"),
                              .category = S("难题"),
                              .address = S("http://127.0.0.1:8080/matters/29"),
                              .day = date_of(2006, 6, 30),
                              .changed_on = date_of(2006, 6, 12),
                              .sequence = 4};
}

/* A line end and a blank together are a fold. */
static struct str unfolded(struct str text)
{
    struct buf out = buf_on(t_arena(), 64 * KIB);
    for (ptrdiff_t i = 0; i < text.len; i++) {
        if (str_starts(str_sub(text, i, text.len), S("\r\n ")))
            i += 2;
        else
            buf_byte(&out, text.s[i]);
    }
    return buf_str(&out);
}

TEST(a_day_is_whole_and_takes_no_time)
{
    struct ics_entry e = entry(S("祥峰纺织二期用地"));
    struct str text = written(&e, false);
    CHECK(str_starts(text, S("BEGIN:VCALENDAR\r\n")));
    CHECK_HAS(text, S("\r\nDTSTART;VALUE=DATE:20060630\r\n"));
    CHECK_HAS(text, S("\r\nDTEND;VALUE=DATE:20060701\r\n"));
    CHECK_HAS(text, S("\r\nTRANSP:TRANSPARENT\r\n"));
    CHECK_HAS(text, S("\r\nUID:matter-29-due.0123@ponan\r\n"));
    CHECK_HAS(text, S("\r\nSEQUENCE:4\r\n"));
    CHECK_HAS(text, S("\r\nDTSTAMP:20060612T000000Z\r\n"));
    CHECK_HAS(text, S("\r\nLAST-MODIFIED:20060612T000000Z\r\n"));
    CHECK_HAS(text, S("\r\nX-WR-TIMEZONE:Asia/Shanghai\r\n"));
    CHECK(str_ends(text, S("END:VCALENDAR\r\n")));
}

TEST(a_task_is_due_on_its_day)
{
    struct ics_entry e = entry(S("祥峰纺织二期用地"));
    struct str text = written(&e, true);
    CHECK_HAS(text, S("\r\nBEGIN:VTODO\r\n"));
    CHECK_HAS(text, S("\r\nDUE;VALUE=DATE:20060630\r\n"));
    CHECK_HAS(text, S("\r\nSTATUS:NEEDS-ACTION\r\n"));
}

TEST(words_cannot_become_lines_of_their_own)
{
    struct ics_entry e = entry(S("一,二;三\\四\nATTENDEE:mailto:a@b"));
    struct str text = unfolded(written(&e, false));
    CHECK_HAS(text, S("\r\nSUMMARY:一\\,二\\;三\\\\四\\nATTENDEE:mailto:a@b\r\n"));
}

TEST(long_lines_are_folded_between_characters)
{
    struct buf title = buf_on(t_arena(), KIB);
    for (int i = 0; i < 200; i++)
        buf_add(&title, S("难"));
    struct ics_entry e = entry(buf_str(&title));
    struct str rest = written(&e, false);
    CHECK_HAS(unfolded(rest), str_fmt(t_arena(), "\r\nSUMMARY:%.*s\r\n", STR_ARG(buf_str(&title))));
    while (rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);
        CHECK(line.len <= 76); /* with the CR */
        CHECK(utf8_valid(line));
    }
}

TEST(a_calendar_without_entries_is_one)
{
    CHECK_HAS(written(NULL, false), S("\r\nX-WR-CALNAME:破难 · 国土局局长\r\n"));
}
