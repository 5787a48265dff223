/*
 * clock.c -- one reading of all open matters, then an act for each that something is due for.
 */
#include "app/clock.h"

#include "app/map.h"
#include "app/matter_climb.h"
#include "app/matter_term.h"
#include "app/notices.h"
#include "core/calendar.h"
#include "entity/matter.h"
#include "entity/term.h"

enum { PAGE = 500 };

#define ARENA_MAX ((ptrdiff_t)1 << 30)

enum due_what { DUE_MOVE, DUE_STEP, DUE_SOON };
struct due {
    int64_t matter, day;
    enum due_what what;
    struct str move;
};

/* A round of the clock: what was read once, and what it found. */
struct clock_round {
    struct app *app;
    int64_t day; /* that is seen to */
    struct arena a;
    struct call c;
    struct lookups l;
    struct records terms;
    struct ladders ladders;
    struct map reminded, told, poor; /* matter to day */
    struct due *at;
    ptrdiff_t n, room;
};

/* The program itself calls; on another day than today if one is given. */
static enum err program_begin(struct app *app, struct arena *a, int64_t day, struct call *out,
                              struct fail *why)
{
    struct caller who = {.is_system = true, .is_clock = true, .role = POST_ROLE_COUNT};
    enum err err = call_begin(app, a, who, LANG_ZH, 0, out, why);
    if (err == OK && day != DATE_NONE)
        out->today = day;
    return err;
}

/* --- what is due ------------------------------------------------------------------------------ */

static void add_due(struct clock_round *k, struct due due)
{
    if (k->n == k->room) {
        ptrdiff_t room = k->room > 0 ? 2 * k->room : PAGE;
        struct due *at = NEW(&k->a, struct due, room);
        for (ptrdiff_t i = 0; i < k->n; i++)
            at[i] = k->at[i];
        k->at = at;
        k->room = room;
    }
    k->at[k->n++] = due;
}

static int64_t day_in(const struct map *days, int64_t matter)
{
    const int64_t *day = map_find_id(days, matter);
    return day ? *day : DATE_NONE;
}

/* The clock's move out of a state; NULL if it has none there. */
static const struct flow_move *clock_move(const struct flow *f, enum matter_state from)
{
    for (int i = 0; i < f->n_moves; i++)
        if (f->moves[i].from == from && (f->moves[i].by & HAND_CLOCK))
            return &f->moves[i];
    return NULL;
}

/* Was this said already since the matter last moved and the term was over? */
static bool is_said(int64_t said, int64_t end, const struct value *spine)
{
    const struct value *moved = &spine[MATTER_last_moved_on];
    return said != DATE_NONE && said > end && moved->type == VALUE_INT && said >= moved->i;
}

static bool is_excused(const struct value *spine, int64_t today)
{
    const struct value *until = &spine[MATTER_excused_until];
    return until->type == VALUE_INT && until->i >= today;
}

/* One working day before the last one, or on the last if that was missed; not on the day on which
 * the matter moved, when its hands were told anyway. */
static bool is_soon(const struct clock_round *k, const struct record *r, int64_t end)
{
    const struct value *moved = &r->v[MATTER_last_moved_on];
    int64_t today = k->c.today;
    return end != DATE_NONE && today <= end && calendar_count(&calendar_cn, today, end) <= 1 &&
           day_in(&k->told, r->id) != end && moved->type == VALUE_INT && moved->i < today;
}

static void look_at(struct clock_round *k, const struct record *r, const struct unit_info *owner,
                    const struct flow *flow, const struct flow_state *state)
{
    int64_t today = k->c.today;
    int64_t end = matter_term_end(&k->terms, owner, state, r->v);
    struct ladder_sight ladder = ladder_for(&k->ladders, owner, r->v, today);
    struct climb climb = climb_of(&ladder, state, r->v, day_in(&k->poor, r->id), today);
    const struct flow_move *move = clock_move(flow, state->state);
    bool is_due_term = state->term == FLOW_TERM_due;
    bool has_ladder = climb_counts(state) && ladder.rule.n_steps > 0;
    bool is_over = end != DATE_NONE && today > end && !(is_due_term && is_excused(r->v, today));
    /* A step of a ladder says in the record that nothing was heard; a reminder would say it twice.
     */
    if (climb.to >= 0)
        add_due(k, (struct due){.matter = r->id, .what = DUE_STEP});
    else if (is_over && move && !has_ladder && !is_said(day_in(&k->reminded, r->id), end, r->v))
        add_due(k, (struct due){.matter = r->id, .what = DUE_MOVE, .move = move->code, .day = end});
    else if (state->turn != 0 && is_soon(k, r, end) && !is_excused(r->v, today))
        add_due(k, (struct due){.matter = r->id, .what = DUE_SOON, .day = end});
}

