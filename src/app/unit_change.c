/*
 * unit_change.c -- a dated change of the tree, whole or not at all, as one entry.
 *
 * The unit as it was goes to unit_version until the day of the change, the unit is changed from
 * that day on, and unit_change says what happened. A merger takes along what was below the unit.
 */
#include "app/change.h"
#include "app/rules.h"
#include "app/units.h"
#include "entity/account.h"
#include "entity/document.h"
#include "entity/unit_version.h"

/* One change being made. */
struct step_work {
    struct call *c; /* as the caller made it */
    const struct unit_step *step;
    struct call inside;
    struct tx *tx;
    struct lookups l;
    struct record unit;
};

static void problem(struct step_work *w, struct str field, struct str code, enum msg id)
{
    PROBLEM(&w->inside.problems, field, code, id, ARG_NONE);
}

static enum err unit_read(struct step_work *w, int64_t id, struct record *out, struct fail *why)
{
    struct shape s = entity_shape(&unit_entity);
    struct scope scope = scope_to_read(&w->inside, &unit_entity);
    enum err err = view_get(w->inside.view, w->inside.a, &s, &scope, id, out, why);
    if (err == OK)
        err = must_reach(&w->inside, &w->l, &unit_entity, out->owner, why);
    return err;
}

static int64_t date_or(const struct value *v, int64_t otherwise)
{
    return v->type == VALUE_INT ? v->i : otherwise;
}

/* --- what must hold --------------------------------------------------------------------------- */

static void check_day(struct step_work *w)
{
    const struct value *v = w->unit.v;
    bool is_open = w->step->change == UNIT_CHANGE_open;
    /* A move on the unit's own first day says that it never stood elsewhere: a mistake put right.
     */
    int64_t earliest = w->step->change == UNIT_CHANGE_move ? 0 : 1;
    int64_t from = date_or(&v[UNIT_valid_from], INT64_MIN);
    if (is_open ? w->step->on != from : w->step->on - earliest < from)
        PROBLEM(&w->inside.problems, S("changed_on"), S("order"),
                is_open ? MSG_problem_step_open : MSG_problem_step_day, ARG_DATE(from));
    if (v[UNIT_closed_on].type == VALUE_INT)
        PROBLEM(&w->inside.problems, S("from_unit"), S("closed"), MSG_problem_unit_closed,
                ARG_TEXT(v[UNIT_name_zh].t), ARG_DATE(v[UNIT_closed_on].i));
}

static enum err check_other(struct step_work *w, struct fail *why)
{
    const struct unit_info *other = NULL;
    struct record record = {0};
    if (w->step->other == 0) {
        problem(w, S("to_unit"), S("missing"), MSG_problem_missing);
        return OK;
    }
    enum err err = unit_read(w, w->step->other, &record, why);
    if (err == OK)
        err = lookup_unit(&w->l, w->step->other, &other, why);
    if (err != OK)
        return err;
    if (w->step->other == w->step->unit)
        problem(w, S("to_unit"), S("itself"), MSG_problem_itself);
    else if (w->step->change != UNIT_CHANGE_split && unit_is_in(other, w->step->unit))
        PROBLEM(&w->inside.problems, S("to_unit"), S("cycle"), MSG_problem_unit_cycle,
                ARG_TEXT(other->name[w->c->lang]));
    int64_t from = date_or(&record.v[UNIT_valid_from], INT64_MIN);
    if (w->step->change == UNIT_CHANGE_split && from != w->step->on)
        PROBLEM(&w->inside.problems, S("changed_on"), S("order"), MSG_problem_step_open,
                ARG_DATE(from));
    if (date_or(&record.v[UNIT_closed_on], INT64_MAX) <= w->step->on)
        PROBLEM(&w->inside.problems, S("to_unit"), S("closed"), MSG_problem_unit_closed,
                ARG_TEXT(other->name[w->c->lang]), ARG_DATE(record.v[UNIT_closed_on].i));
    return OK;
}

