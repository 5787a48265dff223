/*
 * matter_bulk.c -- several matters moved at once: chosen, filled in, previewed, confirmed.
 *
 * Every step is a page of its own, so it works without script; what was chosen and typed goes along
 * in the form. A chosen matter is "12", from the preview on "12@3": number and version seen.
 */
#include "app/matter_bulk.h"

#include "entity/matter_move.h"
#include "templates.h"
#include "web/pages/matter_forms.h"
#include "web/pages/matter_row.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

struct batch {
    struct exchange *x;
    struct bulk_pick *picks;
    ptrdiff_t n;
    bool is_cut;
    struct str move;
};

/* --- what was chosen -------------------------------------------------------------------------- */

static void pick(struct batch *b, struct str text)
{
    struct str version = S("");
    struct bulk_pick p = {0};
    if (!str_digits(str_cut(text, '@', &version), &p.matter) || p.matter == 0)
        return;
    (void)(version.len > 0 && str_digits(version, &p.version));
    b->is_cut = b->is_cut || b->n == BULK_MOST;
    if (b->n < BULK_MOST)
        b->picks[b->n++] = p;
}

static void pick_named(struct batch *b, const struct pairs *from, struct str name)
{
    for (ptrdiff_t i = 0; i < from->n; i++)
        if (str_eq(from->at[i].name, name))
            pick(b, from->at[i].text);
}

static struct batch batch_on(struct exchange *x)
{
    return (struct batch){.x = x, .picks = NEW(x->a, struct bulk_pick, BULK_MOST)};
}

/* All that the list of the address shows. */
static enum err pick_all(struct batch *b, struct fail *why)
{
    struct page page = {0};
    enum err err = matters_shown(b->x, BULK_MOST, &page, why);
    for (ptrdiff_t i = 0; err == OK && i < page.n; i++)
        b->picks[b->n++] = (struct bulk_pick){.matter = page.at[i].id};
    b->is_cut = err == OK && page.next.len > 0;
    return err;
}

/* --- views ------------------------------------------------------------------------------------ */

static void put_rows(struct exchange *x, const struct bulk *b, enum msg ok,
                     struct view_matter_bulk *v)
{
    struct view_bulk_row *at = NEW(x->a, struct view_bulk_row, b->n + 1);
    struct view_kept *picked = NEW(x->a, struct view_kept, b->n + 1);
    struct view_kept *kept = NEW(x->a, struct view_kept, b->n + 1);
    for (ptrdiff_t i = 0; i < b->n; i++) {
        const struct bulk_row *r = &b->rows[i];
        bool is_moved = r->was != r->becomes;
        at[i] = (struct view_bulk_row){.title = r->title,
                                       .address = matter_address(x, r->matter),
                                       .is_ok = r->is_ok,
                                       .outcome = r->is_ok && ok ? words(x, ok) : r->why};
        if (r->title.len > 0)
            at[i].was = words(x, matter_state_label(r->was));
        if (is_moved)
            at[i].becomes = words(x, matter_state_label(r->becomes));
        if (r->link.id != 0) {
            at[i].holder = r->link.holder;
            at[i].link = STR_CAT(x->a, own_origin(x), S("/answer/"), r->link.token);
        }
        kept[i].text = str_fmt(x->a, "%lld", (long long)r->matter);
        picked[i].text = str_fmt(x->a, "%lld@%lld", (long long)r->matter, (long long)r->version);
    }
    v->rows.at = at;
    v->picked.at = picked;
    v->kept.at = kept;
    v->rows.n = v->picked.n = v->kept.n = b->n;
}

static struct view_matter_bulk view_on(const struct batch *b, enum msg heading)
{
    struct exchange *x = b->x;
    struct message cut = {.id = MSG_web_bulk_cut, .args = {ARG_INT(BULK_MOST)}};
    struct view_matter_bulk v = {.shell = shell_on(x, words(x, heading), S("/matters")),
                                 .heading = heading,
                                 .move = b->move,
                                 .is_cut = b->is_cut,
                                 .cut = cut};
    shell_crumb(x, &v.shell, words(x, MSG_web_matters_title), S("/matters"));
    shell_crumb(x, &v.shell, words(x, heading), S(""));
    return v;
}

static enum err respond(struct exchange *x, int status, const struct view_matter_bulk *v,
                        struct fail *why)
{
    struct buf page = respond_buf(x);
    template_matter_bulk(&page, x->call.lang, v);
    return respond_html(x, status, &page, why);
}

/* --- choosing and filling in ------------------------------------------------------------------ */

