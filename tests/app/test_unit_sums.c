/*
 * test_unit_sums.c -- a board's sums over a prefecture, its counties and their townships.
 *
 * All figures are computed by hand. City: counties a (townships a1, a2) and b (b1, b2), an office
 * below a. b2 never reports. a2 goes from a to b on 1 April 2006.
 */
#include "app/board.h"
#include "app/brief.h"
#include "app/county.h"
#include "app/units.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"

struct land {
    struct app *app;
    int64_t city, a, b, a1, a2, b1, b2;
    int64_t jobs, output; /* by month, by quarter */
};

static int64_t unit(struct app *app, const char *code, int64_t parent, const char *level)
{
    const char *below = parent ? text(";parent=#%lld", (long long)parent) : "";
    return county_make(
        app, &unit_entity, 0,
        text("code=%s;name_zh=%s;level=%s;valid_from=2000-01-01%s", code, code, level, below));
}

static void figure(const struct land *l, int64_t indicator, int64_t subject, const char *rest)
{
    (void)county_make(l->app, &observation_entity, 0,
                      text("basis=management;subject=#%lld;indicator=#%lld;%s", (long long)subject,
                           (long long)indicator, rest));
}

static void move_to(const struct land *l, int64_t town, int64_t county, int64_t on)
{
    struct call c = county_call(l->app, caller_system());
    struct unit_step step = {.change = UNIT_CHANGE_move, .unit = town, .other = county, .on = on};
    struct receipt receipt = {0};
    MUST_DO(unit_apply(&c, &step, &receipt, &why));
    call_done(&c);
}

static struct land land_made(enum dialect dialect)
{
    struct land l = {.app = test_app(dialect)};
    l.city = unit(l.app, "city", 0, "city");
    l.a = unit(l.app, "a", l.city, "county");
    l.b = unit(l.app, "b", l.city, "county");
    l.a1 = unit(l.app, "a1", l.a, "township");
    l.a2 = unit(l.app, "a2", l.a, "township");
    l.b1 = unit(l.app, "b1", l.b, "township");
    l.b2 = unit(l.app, "b2", l.b, "township");
    (void)unit(l.app, "office", l.a, "office");
    const char *sum = "measure_zh=人;basis=management;aggregation=sum";
    l.jobs = county_make(l.app, &indicator_entity, l.city,
                         text("code=jobs;name_zh=新增就业;position=1;%s", sum));
    l.output = county_make(l.app, &indicator_entity, l.city,
                           text("code=output;name_zh=产值;frequency=quarter;position=2;%s", sum));
    figure(&l, l.jobs, l.a1, "period=2006-01..03;value=1");
    figure(&l, l.jobs, l.a2, "period=2006-01..03;value=2");
    figure(&l, l.jobs, l.b1, "period=2006-01..03;value=4");
    figure(&l, l.jobs, l.a1, "period=2006-01..05;value=1.5");
    figure(&l, l.jobs, l.a2, "period=2006-01..05;value=3;certainty=implied");
    figure(&l, l.jobs, l.b1, "period=2006-01..05;value=6");
    figure(&l, l.output, l.a2, "period=2006-Q1;value=20");
    figure(&l, l.output, l.b1, "period=2006-Q1;value=40");
    move_to(&l, l.a2, l.b, date_of(2006, 4, 1));
    return l;
}

/* "jobs=7/3/1 output=60/2/2": value, units summed, units missing. */
static struct str board_text(const struct land *l, int64_t subject, int month)
{
    struct call c = county_call(l->app, caller_system());
    struct board_query q = {
        .subject = subject, .period = period_of(2006, 1, month), .basis = BASIS_management};
    struct board b = {0};
    struct buf out = buf_on(t_arena(), KIB);
    MUST_DO(board_make(&c, &q, &b, &why));
    call_done(&c);
    for (ptrdiff_t i = 0; i < b.n_rows; i++)
        buf_fmt(&out, "%s%.*s=%.*s/%d/%d", i > 0 ? " " : "", STR_ARG(b.rows[i].code),
                STR_ARG(b.rows[i].value.is_known ? decimal_exact(t_arena(), b.rows[i].value.value)
                                                 : S("-")),
                b.rows[i].n_summed, b.rows[i].n_missing);
    return buf_str(&out);
}