static enum err look_at_page(struct clock_round *k, const struct page *page, struct fail *why)
{
    for (ptrdiff_t i = 0; i < page->n; i++) {
        const struct record *r = &page->at[i];
        const struct unit_info *owner = NULL;
        const struct flow *flow = flow_of(r->v[MATTER_kind].t);
        enum matter_state at = matter_state_find(r->v[MATTER_state].t);
        const struct flow_state *state = flow && at < STATE_COUNT ? flow_state(flow, at) : NULL;
        enum err err = lookup_unit(&k->l, r->owner, &owner, why);
        if (err != OK)
            return err;
        if (state && owner)
            look_at(k, r, owner, flow, state);
    }
    return OK;
}

static enum err look_at_all(struct clock_round *k, int64_t *out_n, struct fail *why)
{
    struct shape s = entity_shape(&matter_entity);
    struct condition open = {.column = S("closed_on"), .op = OP_NULL};
    struct select q = {.shape = &s, .where = &open, .n_where = 1, .limit = PAGE};
    do {
        struct page page = {0};
        enum err err = view_select(k->c.view, &k->a, &q, &page, why);
        if (err == OK)
            err = look_at_page(k, &page, why);
        if (err != OK)
            return err;
        *out_n += page.n;
        q.after = page.next;
    } while (q.after.len > 0);
    return OK;
}

static enum err read_days(struct clock_round *k, enum statement q, struct map *out,
                          struct fail *why)
{
    struct rows rows = {0};
    *out = map_on(&k->a);
    enum err err = view_query(k->c.view, &k->a, q, NULL, 0, &rows, why);
    for (ptrdiff_t i = 0; err == OK && i < rows.n; i++)
        *map_at_id(out, rows_at(&rows, i, 0)->i) = rows_at(&rows, i, 1)->i;
    return err;
}

static enum err find_due(struct clock_round *k, int64_t *out_n, struct fail *why)
{
    k->l = lookups_on(&k->a, k->c.view);
    enum err err = owned_read(k->c.view, &k->a, &term_entity, NULL, &k->terms, why);
    if (err == OK)
        err = ladders_read(k->c.view, &k->a, NULL, &k->ladders, why);
    if (err == OK)
        err = read_days(k, STMT_clock_reminded, &k->reminded, why);
    if (err == OK)
        err = read_days(k, STMT_clock_told, &k->told, why);
    if (err == OK)
        err = read_days(k, STMT_clock_poor, &k->poor, why);
    return err == OK ? look_at_all(k, out_n, why) : err;
}

/* --- doing it --------------------------------------------------------------------------------- */

struct doing {
    struct call *c;
    const struct due *due;
    bool did;
};

/* Was it said meanwhile, by another server or a person? Asked inside the write. */
static enum err still_due(struct call *c, const struct due *due, bool *out, struct fail *why)
{
    struct matter_sight m = {0};
    struct value arg = VALUE_OF_INT(due->matter);
    struct rows rows = {0};
    enum err err = matter_see(c, due->matter, &m, why);
    if (err == OK)
        err = view_query(c->view, c->a, STMT_matter_reminded, &arg, 1, &rows, why);
    if (err != OK)
        return err;
    int64_t said = rows.n > 0 ? rows_at(&rows, 0, 0)->i : DATE_NONE;
    *out =
        m.term_end != DATE_NONE && c->today > m.term_end && !is_said(said, m.term_end, m.record.v);
    return OK;
}

static enum err do_move(struct tx *tx, struct call *c, struct doing *d, struct fail *why)
{
    struct move_order order = {.matter = d->due->matter, .move = d->due->move};
    int64_t id = 0;
    enum err err = still_due(c, d->due, &d->did, why);
    return err == OK && d->did ? matter_move_in(tx, c, &order, &id, why) : err;
}

