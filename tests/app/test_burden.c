/*
 * test_burden.c -- what the program asks of units, counted by hand, on both engines.
 */
#include "app/burden.h"
#include "app/county.h"
#include "app/matters.h"
#include "core/flow.h"
#include "entity/problem.h"

static struct burden burden_as(struct app *app, struct caller who, const char *month)
{
    struct burden b = {0};
    struct call c = county_call(app, who);
    MUST_DO(burden_make(&c, str_of(month), &b, &why));
    call_done(&c);
    return b;
}

/* The cell of a table's row that is about this unit, or of that number if `unit` is 0. */
static int64_t cell(const struct burden *b, const char *table, int64_t unit, ptrdiff_t row,
                    const char *column)
{
    const struct report_table *t = report_find(&b->report, str_of(table));
    for (int k = 0; t && k < t->n_columns; k++)
        for (ptrdiff_t i = 0; str_eq(t->columns[k].code, str_of(column)) && i < t->n_rows; i++)
            if (unit != 0 ? t->rows[i].id == unit : i == row)
                return t->rows[i].cells[k].n;
    t_differs(__FILE__, __LINE__, "no %s in %s", column, table);
    return -1;
}

static void submit(struct app *app, struct caller who, int64_t matter)
{
    struct call c = county_call(app, who);
    struct input in = {.field = S("measure"), .text = S("一户一策")};
    struct move_order o = {.matter = matter, .move = S("submit"), .in = &in, .n_in = 1};
    int64_t id = 0;
    MUST_DO(matter_move(&c, &o, &id, &why));
    call_done(&c);
}

/* A problem is entered (three fields that it must have: title, kind's and state's defaults are not
 * asked) and submitted, which asks for the measure. */
TEST(what_a_unit_had_to_fill_in_is_counted)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        struct caller office = caller_as(&t, ANJI, POST_ROLE_promotion);
        int64_t bureau = t.bureau[ANJI];
        int64_t id = 0;
        struct burden before = burden_as(t.app, office, "");
        CHECK_INT(county_create(t.app, reporter, &problem_entity, 0, "title=征地受阻", &id), OK);
        struct burden entered = burden_as(t.app, office, "");
        submit(t.app, reporter, id);
        struct burden after = burden_as(t.app, office, "");
        CHECK_INT(cell(&before, "department", bureau, 0, "fields"), 0);
        CHECK(cell(&entered, "department", bureau, 0, "fields_of_records") > 0);
        CHECK_INT(cell(&entered, "department", bureau, 0, "fields_of_moves"), 0);
        CHECK_INT(cell(&after, "department", bureau, 0, "fields_of_moves"), 1);
        CHECK_INT(cell(&after, "department", bureau, 0, "fields"),
                  cell(&entered, "department", bureau, 0, "fields") + 1);
        CHECK_INT(cell(&after, "township", t.town[ANJI], 0, "fields"), 0);
        /* The offices are told of it; both have their posts in the bureau. */
        CHECK(cell(&after, "department", bureau, 0, "notices") >
              cell(&entered, "department", bureau, 0, "notices"));
        test_app_close(t.app);
    }
}

TEST(the_own_unit_sees_its_last_twelve_months)
{
    for (FOR_EACH_DIALECT(d)) {
        struct counties t = test_counties(d);
        struct caller reporter = caller_as(&t, ANJI, POST_ROLE_reporter);
        int64_t id = 0;
        CHECK_INT(county_create(t.app, reporter, &problem_entity, 0, "title=征地受阻", &id), OK);
        submit(t.app, reporter, id);
        struct burden b = burden_as(t.app, reporter, "");
        const struct report_table *months = report_find(&b.report, S("months"));
        REQUIRE(months);
        CHECK_INT(months->n_rows, 12);
        CHECK_INT(cell(&b, "months", 0, 0, "fields_of_moves"), 1); /* the newest first */
        CHECK_INT(cell(&b, "months", 0, 1, "fields"), 0);
        CHECK_INT(cell(&b, "department", t.bureau[ANJI], 0, "fields"),
                  cell(&b, "months", 0, 0, "fields"));
        CHECK(!report_find(&b.report, S("township"))); /* no other unit's */
        test_app_close(t.app);
    }
}

TEST(a_month_that_is_none_or_to_come_is_refused)
{
    struct counties t = test_counties(DIALECT_SQLITE);
    const char *const wrong[] = {"2999-01", "2006", "2006-01..05", "May"};
    for (int i = 0; i < ARRAY_LEN(wrong); i++) {
        struct burden b = {0};
        struct fail why = {0};
        struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_promotion));
        CHECK_INT(burden_make(&c, str_of(wrong[i]), &b, &why), ERR_INVALID);
        call_done(&c);
    }
    struct burden b = {0};
    struct fail why = {0};
    struct call c = county_call(t.app, caller_as(&t, ANJI, POST_ROLE_auditor));
    CHECK_INT(burden_make(&c, S(""), &b, &why), ERR_FORBIDDEN);
    call_done(&c);
    test_app_close(t.app);
}
