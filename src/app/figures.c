/*
 * figures.c -- the figures that a post reports for a month.
 */
#include "app/figures.h"

#include "app/board.h"
#include "core/calendar.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/post.h"
#include "entity/unit.h"

enum { INDICATORS_MAX = 1000 };

/* Whose figure of an indicator the caller reports: the county's, its own unit's, or none (0).
 * rules_observation.c decides about each write; this only says what to offer. */
static int64_t subject_of(const struct call *c, const struct indicator *row, bool has_source,
                          const struct unit *own)
{
    bool adds_up = row->aggregation == INDICATOR_AGGREGATION_sum && row->basis == BASIS_management;
    bool reports_itself = own->level == UNIT_LEVEL_township || own->level == UNIT_LEVEL_street ||
                          own->level == UNIT_LEVEL_zone;
    if (adds_up)
        return reports_itself ? c->who.unit : 0;
    if (c->who.role == POST_ROLE_statistics)
        return c->county;
    return has_source && row->source_unit == c->who.unit ? c->county : 0;
}

static int months_of(const struct indicator *row)
{
    static const int months[INDICATOR_FREQUENCY_COUNT] = {
        [INDICATOR_FREQUENCY_month] = 1,
        [INDICATOR_FREQUENCY_quarter] = 3,
        [INDICATOR_FREQUENCY_half] = 6,
        [INDICATOR_FREQUENCY_year] = 12,
    };
    return months[row->frequency];
}

/* The indicator's period that ends in a month; code 0 if none does. */
static struct period period_ending(const struct indicator *row, int year, int month)
{
    int step = months_of(row);
    if (month % step != 0)
        return (struct period){0};
    return period_of(year, row->cumulative ? 1 : month - step + 1, month);
}

/* The one before it; a cumulative year begins anew in January, with nothing before. */
static struct period period_before(const struct indicator *row, struct period p)
{
    int last = period_last(p) - months_of(row);
    if (last >= 1)
        return period_ending(row, period_year(p), last);
    return period_ending(row, period_year(p) - 1, 12);
}

static bool is_in_force(const struct indicator *row, struct period p)
{
    bool is_over = ((row->set >> INDICATOR_valid_to) & 1) && row->valid_to <= period_last_day(p);
    return !is_over && row->valid_from <= period_last_day(p);
}

/* Working days after the period's end (indicator.due_days), by the State Council's calendar. */
static int64_t due_of(const struct indicator *row, struct period p)
{
    return calendar_add(&calendar_cn, period_last_day(p), row->due_days);
}

static struct str name_in(enum lang lang, struct str zh, struct str en)
{
    return lang == LANG_EN && en.len > 0 ? en : zh;
}

struct reading {
    struct call *c;
    struct unit own;
    struct page indicators;
    struct indicator *rows; /* as structs, same order */
};

static enum err reading_begin(struct call *c, struct reading *out, struct fail *why)
{
    struct reading r = {.c = c};
    struct shape shape = {0};
    struct record unit = {0};
    struct list_query q = {.e = &indicator_entity, .limit = INDICATORS_MAX, .sort = S("position")};
    enum err err = must(c, RIGHT_REPORT, why);
    if (err == OK)
        err = records_get(c, &unit_entity, c->who.unit, &shape, &unit, why);
    if (err != OK)
        return err;
    record_to_struct(&unit_entity, unit.v, &r.own);
    err = records_list(c, &q, &shape, &r.indicators, why);
    if (err != OK)
        return err;
    r.rows = NEW(c->a, struct indicator, r.indicators.n + 1);
    for (ptrdiff_t i = 0; i < r.indicators.n; i++)
        record_to_struct(&indicator_entity, r.indicators.at[i].v, &r.rows[i]);
    *out = r;
    return OK;
}

/* The row of the i-th indicator for a month; false if the caller has none to report. */
static bool row_for(const struct reading *r, ptrdiff_t i, struct period month,
                    struct figure_row *out)
{
    const struct indicator *row = &r->rows[i];
    struct period p = period_ending(row, period_year(month), period_last(month));
    bool has_source = (row->set >> INDICATOR_source_unit) & 1;
    int64_t subject = subject_of(r->c, row, has_source, &r->own);
    if (subject == 0 || p.code == 0 || !is_in_force(row, p))
        return false;
    enum lang lang = r->c->lang;
    *out = (struct figure_row){
        .indicator = r->indicators.at[i].id,
        .subject = subject,
        .code = row->code,
        .name = name_in(lang, row->name_zh, row->name_en),
        .measure = name_in(lang, row->measure_zh, row->measure_en),
        .decimals = (int)row->decimals,
        .basis = row->basis,
        .period = p,
        .due = due_of(row, p),
    };
    return true;
}

static struct figure_cell cell_of(const struct record *r)
{
    const struct value *v = r->v;
    struct figure_cell cell = {.id = r->id,
                               .version = r->version,
                               .is_known = v[OBSERVATION_value].type == VALUE_INT,
                               .value = {v[OBSERVATION_value].i},
                               .reason = v[OBSERVATION_reason].t};
    for (int i = 0; i < OBSERVATION_STATUS_COUNT; i++)
        if (str_eq(v[OBSERVATION_status].t, observation_statuses[i].code))
            cell.status = i;
    return cell;
}

