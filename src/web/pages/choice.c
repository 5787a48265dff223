/*
 * choice.c -- which unit, period and basis a page of figures is about.
 */
#include "web/pages/choice.h"

#include "entity/choices.h"

enum { MONTHS_OFFERED = 24 };

/* The last month that has ended. */
static struct period last_month(int64_t day)
{
    struct ymd d = date_ymd(date_add_months(day, -1));
    return period_of(d.year, d.month, d.month);
}

static enum err read_period(struct exchange *x, struct str text, struct choice_of_board *out,
                            struct fail *why)
{
    if (text.len > 0) {
        if (period_parse(text, &out->q.period))
            return OK;
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    }
    enum err err = board_last_period(&x->call, out->q.subject, out->q.basis, &out->q.period, why);
    if (err == OK && out->q.period.code == 0)
        out->q.period = last_month(call_day(&x->call));
    return err;
}

static bool basis_of(struct str code, int64_t *out)
{
    for (int i = 0; i < BASIS_COUNT; i++) {
        if (!str_eq(bases[i].code, code))
            continue;
        *out = i;
        return true;
    }
    return false;
}

enum err choice_read(struct exchange *x, struct str period, struct choice_of_board *out,
                     struct fail *why)
{
    struct choice_of_board c = {.unit_code = query_get(x, S("unit"))};
    struct str basis = query_get(x, S("basis"));
    if (basis.len > 0 && !basis_of(basis, &c.q.basis))
        return FAIL(why, ERR_INVALID, MSG_web_api_choice, ARG_TEXT(basis));
    enum err err = c.unit_code.len > 0 ? board_unit(&x->call, c.unit_code, &c.q.subject, why)
                                       : board_home(&x->call, &c.q.subject, why);
    if (err == OK && c.unit_code.len > 0 && basis.len == 0)
        err = board_basis(&x->call, c.q.subject, &c.q.basis, why);
    if (err == OK)
        err = read_period(x, period, &c, why);
    if (err == OK)
        *out = c;
    return err;
}

enum err choice_own(struct exchange *x, struct choice_of_board *out, struct fail *why)
{
    struct choice_of_board c = {.unit_code = S("")};
    enum err err = board_own(&x->call, &c.q.subject, why);
    if (err == OK)
        err = board_basis(&x->call, c.q.subject, &c.q.basis, why);
    if (err == OK)
        err = read_period(x, S(""), &c, why);
    if (err == OK)
        *out = c;
    return err;
}

struct str choice_month(struct exchange *x, struct period p)
{
    struct buf month = buf_on(x->a, 16);
    buf_int(&month, period_year(p));
    buf_add(&month, period_last(p) < 10 ? S("-0") : S("-"));
    buf_int(&month, period_last(p));
    return buf_str(&month);
}

void choice_periods(struct exchange *x, struct period chosen, const struct view_option **out,
                    ptrdiff_t *out_n)
{
    struct view_option *at = NEW(x->a, struct view_option, MONTHS_OFFERED + 1);
    struct period newest = last_month(call_day(&x->call));
    struct str wanted = choice_month(x, chosen);
    int64_t first = date_of(period_year(newest), period_last(newest), 1);
    bool is_there = false;
    ptrdiff_t n = 0;
    for (int i = 0; i < MONTHS_OFFERED; i++) {
        struct ymd d = date_ymd(date_add_months(first, -i));
        struct period month = period_of(d.year, d.month, d.month);
        struct str code = choice_month(x, month);
        bool is_chosen = str_eq(code, wanted);
        is_there = is_there || is_chosen;
        at[n++] = (struct view_option){code, period_words(x, period_cumulative(month)), is_chosen};
    }
    if (!is_there)
        at[n++] = (struct view_option){wanted, period_words(x, period_cumulative(chosen)), true};
    *out = at;
    *out_n = n;
}

void choice_bases(struct exchange *x, int64_t chosen, const struct view_option **out,
                  ptrdiff_t *out_n)
{
    struct view_option *at = NEW(x->a, struct view_option, BASIS_COUNT);
    for (int i = 0; i < BASIS_COUNT; i++)
        at[i] =
            (struct view_option){bases[i].code, choice_label(&bases[i], x->call.lang), i == chosen};
    *out = at;
    *out_n = BASIS_COUNT;
}

struct address choice_address(struct exchange *x, struct str path,
                              const struct choice_of_board *choice)
{
    struct address to = address_on(x, path);
    address_put(&to, S("unit"), choice->unit_code);
    /* Of a unit that is named, a page without a basis takes the one it has figures on. */
    if (choice->q.basis != 0 || choice->unit_code.len > 0)
        address_put(&to, S("basis"), bases[choice->q.basis].code);
    return to;
}
