/*
 * indicator.c -- one indicator of one unit: its course, its parts, and where each number is from.
 */
#include "entity/indicator.h"

#include "entity/choices.h"
#include "entity/document.h"
#include "entity/observation.h"
#include "entity/target.h"
#include "templates.h"
#include "web/pages/board_row.h"
#include "web/pages/pages.h"

struct sheet {
    struct exchange *x;
    struct choice_of_board choice;
    struct board_detail d;
    int places;
};

/* Of which period, and, where the unit has no figure itself, of how many units it is the sum. */
static struct str value_hint(struct exchange *x, const struct board_row *row)
{
    struct str period = period_words(x, row->period);
    struct message summed = {.id = row->n_missing > 0 ? MSG_web_indicator_summed_missing
                                                      : MSG_web_indicator_summed,
                             .args = {ARG_INT(row->n_summed), ARG_INT(row->n_missing)}};
    if (row->n_summed == 0)
        return period;
    return str_fmt(x->a, "%.*s · %.*s", STR_ARG(period),
                   STR_ARG(message_str(x->a, x->call.lang, &summed)));
}

static void put_key_figures(const struct sheet *s, struct view_indicator *v)
{
    struct exchange *x = s->x;
    const struct board_row *row = s->d.row;
    struct view_key_figure *at = NEW(x->a, struct view_key_figure, 5);
    ptrdiff_t n = 0;
    at[n++] = (struct view_key_figure){MSG_web_indicators_value,
                                       figure_on(x, &row->value, s->places, &observation_entity),
                                       row->measure, value_hint(x, row)};
    at[n++] = (struct view_key_figure){MSG_web_indicators_growth,
                                       percent_on(x, &row->growth, &observation_entity), S("%"),
                                       words(x, MSG_web_indicator_as_reported)};
    at[n++] = (struct view_key_figure){MSG_web_indicators_target, target_figure(x, row),
                                       row->target.is_known ? row->measure : S(""), S("")};
    at[n++] =
        (struct view_key_figure){MSG_web_indicators_against, against_figure(x, row), S(""), S("")};
    if (row->completion.is_known)
        at[n++] = (struct view_key_figure){
            MSG_web_indicator_schedule, figure_on(x, &row->schedule, 1, NULL), S("%"),
            words(x,
                  row->schedule_is_planned ? MSG_web_indicator_planned : MSG_web_indicator_linear)};
    v->key_figures.at = at;
    v->key_figures.n = n;
}

static void put_points(const struct sheet *s, struct view_indicator *v)
{
    struct exchange *x = s->x;
    struct period now = s->d.row->period;
    bool is_cumulative = period_first(now) == 1 && period_kind(now) != PERIOD_YEAR;
    struct view_point_row *at = NEW(x->a, struct view_point_row, s->d.n_points + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s->d.n_points; i++) {
        const struct board_point *p = &s->d.points[i];
        /* A cumulative figure begins anew each year: the year before stands beside it instead. */
        if (is_cumulative && period_year(p->period) != period_year(s->d.row->period))
            continue;
        at[n++] = (struct view_point_row){
            .period = period_words(x, p->period),
            .period_code = period_str(x->a, p->period),
            .at = (int64_t)period_year(p->period) * 12 + period_last(p->period),
            .actual = figure_on(x, &p->actual, s->places, &observation_entity),
            .growth = percent_on(x, &p->growth, &observation_entity),
            .last_year = figure_on(x, &p->last_year, s->places, &observation_entity),
            .target = figure_on(x, &p->target, s->places, &target_entity),
        };
    }
    v->points.at = at;
    v->points.n = n;
}

/* Offices and others that have neither a figure nor a target of it are left out. */
static bool is_shown(const struct board_part *p)
{
    return p->value.is_known || p->target.is_known || p->value.reason.len > 0;
}

