/*
 * load.c -- /load: open matters and terms per unit, among units of the same kind.
 */
#include "app/load.h"

#include "web/api.h"
#include "web/pages/pages.h"
#include "web/pages/report.h"

static struct str unit_code(struct exchange *x, int64_t unit)
{
    return str_fmt(x->a, "#%lld", (long long)unit);
}

/* ?unit=CODE or #ID; the first choice, "", is what is shown without it. */
static const struct view_option *units(struct exchange *x, const struct load *l, ptrdiff_t *out_n)
{
    struct view_option *at = NEW(x->a, struct view_option, l->n_choices + 2);
    bool is_usual = query_get(x, S("unit")).len == 0;
    ptrdiff_t n = 0;
    at[n++] = (struct view_option){S(""), is_usual ? l->unit_name : words(x, MSG_web_load_usual),
                                   is_usual};
    if (!is_usual)
        at[n++] = (struct view_option){unit_code(x, l->unit), l->unit_name, true};
    for (ptrdiff_t i = 0; i < l->n_choices; i++)
        at[n++] = (struct view_option){unit_code(x, l->choices[i].unit), l->choices[i].name, false};
    *out_n = n > 1 ? n : 0;
    return at;
}

static struct report_page page_of(struct exchange *x, const struct load *l)
{
    struct message span = {.id = MSG_web_load_span,
                           .args = {ARG_TEXT(l->unit_name), ARG_TEXT(date_words(x, l->from)),
                                    ARG_TEXT(date_words(x, l->to))}};
    struct report_page p = {.path = S("/load"),
                            .title = MSG_web_load_title,
                            .subtitle = message_str(x->a, x->call.lang, &span),
                            .report = &l->report,
                            .choice_name = S("unit"),
                            .choice_label = MSG_web_load_units,
                            .chosen = query_get(x, S("unit"))};
    p.choices = units(x, l, &p.n_choices);
    return p;
}

enum err page_load(struct exchange *x, struct fail *why)
{
    struct load l = {0};
    enum err err = load_make(&x->call, query_get(x, S("unit")), &l, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &l);
    return report_respond(x, &p, why);
}

static enum err get_file(struct exchange *x, enum table_kind kind, struct fail *why)
{
    struct load l = {0};
    enum err err = load_make(&x->call, query_get(x, S("unit")), &l, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &l);
    return report_respond_file(x, &p, kind, why);
}

enum err get_load_csv(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_CSV, why);
}

enum err get_load_xlsx(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_XLSX, why);
}

enum err api_load(struct exchange *x, struct fail *why)
{
    struct load l = {0};
    enum err err = load_make(&x->call, query_get(x, S("unit")), &l, why);
    return err == OK ? report_respond_json(x, &l.report, why) : err;
}
