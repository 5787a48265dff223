#include "board_made.h"
#include "t.h"

static struct str text_of(struct call *c, struct board *b)
{
    struct brief brief = {0};
    made_judge(c, b);
    brief_from(c, b, &brief);
    return brief_text(c->a, &brief);
}

static struct str speech_in(enum lang lang)
{
    struct call c = made_call(t_arena(), lang);
    struct board b = made_speech(&c);
    return text_of(&c, &b);
}

TEST(the_brief_says_what_the_speech_says)
{
    struct str text = speech_in(LANG_ZH);
    CHECK_HAS(text, S("安吉县2006年1-5月主要指标通报"));
    CHECK_HAS(text, S("一季度，全县地区生产总值16.69亿元，同比增长12.5%，与年初目标持平"));
    CHECK_HAS(text,
              S("1-5月，全社会固定资产投资15.83亿元，同比增长10.8%，与年初目标相差近14个百分点（"
                "准确数为13.8个百分点）"));
    CHECK_HAS(text, S("1-5月，全县实际利用外资2303万美元，同比下降17.9%，完成年度目标的17.1%，"
                      "比序时进度低24.6个百分点"));
    CHECK_HAS(text, S("1-5月，全县实到内资8.38亿元，完成年度目标的50.8%，比序时进度高9.1个百分点"));
    CHECK_HAS(text, S("1-5月，全县财政总收入2.49亿元，同比增长2.49%"));
    CHECK_HAS(text, S("1-5月，全县地方财政收入1.6亿元，同比增长10.2%"));
    CHECK_HAS(text, S("1-5月，全县工业投入10.63亿元，同比增长15.4%，与年初目标相差近7个百分点（"
                      "准确数为6.8个百分点）"));
}

TEST(a_fall_is_never_worded_with_a_sign)
{
    struct str zh = speech_in(LANG_ZH);
    CHECK_INT(str_find(zh, S("增长-")), -1);
    CHECK_INT(str_find(zh, S("负增长")), -1);
    CHECK_INT(str_find(zh, S("-17.9")), -1);
    CHECK_INT(str_find(speech_in(LANG_EN), S("-17.9")), -1);
}

TEST(the_doubtful_figure_is_shown_with_both_reasons)
{
    struct str text = speech_in(LANG_ZH);
    CHECK_HAS(text, S("增速2.49%与数值的数字相同"));
    CHECK_HAS(text, S("其余部分0.89亿元，同比下降9.0%"));
    struct str en = speech_in(LANG_EN);
    CHECK_HAS(en, S("2.49 % has the same digits as the value"));
    CHECK_HAS(en, S("the rest, 0.89 (100 million yuan), fell 9.0 %"));
}

TEST(shortcomings_stand_furthest_behind_first)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct brief brief = {0};
    made_judge(&c, &b);
    brief_from(&c, &b, &brief);
    const struct brief_section *bad = &brief.sections[BRIEF_SHORTCOMINGS];
    REQUIRE(bad->n_items == 3);
    CHECK_STR(bad->items[0].indicator, S("foreign_capital"));
    CHECK_STR(bad->items[1].indicator, S("fixed_investment"));
    CHECK_STR(bad->items[2].indicator, S("industrial_investment"));
    const struct brief_section *good = &brief.sections[BRIEF_RESULTS];
    REQUIRE(good->n_items == 4);
    CHECK_STR(good->items[3].indicator, S("gdp"));
}

/* The record behind the first run that holds a text. */
static int64_t linked(const struct brief *b, struct str text, enum brief_link *link)
{
    for (int s = 0; s < BRIEF_PART_COUNT; s++)
        for (ptrdiff_t i = 0; i < b->sections[s].n_items; i++)
            for (ptrdiff_t k = 0; k < b->sections[s].items[i].n_runs; k++) {
                const struct brief_run *run = &b->sections[s].items[i].runs[k];
                if (str_find(run->text, text) >= 0 && run->link != BRIEF_LINK_INDICATOR) {
                    *link = run->link;
                    return run->id;
                }
            }
    return 0;
}

TEST(every_number_names_the_record_behind_it)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct brief brief = {0};
    made_judge(&c, &b);
    brief_from(&c, &b, &brief);
    enum brief_link link = BRIEF_LINK_NONE;
    CHECK_INT(linked(&brief, S("2303万美元"), &link), made_row(&b, S("foreign_capital"))->value.id);
    CHECK_INT(link, BRIEF_LINK_OBSERVATION);
    CHECK_INT(linked(&brief, S("下降17.9%"), &link), made_row(&b, S("foreign_capital"))->growth.id);
    CHECK_INT(linked(&brief, S("17.1%"), &link), made_row(&b, S("foreign_capital"))->target.id);
    CHECK_INT(link, BRIEF_LINK_TARGET);
}