static struct view_part_row part_view(const struct sheet *s, const struct board_part *p)
{
    struct exchange *x = s->x;
    struct choice_of_board there = s->choice;
    there.unit_code = p->code;
    return (struct view_part_row){
        .name = p->name,
        .address = indicator_address(x, &there, s->d.row->code),
        .value = figure_on(x, &p->value, s->places, &observation_entity),
        .growth = percent_on(x, &p->growth, &observation_entity),
        .target = figure_on(x, &p->target, s->places, &target_entity),
        .share = figure_on(x, &p->share, 1, NULL),
    };
}

/* This page with its table of units beginning after a unit; 0: from the first. */
static struct str parts_address(const struct sheet *s, int64_t after)
{
    struct address to = choice_address(
        s->x, str_fmt(s->x->a, "/indicators/%.*s", STR_ARG(s->d.row->code)), &s->choice);
    address_put(&to, S("period"), choice_month(s->x, s->choice.q.period));
    if (after != 0)
        address_put(&to, S("parts_after"), str_fmt(s->x->a, "%lld", (long long)after));
    return str_fmt(s->x->a, "%.*s#parts", STR_ARG(address_str(&to)));
}

/* Where the page of parts begins: behind the unit that the address names, if it is still one. */
static ptrdiff_t first_part(const struct sheet *s)
{
    int64_t after = 0;
    if (!str_digits(query_get(s->x, S("parts_after")), &after))
        return 0;
    for (ptrdiff_t i = 0; i < s->d.n_parts; i++)
        if (s->d.parts[i].unit == after)
            return i + 1;
    return 0;
}

/* A page of them; the sum and the shares are of all. */
static void put_parts(const struct sheet *s, struct view_indicator *v)
{
    enum { PARTS_SHOWN = 30 };
    struct view_part_row *at = NEW(s->x->a, struct view_part_row, PARTS_SHOWN);
    ptrdiff_t first = first_part(s);
    ptrdiff_t all = 0;
    ptrdiff_t before = 0;
    ptrdiff_t n = 0;
    int64_t last = 0;
    for (ptrdiff_t i = 0; i < s->d.n_parts; i++) {
        const struct board_part *p = &s->d.parts[i];
        if (!is_shown(p))
            continue;
        all++;
        before += i < first;
        if (i < first || n == PARTS_SHOWN)
            continue;
        at[n++] = part_view(s, p);
        last = p->unit;
    }
    v->parts.at = at;
    v->parts.n = n;
    v->has_parts = all > 0;
    v->parts_sum = figure_on(s->x, &s->d.parts_sum, s->places, NULL);
    if (all <= PARTS_SHOWN)
        return;
    v->parts_from = before + 1;
    v->parts_to = before + n;
    v->parts_all = all;
    v->parts_first = before > 0 ? parts_address(s, 0) : S("");
    v->parts_more = before + n < all ? parts_address(s, last) : S("");
}

/* A deputy acts in the post itself, a secretary in one of his own; "" if nobody acted for another.
 */
static struct str acted_words(struct exchange *x, const struct board_source *from)
{
    if (from->on_behalf_of.len == 0)
        return S("");
    if (str_eq(from->on_behalf_of, from->reported_by))
        return words(x, MSG_web_by_another);
    struct message m = {.id = MSG_web_on_behalf, .args = {ARG_TEXT(from->on_behalf_of)}};
    return message_str(x->a, x->call.lang, &m);
}

static struct view_source_row source_view(const struct sheet *s, const struct board_source *from)
{
    struct exchange *x = s->x;
    enum lang lang = x->call.lang;
    struct str record = record_address(x, &observation_entity, from->id);
    bool is_growth = from->kind == OBSERVATION_KIND_growth;
    return (struct view_source_row){
        .period = period_words(x, from->period),
        .period_code = period_str(x->a, from->period),
        .kind = choice_label(&observation_kinds[from->kind], lang),
        .address = record,
        .value = is_growth ? percent_on(x, &from->value, NULL)
                           : figure_on(x, &from->value, s->places, NULL),
        .status = choice_label(&observation_statuses[from->status], lang),
        .source = from->source,
        .note = from->note,
        .document = from->document_title,
        .document_address =
            from->document != 0 ? record_address(x, &document_entity, from->document) : S(""),
        .reported_by = from->reported_by,
        .on_behalf_of = acted_words(x, from),
        .instant = instant_words(x, from->instant),
        .version = from->version,
        .history_address = str_fmt(x->a, "%.*s/history", STR_ARG(record)),
    };
}