static enum err do_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct doing *d = ctx;
    struct call inside = call_in(d->c, tx_view(tx));
    d->did = false;
    enum err err = d->due->what == DUE_STEP
                       ? matter_climb(tx, &inside, d->due->matter, &d->did, why)
                       : do_move(tx, &inside, d, why);
    /* Nothing to do leaves no entry. */
    if (err == OK && !d->did)
        return FAIL(why, ERR_CONFLICT, MSG_clock_done, ARG_NONE);
    return err;
}

static enum err do_one(struct call *c, const struct due *due, struct clock_report *report,
                       struct fail *why)
{
    struct doing d = {.c = c, .due = due};
    struct receipt receipt = {0};
    struct act act = {.action = act_code(ACT_clock),
                      .note = due->what == DUE_STEP ? S("step") : due->move};
    int64_t n = 0;
    if (due->what == DUE_SOON) {
        enum err err = notices_remind(c, due->matter, due->day, &n, why);
        report->n_reminders += err == OK && n > 0;
        return err;
    }
    enum err err = store_write(c->app->store, &act, do_in, &d, &receipt, why);
    report->n_moves += err == OK && due->what == DUE_MOVE;
    report->n_steps += err == OK && due->what == DUE_STEP;
    return err;
}

/* A matter that moved meanwhile, or is gone, is another's work: the round goes on. */
static bool is_others_work(enum err err)
{
    return err == ERR_CONFLICT || err == ERR_STALE || err == ERR_NOT_FOUND || err == ERR_FORBIDDEN;
}

/* One matter that cannot be done does not stop the others: the round goes on, and fails with the
 * first of such failures in the end, so that the day is not taken for seen to. */
static enum err do_all(struct clock_round *k, struct clock_report *report, struct fail *why)
{
    struct arena a;
    struct fail first = {.err = OK};
    enum err err = OK;
    arena_init(&a, ARENA_MAX);
    for (ptrdiff_t i = 0; err == OK && i < k->n; i++) {
        struct call c = {0};
        struct fail tried = {0};
        arena_reset(&a);
        err = program_begin(k->app, &a, k->day, &c, why);
        if (err != OK)
            break;
        enum err one = do_one(&c, &k->at[i], report, &tried);
        call_done(&c);
        if (one != OK && !is_others_work(one) && first.err == OK)
            (void)fail_copy(&first, &tried);
    }
    arena_done(&a);
    return err == OK && first.err != OK ? fail_copy(why, &first) : err;
}

static enum err note_in(struct tx *tx, void *ctx, struct fail *why)
{
    const int64_t *day = ctx;
    struct value args[] = {VALUE_OF_INT(*day)};
    enum err err = tx_exec(tx, STMT_clock_add, args, 1, NULL, why);
    return err == OK ? tx_exec(tx, STMT_clock_note, args, 1, NULL, why) : err;
}

static enum err run_round(struct clock_round *k, struct clock_report *report, struct fail *why)
{
    enum err err = program_begin(k->app, &k->a, k->day, &k->c, why);
    if (err != OK)
        return err;
    report->day = k->c.today;
    report->is_rest = !calendar_is_working(&calendar_cn, report->day);
    if (!report->is_rest)
        err = find_due(k, &report->n_open, why);
    call_done(&k->c);
    if (err == OK && !report->is_rest)
        err = do_all(k, report, why);
    if (err == OK && !report->is_rest)
        err = store_keep(k->app->store, note_in, &report->day, why);
    return err;
}

enum err clock_run(struct app *app, int64_t day, struct clock_report *out, struct fail *why)
{
    struct clock_round k = {.app = app, .day = day};
    struct clock_report report = {0};
    arena_init(&k.a, ARENA_MAX);
    enum err err = run_round(&k, &report, why);
    arena_done(&k.a);
    if (err == OK)
        *out = report;
    return err;
}

static enum err look(struct call *c, bool *out, struct fail *why)
{
    struct rows rows = {0};
    struct value arg = VALUE_OF_INT(c->today);
    *out = false;
    if (!calendar_is_working(&calendar_cn, c->today))
        return OK;
    enum err err = view_query(c->view, c->a, STMT_clock_waits, &arg, 1, &rows, why);
    if (err == OK)
        *out = rows.n > 0;
    return err;
}

enum err clock_is_due(struct app *app, bool *out, struct fail *why)
{
    struct arena a;
    struct call c = {0};
    arena_init(&a, MIB);
    enum err err = program_begin(app, &a, DATE_NONE, &c, why);
    if (err == OK) {
        err = look(&c, out, why);
        call_done(&c);
    }
    arena_done(&a);
    return err;
}