static bool is_kind(const struct record *r, enum observation_kind kind)
{
    return str_eq(r->v[OBSERVATION_kind].t, observation_kinds[kind].code);
}

static void put_observation(struct figure_row *row, struct period before, const struct record *r)
{
    bool is_now = r->v[OBSERVATION_period].i == row->period.code;
    bool is_before = r->v[OBSERVATION_period].i == before.code;
    if (is_now && is_kind(r, OBSERVATION_KIND_actual))
        row->actual = cell_of(r);
    else if (is_now && is_kind(r, OBSERVATION_KIND_growth))
        row->growth = cell_of(r);
    else if (is_before && is_kind(r, OBSERVATION_KIND_actual))
        row->before = cell_of(r);
}

/* What is there already, for all rows of one subject in one statement. */
static enum err read_cells(struct call *c, struct figure_row *rows, const struct period *before,
                           ptrdiff_t n, struct fail *why)
{
    struct shape shape = entity_shape(&observation_entity);
    struct value subject = VALUE_OF_INT(rows[0].subject);
    struct value *indicators = NEW(c->a, struct value, n);
    struct value *periods = NEW(c->a, struct value, 2 * n);
    for (ptrdiff_t i = 0; i < n; i++) {
        indicators[i] = VALUE_OF_INT(rows[i].indicator);
        periods[2 * i] = VALUE_OF_INT(rows[i].period.code);
        periods[2 * i + 1] = VALUE_OF_INT(before[i].code);
    }
    struct condition where[] = {
        {S("subject"), OP_EQ, &subject, 1},
        {S("indicator"), OP_IN, indicators, (int)n},
        {S("period"), OP_IN, periods, (int)(2 * n)},
    };
    struct scope scope = scope_to_read(c, &observation_entity);
    struct select q = {.shape = &shape,
                       .where = where,
                       .n_where = ARRAY_LEN(where),
                       .scope = &scope,
                       .limit = 1000};
    struct page found = {0};
    enum err err = view_select(c->view, c->a, &q, &found, why);
    for (ptrdiff_t k = 0; err == OK && k < found.n; k++)
        for (ptrdiff_t i = 0; i < n; i++)
            if (found.at[k].v[OBSERVATION_indicator].i == rows[i].indicator)
                put_observation(&rows[i], before[i], &found.at[k]);
    return err;
}

enum err figures_read(struct call *c, struct period month, struct figures *out, struct fail *why)
{
    struct reading r = {0};
    enum err err = reading_begin(c, &r, why);
    if (err != OK)
        return err;
    struct figure_row *rows = NEW(c->a, struct figure_row, r.indicators.n + 1);
    struct period *before = NEW(c->a, struct period, r.indicators.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r.indicators.n; i++) {
        if (!row_for(&r, i, month, &rows[n]))
            continue;
        before[n] = period_before(&r.rows[i], rows[n].period);
        n++;
    }
    err = n > 0 ? read_cells(c, rows, before, n, why) : OK;
    if (err == OK)
        *out = (struct figures){rows, n};
    return err;
}

/* --- what is owed ----------------------------------------------------------------------------- */

/* The last period of an indicator that has ended before the day. */
static struct period last_ended(const struct indicator *row, int64_t day)
{
    struct ymd d = date_ymd(date_add_months(day, -1));
    int month = d.month / months_of(row) * months_of(row);
    return month > 0 ? period_ending(row, d.year, month) : period_ending(row, d.year - 1, 12);
}

static struct figure_owed owed_of(const struct call *c, const struct figure_row *row)
{
    return (struct figure_owed){.code = row->code,
                                .name = row->name,
                                .period = row->period,
                                .due = row->due,
                                .days_left = calendar_count(&calendar_cn, call_day(c), row->due),
                                .is_provisional =
                                    calendar_is_provisional(&calendar_cn, call_day(c), row->due)};
}

static void put_in_order(struct figures_owed *to, const struct figure_owed *one)
{
    ptrdiff_t at = to->n++;
    for (; at > 0 && to->at[at - 1].due > one->due; at--)
        to->at[at] = to->at[at - 1];
    to->at[at] = *one;
}

enum err figures_owed(struct call *c, struct figures_owed *out, struct fail *why)
{
    struct reading r = {0};
    enum err err = reading_begin(c, &r, why);
    if (err != OK)
        return err;
    struct figures_owed owed = {NEW(c->a, struct figure_owed, r.indicators.n + 1), 0};
    struct figure_row *rows = NEW(c->a, struct figure_row, r.indicators.n + 1);
    struct period *none = NEW(c->a, struct period, r.indicators.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r.indicators.n; i++)
        n += row_for(&r, i, last_ended(&r.rows[i], call_day(c)), &rows[n]);
    err = n > 0 ? read_cells(c, rows, none, n, why) : OK;
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < n; i++) {
        struct figure_owed one = owed_of(c, &rows[i]);
        if (rows[i].actual.id == 0)
            put_in_order(&owed, &one);
    }
    *out = owed;
    return OK;
}
