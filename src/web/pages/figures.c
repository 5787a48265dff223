/*
 * figures.c -- the grid in which a post enters its figures of a month.
 *
 * The form's fields are CODE.value, CODE.growth, CODE.status and CODE.reason. What was typed stands
 * in the grid again when a cell is wrong; doubts about what was saved stand beside their rows.
 */
#include "app/figures.h"

#include "entity/choices.h"
#include "entity/observation.h"
#include "templates.h"
#include "web/pages/choice.h"
#include "web/pages/pages.h"

struct grid {
    struct exchange *x;
    struct period month;
    struct figures figures;
    bool is_typed;        /* the cells show what was sent, not what is stored */
    struct board *boards; /* for doubts: of each unit and basis that a row is about */
    ptrdiff_t n_boards;
};

static struct str field_name(struct exchange *x, struct str code, const char *part)
{
    return str_fmt(x->a, "%.*s.%s", STR_ARG(code), part);
}

static struct str stored_text(struct exchange *x, const struct figure_cell *cell)
{
    return cell->is_known ? decimal_exact(x->a, cell->value) : S("");
}

static struct board *board_of(const struct grid *g, const struct figure_row *row)
{
    for (ptrdiff_t i = 0; i < g->n_boards; i++)
        if (g->boards[i].query.subject == row->subject && g->boards[i].query.basis == row->basis)
            return &g->boards[i];
    return NULL;
}

/* What the board makes of a row's figure; NULL if there is no board of it. */
static const struct board_row *judged_of(const struct grid *g, const struct figure_row *row)
{
    const struct board *board = board_of(g, row);
    return board ? board_find(board, row->code) : NULL;
}

static void put_problems(const struct grid *g, const struct figure_row *row,
                         struct view_entry_row *to)
{
    struct exchange *x = g->x;
    const struct problems *all = &x->call.problems;
    struct str head = str_fmt(x->a, "%.*s.", STR_ARG(row->code));
    const struct board_row *judged = judged_of(g, row);
    int n_doubts = judged && !g->is_typed ? judged->n_doubts : 0;
    struct view_trouble *at = NEW(x->a, struct view_trouble, all->n + n_doubts + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const struct problem *p = &all->at[i];
        if (!str_starts(p->field, head))
            continue;
        struct str part = str_sub(p->field, head.len, p->field.len);
        at[n++] = (struct view_trouble){.field = part,
                                        .sentence = message_str(x->a, x->call.lang, &p->message),
                                        .is_doubtful = p->doubtful};
        struct view_entry_cell *cell = str_eq(part, S("growth"))   ? &to->growth
                                       : str_eq(part, S("reason")) ? &to->reason
                                                                   : &to->value;
        cell->is_bad = cell->is_bad || !p->doubtful;
        cell->is_doubtful = cell->is_doubtful || p->doubtful;
        cell->describes = str_fmt(x->a, "t-%.*s-%.*s", STR_ARG(row->code), STR_ARG(part));
    }
    for (int i = 0; i < n_doubts; i++)
        at[n++] = (struct view_trouble){.field = str_fmt(x->a, "doubt-%d", i),
                                        .sentence = judged->doubts[i].sentence,
                                        .is_doubtful = true};
    to->value.is_doubtful = to->value.is_doubtful || n_doubts > 0;
    to->troubles.at = at;
    to->troubles.n = n;
}

static struct view_entry_cell cell_of(const struct grid *g, const struct figure_row *row,
                                      const char *part, struct str stored)
{
    struct exchange *x = g->x;
    struct str name = field_name(x, row->code, part);
    enum msg label = str_eq(str_of(part), S("growth"))   ? MSG_web_figures_growth
                     : str_eq(str_of(part), S("reason")) ? MSG_web_figures_reason
                                                         : MSG_web_indicators_value;
    return (struct view_entry_cell){
        .name = name,
        .label = str_fmt(x->a, "%.*s %.*s", STR_ARG(row->name), STR_ARG(words(x, label))),
        .value = g->is_typed ? form_get(x, name) : stored};
}

static void put_statuses(const struct grid *g, const struct figure_row *row,
                         struct view_entry_row *to)
{
    struct exchange *x = g->x;
    struct view_option *at = NEW(x->a, struct view_option, OBSERVATION_STATUS_COUNT);
    struct str chosen = observation_statuses[row->actual.status].code;
    if (g->is_typed)
        chosen = form_get(x, to->status_name);
    for (int i = 0; i < OBSERVATION_STATUS_COUNT; i++)
        at[i] = (struct view_option){observation_statuses[i].code,
                                     choice_label(&observation_statuses[i], x->call.lang),
                                     str_eq(observation_statuses[i].code, chosen)};
    to->statuses.at = at;
    to->statuses.n = OBSERVATION_STATUS_COUNT;
}

