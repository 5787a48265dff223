/*
 * test_kinds.c -- every kind of value: typed, written for machines, shown to people.
 */
#include "entity/entity.h"
#include "entity/post.h"
#include "t.h"

static struct field of_kind(struct str name)
{
    for (int k = 0; k < KIND_COUNT; k++)
        if (str_eq(kinds[k].name, name))
            return (struct field){.kind = (enum kind)k, .name = S("x")};
    t_stop(__FILE__, __LINE__, "a kind that there is not");
}

static struct str machine(const struct field *f, const struct value *v)
{
    struct buf b = buf_on(t_arena(), 1 * KIB);
    kind_text(&b, f, v);
    return buf_str(&b);
}

static void parse_line(const struct t_line *line)
{
    struct field f = of_kind(line->col[0]);
    struct value v = VALUE_OF_NULL;
    struct message why = {0};
    bool ok = kind_parse(t_arena(), &f, line->col[1], &v, &why);
    if (str_eq(line->col[2], S("-"))) {
        CHECK(!ok);
        CHECK(why.id != MSG_none);
        return;
    }
    REQUIRE(ok);
    CHECK_INT(v.type, kinds[f.kind].stored);
    struct str text = machine(&f, &v);
    CHECK_STR(text, line->col[2]);
    struct value again = VALUE_OF_NULL;
    CHECK(kind_parse(t_arena(), &f, text, &again, &why));
    CHECK(value_eq(&v, &again));
}

TEST(what_people_type_is_read_and_written_in_one_form)
{
    t_cases("tests/cases/kind_parse.t", parse_line);
}

static void show_line(const struct t_line *line)
{
    struct field f = of_kind(line->col[0]);
    struct value v = VALUE_OF_NULL;
    struct message why = {0};
    REQUIRE(kind_parse(t_arena(), &f, line->col[1], &v, &why));
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct buf b = buf_on(t_arena(), 1 * KIB);
        kind_show(&b, (enum lang)lang, &f, &v);
        CHECK_STR(buf_str(&b), line->col[2 + lang]);
    }
}

TEST(values_are_shown_as_each_language_writes_them)
{
    t_cases("tests/cases/kind_show.t", show_line);
}

TEST(blank_is_no_value_for_every_kind)
{
    for (int k = 0; k < KIND_COUNT; k++) {
        struct field f = {.kind = (enum kind)k};
        struct value v = VALUE_OF_INT(1);
        struct message why = {0};
        CHECK(kind_parse(t_arena(), &f, S("  \t "), &v, &why));
        CHECK_INT(v.type, VALUE_NULL);
        CHECK_STR(machine(&f, &v), S(""));
        struct buf b = buf_on(t_arena(), 1 * KIB);
        kind_show(&b, LANG_ZH, &f, &v);
        CHECK_INT(b.len, 0);
    }
}

TEST(text_is_one_clean_line_and_lines_end_alike)
{
    struct field text = of_kind(S("text"));
    struct field lines = of_kind(S("lines"));
    struct value v = VALUE_OF_NULL;
    struct message why = {0};
    CHECK(!kind_parse(t_arena(), &text, S("one\ntwo"), &v, &why));
    CHECK(!kind_parse(t_arena(), &text, S("bell\a"), &v, &why));
    CHECK(!kind_parse(t_arena(), &text, S("\xff\xfe"), &v, &why));
    CHECK(!kind_parse(t_arena(), &lines, S("bell\a"), &v, &why));
    CHECK(kind_parse(t_arena(), &lines, S("\r\none\r\ntwo\rthree\n\n"), &v, &why));
    CHECK_STR(v.t, S("one\ntwo\nthree"));
}

TEST(a_choice_is_known_by_its_code_and_by_its_label_in_either_language)
{
    static const struct str typed[] = {S_("leader"), S_("县领导"), S_(" leader ")};
    struct field f = post_entity.fields[POST_role];
    struct message why = {0};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(typed); i++) {
        struct value v = VALUE_OF_NULL;
        CHECK(kind_parse(t_arena(), &f, typed[i], &v, &why));
        CHECK_STR(v.t, S("leader"));
    }
    struct value v = VALUE_OF_NULL;
    CHECK(!kind_parse(t_arena(), &f, S("king"), &v, &why));
    CHECK_INT(why.id, MSG_problem_not_choice);
    struct buf b = buf_on(t_arena(), 1 * KIB);
    kind_show(&b, LANG_ZH, &f, &VALUE_OF_TEXT(S("leader")));
    buf_byte(&b, '|');
    kind_show(&b, LANG_EN, &f, &VALUE_OF_TEXT(S("leader")));
    buf_byte(&b, '|');
    kind_show(&b, LANG_EN, &f, &VALUE_OF_TEXT(S("gone"))); /* a choice since taken off */
    CHECK_STR(buf_str(&b), S("县领导|leader|gone"));
}

TEST(a_reference_is_shown_by_its_number)
{
    struct field f = of_kind(S("ref"));
    struct buf b = buf_on(t_arena(), 1 * KIB);
    kind_show(&b, LANG_EN, &f, &VALUE_OF_INT(7));
    CHECK_STR(buf_str(&b), S("#7"));
}