TEST(a_prefecture_sums_its_townships_under_the_counties_of_that_day)
{
    for (FOR_EACH_DIALECT(d)) {
        struct land l = land_made(d);
        /* In March a2 stood below a. Output: a1 and b2 have none. */
        CHECK_STR(board_text(&l, l.city, 3), S("jobs=7/3/1 output=60/2/2"));
        CHECK_STR(board_text(&l, l.a, 3), S("jobs=3/2/0 output=20/1/1"));
        CHECK_STR(board_text(&l, l.b, 3), S("jobs=4/1/1 output=40/1/1"));
        /* In May it stands below b; the quarter shown with May is that of March, and its tree. */
        CHECK_STR(board_text(&l, l.city, 5), S("jobs=10.5/3/1 output=60/2/2"));
        CHECK_STR(board_text(&l, l.a, 5), S("jobs=1.5/1/0 output=20/1/1"));
        CHECK_STR(board_text(&l, l.b, 5), S("jobs=9/2/1 output=40/1/1"));
        /* A county's own figure stands for all below it, so nothing there is missing. */
        figure(&l, l.jobs, l.b, "period=2006-01..05;value=20");
        CHECK_STR(board_text(&l, l.city, 5), S("jobs=21.5/2/0 output=60/2/2"));
        CHECK_STR(board_text(&l, l.b, 5), S("jobs=20/0/0 output=40/1/1"));
        /* Of April nobody has reported: two counties are missing, however many townships. */
        CHECK_STR(board_text(&l, l.city, 4), S("jobs=-/0/2 output=60/2/2"));
        test_app_close(l.app);
    }
}

/* Neither "no figure" nor an error: the row, the indicator and the brief say why. */
static void check_said_too_large(const struct land *l)
{
    struct call c = county_call(l->app, caller_system());
    struct board_query q = {
        .subject = l->city, .period = period_of(2006, 1, 6), .basis = BASIS_management};
    struct board_detail d = {0};
    struct brief b = {0};
    struct str why_not = msg_text(c.lang, MSG_board_sum_too_large);
    MUST_DO(board_detail(&c, &q, S("output"), &d, &why));
    CHECK(d.row->is_too_large);
    CHECK_STR(d.row->sentence, why_not);
    CHECK(!d.parts_sum.is_known);
    CHECK_STR(d.parts_sum.reason, why_not);
    MUST_DO(brief_make(&c, &q, &b, &why));
    struct str text = brief_text(c.a, &b);
    CHECK_HAS(text, why_not);
    struct message asked = {.id = MSG_brief_next_missing,
                            .args = {ARG_TEXT(msg_text(c.lang, MSG_brief_who_unknown)),
                                     ARG_TEXT(d.row->name), ARG_TEXT(S("January-June"))}};
    CHECK_INT(str_find(text, message_str(c.a, c.lang, &asked)), -1);
    call_done(&c);
}

/* 923 townships of b, each with the highest figure allowed, 10^12: in steps of 0.0001 they are
 * 9.23 x 10^18 together, and 64 bits hold 9.22 x 10^18. */
enum { HUGE_TOWNS = 923 };

static enum err huge_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct land *l = ctx;
    struct arena *a = tx_arena(tx);
    struct shape unit_shape = entity_shape(&unit_entity);
    struct shape figure_shape = entity_shape(&observation_entity);
    struct new_row *rows = NEW(a, struct new_row, HUGE_TOWNS);
    int64_t *towns = NEW(a, int64_t, HUGE_TOWNS);
    int64_t *figures = NEW(a, int64_t, HUGE_TOWNS);
    for (int i = 0; i < HUGE_TOWNS; i++)
        rows[i].v = test_values(
            &unit_shape,
            text("code=h%d;name_zh=h%d;level=township;valid_from=2000-01-01;parent=%lld", i, i,
                 (long long)l->b));
    enum err e = tx_insert_many(tx, &unit_shape, rows, HUGE_TOWNS, towns, why);
    if (e)
        return e;
    for (int i = 0; i < HUGE_TOWNS; i++)
        rows[i] = (struct new_row){
            .owner = towns[i],
            .v = test_values(&figure_shape, text("basis=management;subject=%lld;indicator=%lld;"
                                                 "period=2006-01..06;value=1000000000000",
                                                 (long long)towns[i], (long long)l->output))};
    return tx_insert_many(tx, &figure_shape, rows, HUGE_TOWNS, figures, why);
}

TEST(sums_beyond_the_room_of_a_number_are_said_to_be_so_and_are_no_figure)
{
    struct land l = land_made(DIALECT_SQLITE);
    struct unit_sum sum = {.indicator = l.output, .period = period_of(2006, 1, 6)};
    struct act act = {.action = S("import")};
    struct receipt receipt = {0};
    MUST_DO(store_write(l.app->store, &act, huge_in, &l, &receipt, &why));
    struct call c = county_call(l.app, caller_system());
    MUST_DO(units_sum(&c, l.city, BASIS_management, &sum, 1, &why));
    call_done(&c);
    CHECK(sum.is_large);
    CHECK_INT(sum.n_units, HUGE_TOWNS);
    /* Missing: county a wholly, and of b the townships a2, b1 and b2. */
    CHECK_STR(board_text(&l, l.city, 6), S("jobs=-/0/2 output=-/0/4"));
    check_said_too_large(&l);
    test_app_close(l.app);
}