TEST(a_revised_figure_changes_its_sentence_and_no_other)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    made_row(&b, S("foreign_capital"))->value = made_number(S("2700"), 7);
    made_row(&b, S("foreign_capital"))->growth = made_number(S("-3.7"), 8);
    struct str text = text_of(&c, &b);
    CHECK_HAS(text, S("实际利用外资2700万美元，同比下降3.7%，完成年度目标的20.0%，"
                      "比序时进度低21.7个百分点"));
    CHECK_INT(str_find(text, S("2303")), -1);
    CHECK_HAS(text, S("工业投入10.63亿元"));
}

TEST(next_steps_are_derived_from_facts)
{
    struct str text = speech_in(LANG_ZH);
    /* 13500 - 2303 = 11197; / 7 = 1599.57; 2303 / 5 = 460.6 */
    CHECK_HAS(text, S("实际利用外资：离全年目标还差11197万美元，后7个月平均每月要完成1600万美元，"
                      "此前平均每月完成461万美元。"));
    /* 15.83 / 1.108 * 1.246 = 17.80; - 15.83 = 1.97 */
    CHECK_HAS(text, S("全社会固定资产投资：按目标增速，1-5月应完成17.80亿元，还差1.97亿元。"));
    CHECK_HAS(text, S("财政总收入1-5月的数："));
    CHECK_HAS(text, S("补定年度目标：财政总收入、地方财政收入没有年度目标"));
}

TEST(a_missing_figure_is_asked_for_and_not_blamed)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct board_row *row = made_row(&b, S("domestic_capital"));
    row->value = made_number(S(""), 0);
    row->source_unit = S("县外经贸局");
    struct str text = text_of(&c, &b);
    CHECK_HAS(text, S("请县外经贸局补报实到内资1-5月的数。"));
    CHECK_INT(str_find(text, S("全县实到内资")), -1);
}

TEST(a_figure_that_is_missing_for_a_reason_is_told_with_it)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct board_row *row = made_row(&b, S("domestic_capital"));
    row->value = made_number(S(""), 77);
    row->value.reason = S("口径调整，本月不报");
    struct str text = text_of(&c, &b);
    CHECK_HAS(text, S("实到内资1-5月没有数：口径调整，本月不报。"));
    CHECK_INT(str_find(text, S("补报")), -1);
}

static int times_said(struct str text, struct str what)
{
    int n = 0;
    for (ptrdiff_t at = str_find(text, what); at >= 0; at = str_find(text, what)) {
        text = str_sub(text, at + what.len, text.len);
        n++;
    }
    return n;
}

TEST(why_a_figure_cannot_be_judged_is_said_once_where_it_stands)
{
    static const struct str why[LANG_COUNT] = {
        [LANG_ZH] = S_("有增速目标，没有报增速，无法评价"),
        [LANG_EN] = S_("no growth was reported"),
    };
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct call c = made_call(t_arena(), (enum lang)lang);
        struct board b = made_speech(&c);
        struct brief brief = {0};
        made_row(&b, S("gdp"))->growth = made_number(S(""), 0);
        made_judge(&c, &b);
        brief_from(&c, &b, &brief);
        const struct brief_section *bad = &brief.sections[BRIEF_SHORTCOMINGS];
        REQUIRE(bad->n_items == 4);
        CHECK_INT(times_said(brief_item_text(c.a, &bad->items[3]), why[lang]), 1);
    }
}

TEST(a_planned_path_judges_instead_of_the_linear_one)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    /* 15 % of the year by May was planned: 17.1 % is then a result. */
    made_row(&b, S("foreign_capital"))->planned = made_number(S("2025"), 9);
    made_judge(&c, &b);
    CHECK_INT(made_row(&b, S("foreign_capital"))->standing, STANDING_RESULT);
    CHECK_HAS(made_row(&b, S("foreign_capital"))->sentence, S("比计划进度高2.1个百分点"));
}

TEST(a_part_larger_than_its_whole_is_doubted)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    made_row(&b, S("local_revenue"))->value = made_number(S("2.6"), 9);
    made_judge(&c, &b);
    const struct board_row *total = made_row(&b, S("fiscal_revenue"));
    REQUIRE(total->n_doubts == 2);
    CHECK_INT(total->doubts[0].kind, DOUBT_SAME_DIGITS);
    CHECK_INT(total->doubts[1].kind, DOUBT_PART_EXCEEDS);
}

TEST(a_growth_that_the_values_do_not_give_is_doubted)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    made_row(&b, S("gdp"))->base = made_number(S("15.20"), 9); /* 16.69 / 15.20 is +9.8 % */
    made_judge(&c, &b);
    const struct board_row *row = made_row(&b, S("gdp"));
    REQUIRE(row->n_doubts == 1);
    CHECK_INT(row->doubts[0].kind, DOUBT_GROWTH);
    CHECK_HAS(row->doubts[0].sentence, S("增长9.8%"));
}

