/*
 * figures_save.c -- a grid of figures saved as one act: all of it or none.
 */
#include "app/change.h"
#include "app/figures.h"
#include "app/rights.h"
#include "base/text.h"
#include "entity/choices.h"
#include "entity/observation.h"

enum { INPUTS_MAX = 9 };

struct saving {
    struct call *c;
    const struct figures *figures;
    const struct figure_input *in;
    ptrdiff_t n;
    struct problems problems; /* of all rows, with their codes before the fields */
    int64_t n_saved;
};

static const struct figure_row *row_of(const struct figures *f, struct str code)
{
    for (ptrdiff_t i = 0; i < f->n; i++)
        if (str_eq(f->at[i].code, code))
            return &f->at[i];
    return NULL;
}

/* One cell as it was typed, and where it belongs. */
struct typed {
    const struct figure_row *row;
    const struct figure_cell *old;
    enum observation_kind kind;
    struct str value, status, reason;
};

static bool is_same_value(struct call *c, const struct typed *t)
{
    struct str stored = t->old->is_known ? decimal_exact(c->a, t->old->value) : S("");
    struct decimal typed = {0};
    return str_eq(stored, t->value) || (t->old->is_known && decimal_parse(t->value, &typed) &&
                                        decimal_cmp(typed, t->old->value) == 0);
}

static bool same_as_stored(struct call *c, const struct typed *t)
{
    if (t->old->id == 0)
        return t->value.len == 0 && t->reason.len == 0;
    bool same_value = is_same_value(c, t);
    bool same_status = str_eq(observation_statuses[t->old->status].code, t->status);
    return same_value && same_status && str_eq(t->old->reason, t->reason);
}

static ptrdiff_t inputs_of(struct call *c, const struct typed *t, struct input *in)
{
    ptrdiff_t n = 0;
    in[n++] = (struct input){.field = S("value"), .text = t->value, .is_null = t->value.len == 0};
    in[n++] = (struct input){.field = S("status"), .text = t->status};
    in[n++] =
        (struct input){.field = S("reason"), .text = t->reason, .is_null = t->reason.len == 0};
    if (t->old->id != 0) {
        /* Another number does not come from where the old one came from. */
        static const struct str where_from[] = {S_("source"), S_("document"), S_("note")};
        for (ptrdiff_t i = 0; i < ARRAY_LEN(where_from) && !is_same_value(c, t); i++)
            in[n++] = (struct input){.field = where_from[i], .is_null = true};
        if (!is_same_value(c, t))
            in[n++] = (struct input){.field = S("certainty"),
                                     .text = certainties[CERTAINTY_reported].code};
        assert(n <= INPUTS_MAX);
        return n;
    }
    struct str subject = str_fmt(c->a, "#%lld", (long long)t->row->subject);
    struct str indicator = str_fmt(c->a, "#%lld", (long long)t->row->indicator);
    in[n++] = (struct input){.field = S("subject"), .text = subject};
    in[n++] = (struct input){.field = S("indicator"), .text = indicator};
    in[n++] = (struct input){.field = S("basis"), .text = bases[t->row->basis].code};
    in[n++] = (struct input){.field = S("period"), .text = period_str(c->a, t->row->period)};
    in[n++] = (struct input){.field = S("kind"), .text = observation_kinds[t->kind].code};
    assert(n <= INPUTS_MAX);
    return n;
}

/* A row's problems under the names of the grid's cells. */
static void keep_problems(struct saving *s, const struct typed *t)
{
    const struct problems *from = &s->c->problems;
    const char *cell = t->kind == OBSERVATION_KIND_growth ? "growth" : "value";
    for (ptrdiff_t i = 0; i < from->n; i++) {
        struct problem p = from->at[i];
        bool is_reason = str_eq(p.field, S("reason")) && t->kind == OBSERVATION_KIND_actual;
        struct str name =
            str_fmt(s->problems.a, "%.*s.%s", STR_ARG(t->row->code), is_reason ? "reason" : cell);
        ptrdiff_t before = s->problems.n;
        problem_add(&s->problems, name, p.code, p.message.id, p.message.args);
        if (s->problems.n > before)
            s->problems.at[before].doubtful = p.doubtful;
    }
}

/* The status in the grid is the value's: a growth cell that is emptied takes its figure back. */
static bool is_emptied(const struct typed *t)
{
    return t->kind == OBSERVATION_KIND_growth && t->old->id != 0 && t->value.len == 0;
}

