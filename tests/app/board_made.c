#include "board_made.h"

#include "t.h"

struct call made_call(struct arena *a, enum lang lang)
{
    struct call c = {.a = a, .lang = lang, .today = date_of(2006, 6, 20)};
    c.problems = problems_on(a);
    return c;
}

struct board_number made_number(struct str text, int64_t id)
{
    struct board_number n = {.id = id, .reason = S("")};
    n.is_known = text.len > 0;
    REQUIRE(!n.is_known || decimal_parse(text, &n.value));
    return n;
}

/* mission.md, "The figures that the speech fixes". */
static const struct figure {
    struct str code, name[LANG_COUNT], measure[LANG_COUNT];
    int decimals;
    struct str period, value, growth, target, growth_target;
    int part_of; /* index + 1 */
} figures[] = {
    {S_("gdp"),
     {S_("地区生产总值"), S_("Gross domestic product")},
     {S_("亿元"), S_("100 million yuan")},
     2,
     S_("2006-Q1"),
     S_("16.69"),
     S_("12.5"),
     S_(""),
     S_("12.5"),
     0},
    {S_("fixed_investment"),
     {S_("全社会固定资产投资"), S_("Fixed-asset investment")},
     {S_("亿元"), S_("100 million yuan")},
     2,
     S_("2006-01..05"),
     S_("15.83"),
     S_("10.8"),
     S_(""),
     S_("24.6"),
     0},
    {S_("industrial_investment"),
     {S_("工业投入"), S_("Industrial investment")},
     {S_("亿元"), S_("100 million yuan")},
     2,
     S_("2006-01..05"),
     S_("10.63"),
     S_("15.4"),
     S_(""),
     S_("22.2"),
     0},
    {S_("foreign_capital"),
     {S_("实际利用外资"), S_("Foreign capital used")},
     {S_("万美元"), S_("10,000 US dollars")},
     0,
     S_("2006-01..05"),
     S_("2303"),
     S_("-17.9"),
     S_("13500"),
     S_(""),
     0},
    {S_("domestic_capital"),
     {S_("实到内资"), S_("Domestic capital arrived")},
     {S_("亿元"), S_("100 million yuan")},
     2,
     S_("2006-01..05"),
     S_("8.38"),
     S_(""),
     S_("16.5"),
     S_(""),
     0},
    {S_("fiscal_revenue"),
     {S_("财政总收入"), S_("Total fiscal revenue")},
     {S_("亿元"), S_("100 million yuan")},
     2,
     S_("2006-01..05"),
     S_("2.49"),
     S_("2.49"),
     S_(""),
     S_(""),
     0},
    {S_("local_revenue"),
     {S_("地方财政收入"), S_("Local fiscal revenue")},
     {S_("亿元"), S_("100 million yuan")},
     1,
     S_("2006-01..05"),
     S_("1.6"),
     S_("10.2"),
     S_(""),
     S_(""),
     6},
};

enum { FIRST_INDICATOR = 100, FIRST_FIGURE = 1000, FIRST_TARGET = 2000 };

static struct board_row row_of(const struct call *c, int i)
{
    const struct figure *f = &figures[i];
    struct board_row row = {
        .indicator = FIRST_INDICATOR + i,
        .part_of = f->part_of ? FIRST_INDICATOR + f->part_of - 1 : 0,
        .code = f->code,
        .name = f->name[c->lang],
        .measure = f->measure[c->lang],
        .decimals = f->decimals,
        .value = made_number(f->value, FIRST_FIGURE + 2 * i),
        .growth = made_number(f->growth, FIRST_FIGURE + 2 * i + 1),
        .target = made_number(f->target, FIRST_TARGET + i),
        .growth_target = made_number(f->growth_target, FIRST_TARGET + i),
    };
    row.target.certainty = CERTAINTY_implied;
    row.growth_target.certainty = CERTAINTY_implied;
    REQUIRE(period_parse(f->period, &row.period));
    return row;
}

struct board made_speech(struct call *c)
{
    struct board b = {.n_rows = ARRAY_LEN(figures),
                      .unit_code = S("330523"),
                      .unit_name = c->lang == LANG_ZH ? S("安吉县") : S("Anji County"),
                      .query.period = period_of(2006, 1, 5)};
    b.rows = NEW(c->a, struct board_row, b.n_rows);
    for (int i = 0; i < b.n_rows; i++)
        b.rows[i] = row_of(c, i);
    return b;
}

struct board_row *made_row(struct board *b, struct str code)
{
    for (ptrdiff_t i = 0; i < b->n_rows; i++)
        if (str_eq(b->rows[i].code, code))
            return &b->rows[i];
    t_stop(__FILE__, __LINE__, "no such row");
}

void made_judge(struct call *c, struct board *b)
{
    struct board_load load = {.c = c, .board = b};
    load.last_year = NEW(c->a, struct board_number, b->n_rows);
    load.is_cumulative = NEW(c->a, bool, b->n_rows);
    load.frequency = NEW(c->a, enum indicator_frequency, b->n_rows);
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        load.is_cumulative[i] = true;
        load.frequency[i] = period_last(b->rows[i].period) % 3 == 0 ? INDICATOR_FREQUENCY_quarter
                                                                    : INDICATOR_FREQUENCY_month;
    }
    board_judge(&load);
    board_doubt(&load);
}