static const struct doubt *doubt_of(const struct board_row *row, enum doubt_kind kind)
{
    for (int i = 0; i < row->n_doubts; i++)
        if (row->doubts[i].kind == kind)
            return &row->doubts[i];
    return NULL;
}

TEST(a_figure_of_the_wrong_size_is_doubted_and_never_a_quiet_result)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    /* Against last year's, against the period before, against the target: 16.5 / 12 * 5 = 6.88. */
    made_row(&b, S("gdp"))->base = made_number(S("0.1484"), 9);
    made_row(&b, S("fixed_investment"))->spark[BOARD_SPARK - 2] =
        (struct board_spark){true, made_number(S("0.12"), 0).value};
    made_row(&b, S("domestic_capital"))->value = made_number(S("838"), 7);
    made_judge(&c, &b);
    const struct doubt *d = doubt_of(made_row(&b, S("gdp")), DOUBT_SCALE);
    REQUIRE(d); /* 16.69 / 0.1484 = 112.5 */
    CHECK_HAS(d->sentence, S("是上年同期的0.15亿元的约112倍"));
    d = doubt_of(made_row(&b, S("fixed_investment")), DOUBT_SCALE);
    REQUIRE(d); /* 15.83 / 0.12 = 131.9 */
    CHECK_HAS(d->sentence, S("是上期的0.12亿元的约132倍"));
    d = doubt_of(made_row(&b, S("domestic_capital")), DOUBT_SCALE);
    REQUIRE(d); /* 838 / 6.875 = 121.9 */
    CHECK_HAS(d->sentence, S("是按年度目标到本期应完成的6.88亿元的约122倍"));
    CHECK(!doubt_of(made_row(&b, S("foreign_capital")), DOUBT_SCALE));
    CHECK(!doubt_of(made_row(&b, S("local_revenue")), DOUBT_SCALE));
}

TEST(a_running_total_that_fell_is_doubted)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct board_row *net = made_row(&b, S("domestic_capital"));
    made_row(&b, S("foreign_capital"))->spark[BOARD_SPARK - 2] =
        (struct board_spark){true, DECIMAL_INT(2400)};
    net->spark[BOARD_SPARK - 2] = (struct board_spark){true, DECIMAL_INT(9)};
    net->may_be_negative = true; /* what may be below 0 may fall */
    /* The first quarter begins the running total: what stood before it was another year's. */
    made_row(&b, S("gdp"))->spark[BOARD_SPARK - 2] = (struct board_spark){true, DECIMAL_INT(60)};
    made_judge(&c, &b);
    const struct doubt *d = doubt_of(made_row(&b, S("foreign_capital")), DOUBT_FELL);
    REQUIRE(d);
    CHECK_HAS(d->sentence, S("低于上期的2400万美元"));
    CHECK(!doubt_of(net, DOUBT_FELL));
    CHECK(!doubt_of(made_row(&b, S("gdp")), DOUBT_FELL));
}

TEST(what_cannot_be_computed_is_said_and_no_brief_calls_it_well)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    struct board_row *row = made_row(&b, S("foreign_capital"));
    b.rows = row; /* nothing else to say */
    b.n_rows = 1;
    row->growth = made_number(S(""), 0);
    row->value = made_number(S("922337203685477"), 7);
    row->target = made_number(S("0.0001"), 8);
    struct str text = text_of(&c, &b);
    CHECK_HAS(text, S("数值过大，无法计算和评价"));
    CHECK_INT(str_find(text, S("没有年度目标")), -1);
    CHECK_INT(str_find(text, S("没有落后的指标")), -1);
    row->target = made_number(S("0"), 8);
    row->value = made_number(S("5"), 7);
    row->n_doubts = 0;
    text = text_of(&c, &b);
    CHECK_HAS(text, S("年度目标不大于0"));
    CHECK_INT(str_find(text, S("没有落后的指标")), -1);
}

TEST(a_figure_below_zero_completes_no_share_in_words)
{
    struct call c = made_call(t_arena(), LANG_ZH);
    struct board b = made_speech(&c);
    made_row(&b, S("domestic_capital"))->value = made_number(S("-4.2"), 7);
    struct str text = text_of(&c, &b);
    CHECK_HAS(text, S("数为负，年度目标尚无进展"));
    CHECK_INT(str_find(text, S("目标的-")), -1);
}

TEST(the_json_of_a_brief_holds_each_item_and_its_figures)
{
    struct call c = made_call(t_arena(), LANG_EN);
    struct board b = made_speech(&c);
    struct brief brief = {0};
    made_judge(&c, &b);
    brief_from(&c, &b, &brief);
    struct str json = brief_json(c.a, &brief);
    CHECK_HAS(json, S("\"part\":\"shortcomings\""));
    CHECK_HAS(json, S("\"growth\":{\"value\":\"-17.9\""));
    CHECK_HAS(json, S("\"completion\":{\"value\":\"17.1\""));
}