/* Records that go along hold values of the fields that held where they were. */
static enum err check_fields(struct step_work *w, struct fail *why)
{
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(w->step->unit), VALUE_OF_INT(w->step->other)};
    enum err err =
        view_query(w->inside.view, w->inside.a, STMT_extra_field_clash, args, 2, &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    bool is_english = rows_at(&rows, 0, 3)->type == VALUE_TEXT && w->c->lang == LANG_EN;
    PROBLEM(&w->inside.problems, S("to_unit"), S("other_kind"), MSG_problem_step_fields,
            ARG_TEXT(rows_at(&rows, 0, 0)->t), ARG_MSG(extra_kind_label(rows_at(&rows, 0, 1)->t)),
            ARG_TEXT(rows_at(&rows, 0, is_english ? 3 : 2)->t));
    return OK;
}

static enum err open_below(struct step_work *w, struct page *out, struct fail *why)
{
    struct shape *s = NEW(w->inside.a, struct shape, 1);
    *s = entity_shape(&unit_entity);
    struct value parent = VALUE_OF_INT(w->step->unit);
    struct condition where[] = {
        {.column = S("parent"), .op = OP_EQ, .values = &parent, .n_values = 1},
        {.column = S("closed_on"), .op = OP_NULL},
    };
    struct select q = {.shape = s, .where = where, .n_where = 2, .limit = 1000};
    return view_select(w->inside.view, w->inside.a, &q, out, why);
}

/* What goes along has a version of its own until that day, so it must not have begun later. */
static enum err check_below(struct step_work *w, struct fail *why)
{
    struct page below = {0};
    enum err err = open_below(w, &below, why);
    for (ptrdiff_t i = 0; err == OK && i < below.n; i++) {
        int64_t from = date_or(&below.at[i].v[UNIT_valid_from], INT64_MIN);
        if (from >= w->step->on)
            PROBLEM(&w->inside.problems, S("changed_on"), S("order"), MSG_problem_step_below,
                    ARG_TEXT(below.at[i].v[UNIT_name_zh].t), ARG_DATE(from));
    }
    return err;
}

static enum err check_document(struct step_work *w, struct fail *why)
{
    struct shape s = entity_shape(&document_entity);
    struct scope scope = scope_to_read(&w->inside, &document_entity);
    struct record record = {0};
    struct fail tried = {0};
    if (w->step->document == 0)
        return OK;
    enum err err =
        view_get(w->inside.view, w->inside.a, &s, &scope, w->step->document, &record, &tried);
    if (err == ERR_NOT_FOUND) {
        problem(w, S("document"), S("unknown"), MSG_problem_step_document);
        return OK;
    }
    *why = tried;
    return err;
}

