/*
 * board.c -- a unit's board: found, loaded, judged, doubted.
 */
#include "app/board.h"

#include "app/board_load.h"
#include "app/rights.h"
#include "entity/post.h"

enum err board_home(struct call *c, int64_t *out_unit, struct fail *why)
{
    enum err err = must(c, RIGHT_VIEW, why);
    if (err != OK)
        return err;
    if (c->county != 0) {
        *out_unit = c->county;
        return OK;
    }
    struct rows rows = {0};
    err = view_query(c->view, c->a, STMT_board_counties, NULL, 0, &rows, why);
    if (err != OK)
        return err;
    if (rows.n == 0 && c->as_of != 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_board_nothing_then, ARG_DATE(call_day(c)));
    if (rows.n != 1)
        return FAIL(why, ERR_NOT_FOUND, MSG_board_counties, ARG_NONE);
    *out_unit = rows_at(&rows, 0, 0)->i;
    return OK;
}

enum err board_own(struct call *c, int64_t *out_unit, struct fail *why)
{
    bool is_of_one_unit = c->who.role == POST_ROLE_unit_head || c->who.role == POST_ROLE_reporter ||
                          c->who.role == POST_ROLE_owner;
    if (c->who.is_system || !is_of_one_unit)
        return board_home(c, out_unit, why);
    *out_unit = c->who.unit;
    return OK;
}

enum err board_unit(struct call *c, struct str code, int64_t *out_unit, struct fail *why)
{
    struct rows rows = {0};
    enum err err =
        view_query(c->view, c->a, STMT_board_unit_by_code, &VALUE_OF_TEXT(code), 1, &rows, why);
    if (err != OK)
        return err;
    if (rows.n == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_board_no_unit_code, ARG_TEXT(code));
    if (rows.n > 1)
        return FAIL(why, ERR_CONFLICT, MSG_board_two_units, ARG_TEXT(code));
    *out_unit = rows_at(&rows, 0, 0)->i;
    return OK;
}

static enum err last_period(struct call *c, int64_t unit, int64_t basis, struct period *out,
                            struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(unit), VALUE_OF_TEXT(bases[basis].code)};
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_board_last_period, args, 2, &rows, why);
    bool has_any = err == OK && rows.n > 0 && rows_at(&rows, 0, 0)->type == VALUE_INT;
    if (has_any)
        *out = (struct period){rows_at(&rows, 0, 0)->i};
    return err;
}

enum err board_basis(struct call *c, int64_t unit, int64_t *out, struct fail *why)
{
    struct period p = {0};
    enum err err = OK;
    *out = BASIS_statistical;
    for (int basis = 0; basis < BASIS_COUNT && err == OK && p.code == 0; basis++) {
        err = last_period(c, unit, basis, &p, why);
        if (p.code != 0)
            *out = basis;
    }
    return err;
}

enum err board_last_period(struct call *c, int64_t unit, int64_t basis, struct period *out,
                           struct fail *why)
{
    struct period p = {0};
    enum err err = last_period(c, unit, basis, &p, why);
    for (int other = 0; other < BASIS_COUNT && err == OK && p.code == 0; other++)
        err = last_period(c, unit, other, &p, why);
    if (err == OK)
        *out = p;
    return err;
}

static enum err months_on(struct call *c, const struct board_query *q, int64_t basis, int year,
                          struct rows *out, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(q->subject), VALUE_OF_TEXT(bases[basis].code),
                           VALUE_OF_INT(period_of(year, 1, 1).code),
                           VALUE_OF_INT(period_of(year, 12, 12).code)};
    return view_query(c->view, c->a, STMT_board_months, args, ARRAY_LEN(args), out, why);
}

enum err board_months(struct call *c, const struct board_query *q, int year, bool out[13],
                      struct fail *why)
{
    struct rows rows = {0};
    enum err err = months_on(c, q, q->basis, year, &rows, why);
    for (int other = 0; other < BASIS_COUNT && err == OK && rows.n == 0; other++)
        err = months_on(c, q, other, year, &rows, why);
    for (int month = 0; month <= 12; month++)
        out[month] = false;
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        out[rows_at(&rows, i, 0)->i] = true;
    return err;
}

enum err board_make(struct call *c, const struct board_query *q, struct board *out,
                    struct fail *why)
{
    struct board board = {0};
    struct board_load load = {.c = c, .board = &board};
    enum err err = board_load(&load, q, why);
    if (err != OK)
        return err;
    board_judge(&load);
    board_doubt(&load);
    *out = board;
    return OK;
}

const struct board_row *board_find(const struct board *b, struct str code)
{
    for (ptrdiff_t i = 0; i < b->n_rows; i++)
        if (str_eq(b->rows[i].code, code))
            return &b->rows[i];
    return NULL;
}