static struct view_entry_row row_of(const struct grid *g, const struct figure_row *row)
{
    struct exchange *x = g->x;
    struct view_entry_row v = {
        .key = row->code,
        .name = row->name,
        .measure = row->measure,
        .period = period_words(x, row->period),
        .before = row->before.is_known ? number_words(x, row->before.value, row->decimals) : S(""),
        .value = cell_of(g, row, "value", stored_text(x, &row->actual)),
        .growth = cell_of(g, row, "growth", stored_text(x, &row->growth)),
        .reason = cell_of(g, row, "reason", row->actual.reason),
        .status_name = field_name(x, row->code, "status"),
    };
    put_statuses(g, row, &v);
    put_problems(g, row, &v);
    return v;
}

static enum err show_grid(struct grid *g, int status, struct fail *why)
{
    struct exchange *x = g->x;
    struct str month = choice_month(x, g->month);
    struct view_entry_row *rows = NEW(x->a, struct view_entry_row, g->figures.n + 1);
    for (ptrdiff_t i = 0; i < g->figures.n; i++)
        rows[i] = row_of(g, &g->figures.at[i]);
    struct view_figures v = {
        .shell = shell_on(x, words(x, MSG_web_nav_figures), S("/figures")),
        .title = words(x, MSG_web_nav_figures),
        .subtitle = str_fmt(x->a, "%.*s · %.*s", STR_ARG(x->session.unit_name[x->call.lang]),
                            STR_ARG(x->session.post_name[x->call.lang])),
        .period = month,
        .rows = {rows, g->figures.n},
        .troubles = troubles_on(x, NULL),
        .draft = month,
        .is_saved = query_has(x, S("done")),
        .may_save = x->as_of_day == DATE_NONE,
    };
    choice_periods(x, g->month, &v.periods.at, &v.periods.n);
    if (wants_json(x))
        return respond_view(x, view_table_figures(), &v, why);
    struct buf page = respond_buf(x);
    template_figures(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

static struct period month_of(struct exchange *x, struct str text)
{
    struct period p = {0};
    if (period_parse(text, &p))
        return p;
    struct ymd d = date_ymd(date_add_months(call_day(&x->call), -1));
    return period_of(d.year, d.month, d.month);
}

/* A board that may not be seen has no doubts to show. */
static enum err read_board(struct grid *g, const struct figure_row *row, struct fail *why)
{
    struct board_query q = {.subject = row->subject, .period = g->month, .basis = row->basis};
    struct board *to = &g->boards[g->n_boards];
    struct fail tried = {0};
    enum err err = board_make(&g->x->call, &q, to, &tried);
    bool is_unseen = err == ERR_NOT_FOUND || err == ERR_FORBIDDEN;
    if (is_unseen)
        *to = (struct board){.query = q};
    if (err == OK || is_unseen) {
        g->n_boards++;
        return OK;
    }
    *why = tried;
    return err;
}

/* What the boards doubt about the month: the county's or the unit's own, on each basis. */
static enum err read_doubts(struct grid *g, struct fail *why)
{
    enum { SUBJECTS = 2 }; /* figures_read(): the county and the unit itself */
    enum err err = OK;
    g->boards = NEW(g->x->a, struct board, SUBJECTS * BASIS_COUNT);
    for (ptrdiff_t i = 0; err == OK && i < g->figures.n; i++) {
        if (board_of(g, &g->figures.at[i]))
            continue;
        assert(g->n_boards < (ptrdiff_t)SUBJECTS * BASIS_COUNT);
        err = read_board(g, &g->figures.at[i], why);
    }
    return err;
}

enum err page_figures(struct exchange *x, struct fail *why)
{
    struct grid g = {.x = x, .month = month_of(x, query_get(x, S("period")))};
    enum err err = figures_read(&x->call, g.month, &g.figures, why);
    if (err == OK)
        err = read_doubts(&g, why);
    return err == OK ? show_grid(&g, 200, why) : err;
}

static struct figure_input *typed_inputs(const struct grid *g)
{
    struct exchange *x = g->x;
    struct figure_input *in = NEW(x->a, struct figure_input, g->figures.n + 1);
    for (ptrdiff_t i = 0; i < g->figures.n; i++) {
        struct str code = g->figures.at[i].code;
        in[i] = (struct figure_input){.code = code,
                                      .value = form_get(x, field_name(x, code, "value")),
                                      .growth = form_get(x, field_name(x, code, "growth")),
                                      .status = form_get(x, field_name(x, code, "status")),
                                      .reason = form_get(x, field_name(x, code, "reason"))};
    }
    return in;
}

enum err post_figures(struct exchange *x, struct fail *why)
{
    struct grid g = {.x = x, .month = month_of(x, form_get(x, S("period"))), .is_typed = true};
    struct fail tried = {0};
    int64_t n_saved = 0;
    enum err err = figures_read(&x->call, g.month, &g.figures, why);
    if (err != OK)
        return err;
    err = figures_save(&x->call, g.month, typed_inputs(&g), g.figures.n, &n_saved, &tried);
    if (err == ERR_INVALID)
        return show_grid(&g, err_http(err), why);
    *why = tried;
    if (err != OK)
        return err;
    struct address to = address_on(x, S("/figures"));
    address_put(&to, S("period"), choice_month(x, g.month));
    address_put(&to, S("done"), S("figures"));
    return respond_redirect(x, address_str(&to));
}
