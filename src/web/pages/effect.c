/*
 * effect.c -- /effect: problems found and solved, or other matters closed, how long it took, by
 * category and unit.
 */
#include "app/effect.h"

#include "web/api.h"
#include "web/pages/pages.h"
#include "web/pages/report.h"

enum { YEARS_OFFERED = 5 };

/* ?year=2006&kind=supervision; what is no year or kind is a problem. */
static enum err read(struct exchange *x, struct effect *out, struct fail *why)
{
    struct api_number year = {.name = S("year"), .low = 1949, .high = 9999, .otherwise = 0};
    struct effect_query q = {.kind = query_get(x, S("kind"))};
    enum err err = api_number_get(x, &year, &q.year, why);
    return err == OK ? effect_make(&x->call, &q, out, why) : err;
}

/* Each kind that is counted, of the same year. */
static const struct view_link *kind_links(struct exchange *x, const struct effect *e,
                                          ptrdiff_t *out_n)
{
    const struct entity *const *all = effect_kinds(out_n);
    struct view_link *at = NEW(x->a, struct view_link, *out_n + 1);
    for (ptrdiff_t i = 0; i < *out_n; i++) {
        struct address to = address_on(x, S("/effect"));
        address_put(&to, S("kind"), all[i]->name);
        address_put(&to, S("year"), str_fmt(x->a, "%lld", (long long)e->year));
        at[i] = (struct view_link){words(x, all[i]->titles), address_str(&to),
                                   str_eq(all[i]->name, e->kind)};
    }
    return at;
}

static const struct view_option *years(struct exchange *x, int64_t chosen, ptrdiff_t *out_n)
{
    struct view_option *at = NEW(x->a, struct view_option, YEARS_OFFERED + 1);
    int64_t newest = date_ymd(call_day(&x->call)).year;
    ptrdiff_t n = 0;
    for (int64_t y = newest; y > newest - YEARS_OFFERED; y--) {
        struct str text = str_fmt(x->a, "%lld", (long long)y);
        at[n++] = (struct view_option){text, text, y == chosen};
    }
    if (chosen <= newest - YEARS_OFFERED) {
        struct str text = str_fmt(x->a, "%lld", (long long)chosen);
        at[n++] = (struct view_option){text, text, true};
    }
    *out_n = n;
    return at;
}

static struct report_page page_of(struct exchange *x, const struct effect *e)
{
    struct message span = {.id = MSG_web_effect_span,
                           .args = {ARG_TEXT(date_words(x, e->from)),
                                    ARG_TEXT(date_words(x, e->to)),
                                    ARG_TEXT(date_words(x, e->last_to))}};
    struct report_page p = {.path = S("/effect"),
                            .title = MSG_web_effect_title,
                            .subtitle = message_str(x->a, x->call.lang, &span),
                            .report = &e->report,
                            .choice_name = S("year"),
                            .choice_label = MSG_web_effect_year,
                            .chosen = str_fmt(x->a, "%lld", (long long)e->year)};
    p.kept_name = S("kind");
    p.kept = e->kind;
    p.views = kind_links(x, e, &p.n_views);
    p.choices = years(x, e->year, &p.n_choices);
    return p;
}

enum err page_effect(struct exchange *x, struct fail *why)
{
    struct effect e = {0};
    enum err err = read(x, &e, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &e);
    return report_respond(x, &p, why);
}

static enum err get_file(struct exchange *x, enum table_kind kind, struct fail *why)
{
    struct effect e = {0};
    enum err err = read(x, &e, why);
    if (err != OK)
        return err;
    struct report_page p = page_of(x, &e);
    return report_respond_file(x, &p, kind, why);
}

enum err get_effect_csv(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_CSV, why);
}

enum err get_effect_xlsx(struct exchange *x, struct fail *why)
{
    return get_file(x, TABLE_XLSX, why);
}

enum err api_effect(struct exchange *x, struct fail *why)
{
    struct effect e = {0};
    enum err err = read(x, &e, why);
    return err == OK ? report_respond_json(x, &e.report, why) : err;
}