static void put_moves(const struct batch *b, const struct bulk_move *moves, ptrdiff_t n,
                      struct view_matter_bulk *v)
{
    struct exchange *x = b->x;
    struct view_option *at = NEW(x->a, struct view_option, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        struct message label = {.id = MSG_web_bulk_move_n,
                                .args = {ARG_MSG(moves[i].label), ARG_INT(moves[i].n)}};
        if ((moves[i].asks | moves[i].may) & ASK_OTHER)
            continue; /* another one for each: a merger is made on the matter's own page */
        at[v->moves.n++] = (struct view_option){
            moves[i].code, message_str(x->a, x->call.lang, &label), str_eq(moves[i].code, b->move)};
    }
    v->moves.at = at;
}

static enum err put_form(const struct batch *b, const struct bulk_move *m,
                         struct view_matter_bulk *v, struct fail *why)
{
    struct exchange *x = b->x;
    struct view_move_input *at = NEW(x->a, struct view_move_input, INPUT_COUNT);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < INPUT_COUNT; i++)
            if ((pass == 0 ? m->asks : m->may & ~m->asks) & (1U << i))
                at[v->inputs.n++] = matter_input(x, m->code, (enum flow_input_bit)i, pass == 0);
    v->inputs.at = at;
    v->is_filling = true;
    v->move_label = m->label;
    return matter_suggestions(x, m->asks | m->may, &v->suggestions.at, &v->suggestions.n, why);
}

/* `tried`: what stood in the way of the preview for all of them; NULL: nothing was sent yet. */
static enum err show_form(const struct batch *b, const struct bulk *tried, struct fail *why)
{
    struct exchange *x = b->x;
    struct bulk_move *moves = NULL;
    ptrdiff_t n = 0;
    struct bulk rows = {0};
    struct shape given = entity_shape(&matter_move_entity);
    struct view_matter_bulk v = view_on(b, MSG_web_bulk_title);
    enum err err = bulk_moves(&x->call, b->picks, b->n, &moves, &n, &rows, why);
    if (err != OK)
        return err;
    put_moves(b, moves, n, &v);
    put_rows(x, tried ? tried : &rows, MSG_none, &v);
    if (tried)
        x->call.problems = tried->problems;
    for (ptrdiff_t i = 0; err == OK && i < n; i++)
        if (str_eq(moves[i].code, b->move))
            err = put_form(b, &moves[i], &v, why);
    if (err != OK)
        return err;
    if (v.moves.n == 0)
        v.failure = words(x, MSG_web_bulk_none);
    v.troubles = troubles_on(x, &given);
    return respond(x, tried ? err_http(ERR_INVALID) : 200, &v, why);
}

enum err page_bulk(struct exchange *x, struct fail *why)
{
    struct batch b = batch_on(x);
    enum err err = OK;
    b.move = query_get(x, S("move"));
    if (query_has(x, S("all")))
        err = pick_all(&b, why);
    else
        pick_named(&b, &x->query, S("m"));
    return err == OK ? show_form(&b, NULL, why) : err;
}

/* --- preview and commit ----------------------------------------------------------------------- */

static void put_given(struct exchange *x, struct view_matter_bulk *v)
{
    ptrdiff_t n = 0;
    const struct input *sent = form_inputs(x, &n);
    struct view_kept *at = NEW(x->a, struct view_kept, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        at[i] = (struct view_kept){sent[i].field, sent[i].text};
    v->given.at = at;
    v->given.n = n;
}

static enum err show_outcome(const struct batch *b, const struct bulk *done, bool is_commit,
                             struct fail *why)
{
    struct exchange *x = b->x;
    enum msg heading = is_commit ? MSG_web_bulk_done_title : MSG_web_bulk_preview_title;
    struct view_matter_bulk v = view_on(b, heading);
    v.counts.is_known = true;
    v.counts.text = (struct message){.id = is_commit ? MSG_web_bulk_done : MSG_web_bulk_counts,
                                     .args = {ARG_INT(done->n_ok), ARG_INT(done->n - done->n_ok)}};
    put_rows(x, done, is_commit ? MSG_web_done_moved : MSG_web_bulk_ok, &v);
    v.may_commit = !is_commit && done->n_ok > 0;
    put_given(x, &v);
    return respond(x, 200, &v, why);
}

enum err post_bulk(struct exchange *x, struct fail *why)
{
    struct batch b = batch_on(x);
    struct bulk done = {0};
    bool is_commit = str_eq(form_get(x, S("_step")), S("commit"));
    struct move_order sent = matter_order(x, 0);
    pick_named(&b, &x->form, S("_m"));
    b.move = sent.move;
    struct bulk_order o = {
        .move = sent.move, .in = sent.in, .n_in = sent.n_in, .picks = b.picks, .n = b.n};
    enum err err =
        is_commit ? bulk_commit(&x->call, &o, &done, why) : bulk_preview(&x->call, &o, &done, why);
    if (err != OK)
        return err;
    bool is_wrong = !is_commit && done.n_ok == 0 && done.problems.n > 0;
    return is_wrong ? show_form(&b, &done, why) : show_outcome(&b, &done, is_commit, why);
}
