/*
 * burden.c -- /burden: what the program asked of units in a month.
 */
#include "app/burden.h"

#include "web/pages/pages.h"
#include "web/pages/report.h"

enum { MONTHS_OFFERED = 12 };

static struct period month_before(struct period p, int n)
{
    struct ymd d = date_ymd(date_add_months(period_first_day(p), -n));
    return period_of(d.year, d.month, d.month);
}

/* The last months, newest first, and the one that is looked at. */
static const struct view_option *months(struct exchange *x, struct period chosen, ptrdiff_t *out_n)
{
    struct view_option *at = NEW(x->a, struct view_option, MONTHS_OFFERED + 1);
    struct ymd d = date_ymd(call_day(&x->call));
    struct period newest = period_of(d.year, d.month, d.month);
    bool is_there = false;
    ptrdiff_t n = 0;
    for (; n < MONTHS_OFFERED; n++) {
        struct period p = month_before(newest, (int)n);
        bool is_chosen = p.code == chosen.code;
        is_there = is_there || is_chosen;
        at[n] = (struct view_option){period_str(x->a, p), period_words(x, p), is_chosen};
    }
    if (!is_there)
        at[n++] = (struct view_option){period_str(x->a, chosen), period_words(x, chosen), true};
    *out_n = n;
    return at;
}

static struct report_page page_of(struct exchange *x, const struct burden *b)
{
    struct message about = {.id = MSG_web_burden_about,
                            .args = {ARG_TEXT(period_words(x, b->month))}};
    struct report_page p = {.path = S("/burden"),
                            .title = MSG_web_burden_title,
                            .subtitle = message_str(x->a, x->call.lang, &about),
                            .report = &b->report,
                            .choice_name = S("month"),
                            .choice_label = MSG_web_burden_month,
                            .chosen = period_str(x->a, b->month)};
    p.choices = months(x, b->month, &p.n_choices);
    return p;
}

enum err page_burden(struct exchange *x, struct fail *why)
{
    struct burden b = {0};
    enum err err = burden_make(&x->call, query_get(x, S("month")), &b, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &b);
    return report_respond(x, &p, why);
}

static enum err get_file(struct exchange *x, enum table_kind kind, struct fail *why)
{
    struct burden b = {0};
    enum err err = burden_make(&x->call, query_get(x, S("month")), &b, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &b);
    return report_respond_file(x, &p, kind, why);
}

enum err get_burden_csv(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_CSV, why);
}

enum err get_burden_xlsx(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_XLSX, why);
}

enum err api_burden(struct exchange *x, struct fail *why)
{
    struct burden b = {0};
    enum err err = burden_make(&x->call, query_get(x, S("month")), &b, why);
    return err == OK ? report_respond_json(x, &b.report, why) : err;
}
