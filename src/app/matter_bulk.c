/*
 * matter_bulk.c -- each matter judged, then moved, as if it were alone.
 */
#include "app/matter_bulk.h"

#include "app/rights.h"
#include "entity/matter.h"
#include "entity/matter_move.h"

enum { MOVES_MOST = 64 };

static enum err must_be_some(struct call *c, ptrdiff_t n, struct fail *why)
{
    enum err err = must(c, right_to_read(&matter_entity), why);
    if (err == OK && (n < 1 || n > BULK_MOST))
        return FAIL(why, ERR_INVALID, MSG_err_bulk_n, ARG_INT(BULK_MOST));
    return err;
}

/* Is it another's or the typist's to mend? Anything else stops the whole. */
static bool is_said(enum err err)
{
    return err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_FORBIDDEN || err == ERR_STALE ||
           err == ERR_NOT_FOUND;
}

static enum msg label_of(struct str field)
{
    for (int i = 0; i < INPUT_COUNT; i++)
        if (str_eq(flow_input_code((enum flow_input_bit)i), field))
            return flow_input_label((enum flow_input_bit)i);
    return MSG_none;
}

/* "Due: give a day that lies ahead." or the failure's own sentence. */
static struct str words_of(struct call *c, enum err err, const struct fail *why)
{
    if (err != ERR_INVALID || c->problems.n == 0)
        return message_str(c->a, c->lang, &why->message);
    const struct problem *p = &c->problems.at[0];
    enum msg label = label_of(p->field);
    struct str said = message_str(c->a, c->lang, &p->message);
    if (label == MSG_none)
        return said;
    return STR_CAT(c->a, msg_text(c->lang, label), c->lang == LANG_ZH ? S("：") : S(": "), said);
}

static bool is_named_before(const struct bulk_pick *picks, ptrdiff_t i)
{
    for (ptrdiff_t k = 0; k < i; k++)
        if (picks[k].matter == picks[i].matter)
            return true;
    return false;
}

/* What of a matter a row shows, whether it may be moved or not. */
static enum err put_matter(struct call *c, struct bulk_row *row, struct matter_sight *out,
                           struct fail *why)
{
    struct fail tried = {0};
    enum err err = matter_see(c, row->matter, out, &tried);
    if (err == OK) {
        row->title = out->record.v[MATTER_title].t;
        row->version = out->record.version;
        row->was = row->becomes = out->state->state;
        return OK;
    }
    *why = tried;
    return err;
}

typedef enum err row_fn(struct call *c, const struct bulk_order *o, struct move_order *order,
                        struct bulk_row *row, struct fail *why);

static enum err try_row(struct call *c, const struct bulk_order *o, struct move_order *order,
                        struct bulk_row *row, struct fail *why)
{
    (void)o;
    const struct flow_move *move = NULL;
    enum err err = matter_move_try(c, order, &move, why);
    if (err == OK)
        row->becomes = move->to;
    return err;
}

static enum err move_row(struct call *c, const struct bulk_order *o, struct move_order *order,
                         struct bulk_row *row, struct fail *why)
{
    int64_t made = 0;
    struct matter_sight m = {0};
    enum matter_state was = row->was;
    (void)o;
    order->link = &row->link;
    enum err err = matter_move(c, order, &made, why);
    if (err == OK && put_matter(c, row, &m, why) == OK)
        row->was = was;
    return err;
}

/* One matter: seen, then tried or moved; what stands in the way is worded in its row. */
static enum err do_row(struct call *c, const struct bulk_order *o, const struct bulk_pick *pick,
                       row_fn *fn, struct bulk_row *row, struct fail *why)
{
    struct fail tried = {0};
    struct matter_sight m = {0};
    struct move_order order = {.matter = pick->matter,
                               .version = pick->version,
                               .move = o->move,
                               .in = o->in,
                               .n_in = o->n_in};
    *row = (struct bulk_row){.matter = pick->matter};
    c->problems = problems_on(c->a);
    enum err err = put_matter(c, row, &m, &tried);
    if (err == OK)
        err = fn(c, o, &order, row, &tried);
    row->is_ok = err == OK;
    if (err == OK)
        return OK;
    if (!is_said(err)) {
        *why = tried;
        return err;
    }
    row->why =
        err == ERR_STALE ? msg_text(c->lang, MSG_notice_changed_since) : words_of(c, err, &tried);
    return OK;
}