static enum err take_back(struct tx *tx, struct order *o, const struct typed *t, struct fail *why)
{
    bool is_final = t->old->status == OBSERVATION_STATUS_final;
    if (!is_final || may(o->c, RIGHT_STATISTICS))
        return order_void(tx, o, why);
    PROBLEM(&o->c->problems, S("value"), S("final"), MSG_problem_final_changed, ARG_NONE);
    return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
}

static enum err write_cell(struct tx *tx, struct order *o, const struct typed *t, struct fail *why)
{
    if (is_emptied(t))
        return take_back(tx, o, t, why);
    return o->id != 0 ? order_update(tx, o, why) : order_create(tx, o, why);
}

static enum err save_cell(struct tx *tx, struct saving *s, const struct typed *t, struct fail *why)
{
    struct input in[INPUTS_MAX];
    if (same_as_stored(s->c, t))
        return OK;
    struct order o = {.c = s->c,
                      .e = &observation_entity,
                      .id = t->old->id,
                      .version = t->old->version,
                      .in = in,
                      .n_in = inputs_of(s->c, t, in)};
    s->c->problems = problems_on(s->c->a);
    enum err err = write_cell(tx, &o, t, why);
    keep_problems(s, t);
    s->n_saved += err == OK;
    /* Go on to the next: all that is wrong is told at once. */
    return err == ERR_INVALID ? OK : err;
}

static enum err save_row(struct tx *tx, struct saving *s, const struct figure_input *in,
                         struct fail *why)
{
    struct arena *a = s->c->a;
    const struct figure_row *row = row_of(s->figures, in->code);
    if (!row)
        return OK;
    struct str provisional = observation_statuses[OBSERVATION_STATUS_provisional].code;
    struct typed actual = {.row = row,
                           .old = &row->actual,
                           .kind = OBSERVATION_KIND_actual,
                           .value = str_trim(text_narrow(a, in->value)),
                           .status = in->status.len > 0 ? in->status : provisional,
                           .reason = str_trim(in->reason)};
    struct typed growth = {.row = row,
                           .old = &row->growth,
                           .kind = OBSERVATION_KIND_growth,
                           .value = str_trim(text_narrow(a, in->growth)),
                           .status = provisional,
                           .reason = S("")};
    if (row->growth.id != 0) { /* only its number is in the grid */
        growth.status = observation_statuses[row->growth.status].code;
        growth.reason = row->growth.reason;
    }
    enum err err = save_cell(tx, s, &actual, why);
    return err == OK ? save_cell(tx, s, &growth, why) : err;
}

static enum err save_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct saving *s = ctx;
    s->problems = problems_on(s->c->a);
    s->n_saved = 0;
    for (ptrdiff_t i = 0; i < s->n; i++) {
        enum err err = save_row(tx, s, &s->in[i], why);
        if (err != OK)
            return err;
    }
    if (problems_stop(&s->problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(s->problems.n_all));
    return OK;
}

static bool has_changes(struct call *c, const struct figures *f, const struct figure_input *in,
                        ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct figure_row *row = row_of(f, in[i].code);
        if (!row)
            continue;
        struct typed actual = {row,         &row->actual, OBSERVATION_KIND_actual,
                               in[i].value, in[i].status, in[i].reason};
        struct typed growth = {row,
                               &row->growth,
                               OBSERVATION_KIND_growth,
                               in[i].growth,
                               observation_statuses[row->growth.status].code,
                               row->growth.reason};
        if (!same_as_stored(c, &actual) || !same_as_stored(c, &growth))
            return true;
    }
    return false;
}

enum err figures_save(struct call *c, struct period month, const struct figure_input *in,
                      ptrdiff_t n, int64_t *out_n, struct fail *why)
{
    struct figures figures = {0};
    struct receipt receipt = {0};
    enum err err = figures_read(c, month, &figures, why);
    if (err != OK)
        return err;
    *out_n = 0;
    if (!has_changes(c, &figures, in, n))
        return OK;
    struct saving s = {.c = c, .figures = &figures, .in = in, .n = n};
    struct act act = call_act(c, ACT_figures, period_str(c->a, month));
    err = call_write(c, &act, save_in, &s, &receipt, why);
    c->problems = s.problems;
    if (err == OK)
        *out_n = s.n_saved;
    return err;
}