static void put_sources(const struct sheet *s, struct view_indicator *v)
{
    struct view_source_row *at = NEW(s->x->a, struct view_source_row, s->d.n_sources + 1);
    for (ptrdiff_t i = 0; i < s->d.n_sources; i++)
        at[i] = source_view(s, &s->d.sources[i]);
    v->sources.at = at;
    v->sources.n = s->d.n_sources;
    if (!s->d.has_more_sources)
        return;
    struct address rest = address_on(s->x, S("/data/observations"));
    address_int(&rest, S("subject"), s->d.sources_of);
    address_int(&rest, S("indicator"), s->d.row->indicator);
    address_put(&rest, S("basis"), bases[s->choice.q.basis].code);
    address_put(&rest, S("sort"), S("-period"));
    v->sources_rest = address_str(&rest);
}

static void put_doubts(const struct sheet *s, struct view_indicator *v)
{
    const struct board_row *row = s->d.row;
    struct view_doubt_row *at = NEW(s->x->a, struct view_doubt_row, BOARD_DOUBTS);
    for (int i = 0; i < row->n_doubts; i++)
        at[i].sentence = row->doubts[i].sentence;
    v->doubts.at = at;
    v->doubts.n = row->n_doubts;
}

static struct view_indicator view_of(const struct sheet *s)
{
    struct exchange *x = s->x;
    const struct board_row *row = s->d.row;
    struct address list = choice_address(x, S("/indicators"), &s->choice);
    address_put(&list, S("period"), choice_month(x, s->choice.q.period));
    struct view_indicator v = {
        .shell = shell_on(x, row->name, S("/indicators")),
        .name = row->name,
        .code = row->code,
        .subtitle = str_fmt(x->a, "%.*s · %.*s", STR_ARG(s->d.board.unit_name),
                            STR_ARG(period_words(x, row->period))),
        .unit_code = s->choice.unit_code,
        .light = light_of(row->standing),
        .sentence = row->sentence,
        .measure = row->measure,
        .definition = s->d.definition,
        .source_unit = s->d.source_unit,
        .basis = choice_label(&bases[s->choice.q.basis], x->call.lang),
        .record_address = record_address(x, &indicator_entity, row->indicator),
    };
    v.shell.has_chart = true;
    shell_crumb(x, &v.shell, words(x, MSG_web_nav_indicators), address_str(&list));
    shell_crumb(x, &v.shell, row->name, S(""));
    choice_periods(x, s->choice.q.period, &v.periods.at, &v.periods.n);
    choice_bases(x, s->choice.q.basis, &v.bases.at, &v.bases.n);
    return v;
}

enum err page_indicator(struct exchange *x, struct fail *why)
{
    struct sheet s = {.x = x};
    enum err err = choice_read(x, query_get(x, S("period")), &s.choice, why);
    if (err == OK)
        err = board_detail(&x->call, &s.choice.q, exchange_param(x, S("code")), &s.d, why);
    if (err != OK)
        return err;
    s.places = s.d.row->decimals;
    struct view_indicator v = view_of(&s);
    put_key_figures(&s, &v);
    put_points(&s, &v);
    put_parts(&s, &v);
    put_sources(&s, &v);
    put_doubts(&s, &v);
    if (wants_json(x))
        return respond_view(x, view_table_indicator(), &v, why);
    struct buf page = respond_buf(x);
    template_indicator(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