static enum err check_step(struct step_work *w, struct fail *why)
{
    struct page below = {0};
    enum err err = check_document(w, why);
    if (err != OK)
        return err;
    check_day(w);
    switch (w->step->change) {
    case UNIT_CHANGE_open: break;
    case UNIT_CHANGE_rename:
        if (w->step->name_zh.len == 0 && w->step->name_en.len == 0)
            problem(w, S("name_zh"), S("missing"), MSG_problem_missing);
        break;
    case UNIT_CHANGE_recode:
        if (w->step->code.len == 0)
            problem(w, S("code"), S("missing"), MSG_problem_missing);
        err = unit_refuse_twin(&w->inside, &w->l, w->step->code, w->unit.owner, why);
        break;
    case UNIT_CHANGE_split: err = check_other(w, why); break;
    case UNIT_CHANGE_move:
        err = check_other(w, why);
        if (err == OK)
            err = check_fields(w, why);
        break;
    case UNIT_CHANGE_merge:
        err = check_other(w, why);
        if (err == OK)
            err = check_below(w, why);
        if (err == OK)
            err = check_fields(w, why);
        break;
    case UNIT_CHANGE_close:
        err = open_below(w, &below, why);
        if (err == OK && below.n > 0)
            PROBLEM(&w->inside.problems, S("from_unit"), S("used"), MSG_err_unit_has_children,
                    ARG_INT(below.n));
        break;
    case UNIT_CHANGE_COUNT: break;
    }
    return err;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* What the unit was, until the day before the change. */
static enum err keep_version(struct step_work *w, const struct record *unit, struct fail *why)
{
    struct shape s = entity_shape(&unit_version_entity);
    struct value v[UNIT_VERSION_N_FIELDS] = {
        [UNIT_VERSION_unit] = VALUE_OF_INT(unit->id),
        [UNIT_VERSION_code] = unit->v[UNIT_code],
        [UNIT_VERSION_name_zh] = unit->v[UNIT_name_zh],
        [UNIT_VERSION_name_en] = unit->v[UNIT_name_en],
        [UNIT_VERSION_parent] = unit->v[UNIT_parent],
        [UNIT_VERSION_level] = unit->v[UNIT_level],
        [UNIT_VERSION_valid_from] = unit->v[UNIT_valid_from],
        [UNIT_VERSION_valid_to] = VALUE_OF_INT(w->step->on),
    };
    int64_t id = 0;
    return tx_insert(w->tx, &s, unit->id, v, &id, why);
}

static bool same_parent(const struct record *unit, const struct value *v)
{
    return value_eq(&unit->v[UNIT_parent], &v[UNIT_parent]);
}

/* What is below a unit that is no area belongs to the same county as the unit itself. */
static enum err give_below(struct step_work *w, const struct record *unit, int64_t owner,
                           struct fail *why)
{
    struct shape s = entity_shape(&unit_entity);
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(unit->id), VALUE_OF_INT(unit->owner)};
    enum err err =
        view_query(w->inside.view, w->inside.a, STMT_unit_owned_below, args, 2, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct record below = {0};
        err = view_get(w->inside.view, w->inside.a, &s, NULL, rows_at(&rows, i, 0)->i, &below, why);
        if (err != OK)
            return err;
        struct new_row row = {.owner = owner, .v = below.v};
        err = tx_update_row(w->tx, &s, below.id, below.version, &row, why);
    }
    return err;
}

/* People whose posts are all in a unit go with it to its new county: who keeps the accounts there
 * must find them. Who also serves elsewhere stays where the account was made. */
static enum err give_accounts(struct step_work *w, const struct record *unit, int64_t owner,
                              struct fail *why)
{
    struct shape s = entity_shape(&account_entity);
    struct rows rows = {0};
    struct value args[] = {VALUE_OF_INT(unit->id), VALUE_OF_INT(unit->owner),
                           VALUE_OF_INT(w->step->on)};
    enum err err = view_query(w->inside.view, w->inside.a, STMT_unit_accounts, args, 3, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++) {
        struct record account = {0};
        err =
            view_get(w->inside.view, w->inside.a, &s, NULL, rows_at(&rows, i, 0)->i, &account, why);
        if (err != OK)
            return err;
        struct new_row row = {.owner = owner, .v = account.v};
        err = tx_update_row(w->tx, &s, account.id, account.version, &row, why);
    }
    return err;
}

/* Under another parent a unit may belong to another county. */
static enum err unit_write(struct step_work *w, const struct record *unit, struct value *v,
                           struct fail *why)
{
    struct shape s = entity_shape(&unit_entity);
    struct change ch = {.c = &w->inside, .l = &w->l, .s = &s, .old = unit, .v = v};
    struct new_row row = {.owner = unit->owner, .v = v};
    enum err err = same_parent(unit, v) ? OK : unit_owner(&ch, &row.owner, why);
    if (err == OK)
        err = tx_update_row(w->tx, &s, unit->id, unit->version, &row, why);
    if (err != OK || row.owner == unit->owner || unit_is_area(v))
        return err;
    err = give_below(w, unit, row.owner, why);
    return err == OK ? give_accounts(w, unit, row.owner, why) : err;
}

static struct value *values_of(struct step_work *w, const struct record *unit)
{
    struct value *v = NEW(w->inside.a, struct value, UNIT_N_FIELDS);
    for (int i = 0; i < UNIT_N_FIELDS; i++)
        v[i] = unit->v[i];
    return v;
}

/* The unit is another from that day on. */
static enum err change_unit(struct step_work *w, const struct record *unit, struct value *v,
                            struct fail *why)
{
    bool was_ever = date_or(&unit->v[UNIT_valid_from], INT64_MIN) < w->step->on;
    enum err err = was_ever ? keep_version(w, unit, why) : OK;
    v[UNIT_valid_from] = VALUE_OF_INT(w->step->on);
    return err == OK ? unit_write(w, unit, v, why) : err;
}

