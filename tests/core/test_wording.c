#include "core/wording.h"
#include "t.h"

static struct decimal dec(struct str text)
{
    struct decimal d = {0};
    REQUIRE(decimal_parse(text, &d));
    return d;
}

static struct buf fresh(void)
{
    return buf_on(t_arena(), 1000);
}

static void change_case(const struct t_line *line)
{
    int64_t places = 0;
    REQUIRE(str_digits(line->col[1], &places));
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct buf b = fresh();
        wording_change(&b, (enum lang)lang, dec(line->col[0]), (int)places);
        CHECK_STR(buf_str(&b), line->col[2 + lang]);
    }
}

TEST(a_change_is_worded_without_a_sign)
{
    t_cases("tests/cases/wording_change.t", change_case);
}

static void gap_case(const struct t_line *line)
{
    bool near = str_eq(line->col[1], S("near"));
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct buf b = fresh();
        wording_gap(&b, (enum lang)lang, dec(line->col[0]), 1, near);
        CHECK_STR(buf_str(&b), line->col[2 + lang]);
        bool says_near = str_find(buf_str(&b), lang == LANG_ZH ? S("近") : S("nearly")) >= 0;
        CHECK(says_near == (near && wording_is_near(dec(line->col[0]))));
    }
}

TEST(a_gap_is_worded_by_its_side_and_size)
{
    t_cases("tests/cases/wording_gap.t", gap_case);
}

TEST(sizes_and_completion_are_worded)
{
    struct buf b = fresh();
    wording_points(&b, LANG_ZH, dec(S("-13.8")), 1);
    buf_byte(&b, '|');
    wording_points(&b, LANG_EN, dec(S("13.8")), 1);
    buf_byte(&b, '|');
    wording_completion(&b, LANG_ZH, dec(S("17.0593")), 1);
    buf_byte(&b, '|');
    wording_completion(&b, LANG_EN, dec(S("50.7879")), 1);
    CHECK_STR(buf_str(&b), S("13.8个百分点|13.8 percentage points|完成年度目标的17.1%|"
                             "50.8 % of the year's target"));
}

static struct str judged(enum lang lang, enum judgement_measure measure, struct str actual,
                         struct str wanted)
{
    struct buf b = fresh();
    struct judgement j = {.measure = measure, .actual = dec(actual), .wanted = dec(wanted)};
    REQUIRE(decimal_sub(j.actual, j.wanted, &j.apart));
    wording_judgement(&b, lang, &j, 1);
    return buf_str(&b);
}

TEST(a_judgement_is_worded_by_its_measure)
{
    CHECK_STR(judged(LANG_ZH, MEASURE_LINEAR, S("17.0593"), S("41.6667")),
              S("比序时进度低24.6个百分点"));
    CHECK_STR(judged(LANG_ZH, MEASURE_LINEAR, S("50.7879"), S("41.6667")),
              S("比序时进度高9.1个百分点"));
    CHECK_STR(judged(LANG_EN, MEASURE_LINEAR, S("41.6667"), S("41.6667")),
              S("level with the linear schedule"));
    CHECK_STR(judged(LANG_ZH, MEASURE_PLANNED, S("20"), S("25")), S("比计划进度低5.0个百分点"));
    CHECK_STR(judged(LANG_EN, MEASURE_PLANNED, S("30"), S("25")),
              S("5.0 percentage points above the planned schedule"));
    CHECK_STR(judged(LANG_ZH, MEASURE_PLANNED, S("25"), S("25")), S("与计划进度持平"));
    CHECK_STR(judged(LANG_ZH, MEASURE_GROWTH_GAP, S("10.8"), S("24.6")),
              S("低于年初目标13.8个百分点"));
    CHECK_STR(judged(LANG_ZH, MEASURE_GROWTH, S("-17.9"), S("0")), S("下降17.9%"));
    CHECK_STR(judged(LANG_ZH, MEASURE_NONE, S("0"), S("0")), S(""));
}

TEST(every_light_has_a_word)
{
    for (int light = 0; light < LIGHT_COUNT; light++)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            CHECK(wording_light((enum lang)lang, (enum light)light).len > 0);
    CHECK_STR(wording_light(LANG_ZH, LIGHT_RED), S("红"));
    CHECK_STR(wording_light(LANG_EN, LIGHT_GREEN), S("green"));
}