static enum err do_all(struct call *c, const struct bulk_order *o, row_fn *fn, struct bulk *out,
                       struct fail *why)
{
    struct bulk b = {.problems = problems_on(c->a)};
    enum err err = must_be_some(c, o->n, why);
    if (err != OK)
        return err;
    b.rows = NEW(c->a, struct bulk_row, o->n);
    for (ptrdiff_t i = 0; err == OK && i < o->n; i++) {
        if (is_named_before(o->picks, i))
            continue;
        err = do_row(c, o, &o->picks[i], fn, &b.rows[b.n], why);
        b.n_ok += b.rows[b.n].is_ok;
        b.n++;
        if (b.problems.n == 0)
            b.problems = c->problems;
    }
    c->problems = problems_on(c->a);
    if (err == OK)
        *out = b;
    return err;
}

enum err bulk_preview(struct call *c, const struct bulk_order *o, struct bulk *out,
                      struct fail *why)
{
    return do_all(c, o, try_row, out, why);
}

enum err bulk_commit(struct call *c, const struct bulk_order *o, struct bulk *out, struct fail *why)
{
    return do_all(c, o, move_row, out, why);
}

/* --- which moves ------------------------------------------------------------------------------ */

struct moves {
    struct bulk_move at[MOVES_MOST];
    ptrdiff_t n;
};

static void count_move(struct moves *all, const struct flow_move *move)
{
    ptrdiff_t i = 0;
    while (i < all->n && !str_eq(all->at[i].code, move->code))
        i++;
    if (i == MOVES_MOST)
        return;
    if (i == all->n)
        all->at[all->n++] = (struct bulk_move){.code = move->code, .label = move->label};
    all->at[i].asks |= move->asks;
    all->at[i].may |= move->may;
    all->at[i].n++;
}

static int most_first(const void *a, const void *b)
{
    const struct bulk_move *x = a;
    const struct bulk_move *y = b;
    return x->n != y->n ? (y->n > x->n) - (y->n < x->n) : str_cmp(x->code, y->code);
}

static enum err look_at(struct call *c, struct bulk_row *row, struct moves *all, struct fail *why)
{
    struct matter_sight m = {0};
    struct fail tried = {0};
    struct move_offer *offers = NULL;
    enum err err = put_matter(c, row, &m, &tried);
    if (err != OK && is_said(err)) {
        row->why = message_str(c->a, c->lang, &tried.message);
        return OK;
    }
    if (err != OK) {
        *why = tried;
        return err;
    }
    ptrdiff_t n = matter_offers(c, &m, &offers);
    for (ptrdiff_t i = 0; i < n; i++)
        if (offers[i].refusal == REFUSED_NOT) {
            count_move(all, offers[i].move);
            row->is_ok = true;
        }
    return OK;
}

enum err bulk_moves(struct call *c, const struct bulk_pick *picks, ptrdiff_t n,
                    struct bulk_move **out, ptrdiff_t *out_n, struct bulk *rows, struct fail *why)
{
    struct moves *all = NEW(c->a, struct moves, 1);
    struct bulk b = {0};
    enum err err = must_be_some(c, n, why);
    if (err != OK)
        return err;
    b.rows = NEW(c->a, struct bulk_row, n);
    for (ptrdiff_t i = 0; err == OK && i < n; i++) {
        if (is_named_before(picks, i))
            continue;
        b.rows[b.n].matter = picks[i].matter;
        err = look_at(c, &b.rows[b.n], all, why);
        b.n_ok += b.rows[b.n++].is_ok;
    }
    if (err != OK)
        return err;
    qsort(all->at, (size_t)all->n, sizeof all->at[0], most_first);
    *out = all->at;
    *out_n = all->n;
    *rows = b;
    return OK;
}