static void text_set(struct value *v, struct str text)
{
    if (text.len > 0)
        *v = VALUE_OF_TEXT(text);
}

static enum err move_below(struct step_work *w, struct fail *why)
{
    struct page below = {0};
    enum err err = open_below(w, &below, why);
    for (ptrdiff_t i = 0; err == OK && i < below.n; i++) {
        struct value *v = values_of(w, &below.at[i]);
        v[UNIT_parent] = VALUE_OF_INT(w->step->other);
        err = change_unit(w, &below.at[i], v, why);
    }
    return err;
}

static enum err write_unit(struct step_work *w, struct fail *why)
{
    struct value *v = values_of(w, &w->unit);
    enum err err = OK;
    text_set(&v[UNIT_code], w->step->code);
    text_set(&v[UNIT_name_zh], w->step->name_zh);
    text_set(&v[UNIT_name_en], w->step->name_en);
    switch (w->step->change) {
    case UNIT_CHANGE_open:
    case UNIT_CHANGE_split: return OK;
    case UNIT_CHANGE_rename:
    case UNIT_CHANGE_recode: return change_unit(w, &w->unit, v, why);
    case UNIT_CHANGE_move:
        v[UNIT_parent] = VALUE_OF_INT(w->step->other);
        return change_unit(w, &w->unit, v, why);
    case UNIT_CHANGE_merge: err = move_below(w, why); break;
    case UNIT_CHANGE_close:
    case UNIT_CHANGE_COUNT: break;
    }
    v[UNIT_closed_on] = VALUE_OF_INT(w->step->on);
    return err == OK ? unit_write(w, &w->unit, v, why) : err;
}

/* from and to as entity/unit_change.c wants them: a move leads to the new parent. */
static enum err write_change(struct step_work *w, struct fail *why)
{
    const struct unit_step *step = w->step;
    struct shape s = entity_shape(&unit_change_entity);
    bool opens = step->change == UNIT_CHANGE_open;
    struct value other = step->other ? VALUE_OF_INT(step->other) : VALUE_OF_NULL;
    struct value v[UNIT_CHANGE_N_FIELDS] = {
        [UNIT_CHANGE_changed_on] = VALUE_OF_INT(step->on),
        [UNIT_CHANGE_change] = VALUE_OF_TEXT(unit_changes[step->change].code),
        [UNIT_CHANGE_from_unit] = opens ? VALUE_OF_NULL : VALUE_OF_INT(step->unit),
        [UNIT_CHANGE_to_unit] = opens ? VALUE_OF_INT(step->unit) : other,
        [UNIT_CHANGE_document] = step->document ? VALUE_OF_INT(step->document) : VALUE_OF_NULL,
        [UNIT_CHANGE_note] = step->note.len > 0 ? VALUE_OF_TEXT(step->note) : VALUE_OF_NULL,
    };
    int64_t id = 0;
    return tx_insert(w->tx, &s, step->unit, v, &id, why);
}

static enum err step_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct step_work *w = ctx;
    w->tx = tx;
    w->inside = call_in(w->c, tx_view(tx));
    w->inside.problems = problems_on(w->c->a);
    w->l = lookups_on(w->c->a, tx_view(tx));
    enum err err = unit_read(w, w->step->unit, &w->unit, why);
    if (err == OK)
        err = check_step(w, why);
    w->c->problems = w->inside.problems;
    if (err != OK)
        return err;
    if (problems_stop(&w->inside.problems))
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(w->inside.problems.n_all));
    err = write_unit(w, why);
    return err == OK ? write_change(w, why) : err;
}

enum err unit_apply(struct call *c, const struct unit_step *step, struct receipt *out,
                    struct fail *why)
{
    struct step_work w = {.c = c, .step = step};
    enum err err = must(c, RIGHT_ORGANISE, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_change_unit, unit_changes[step->change].code);
    return call_write(c, &act, step_in, &w, out, why);
}
