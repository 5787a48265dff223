/*
 * api_moves.c -- the moves that a matter can make, and making one.
 */
#include "app/matter_bulk.h"
#include "app/matter_climb.h"
#include "entity/escalation.h"
#include "entity/ladder_step.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

static struct str refusal_code(enum flow_refusal refusal)
{
    static const struct str codes[REFUSED_COUNT] = {
        [REFUSED_NOT] = S_(""),
        [REFUSED_NO_MOVE] = S_("no_move"),
        [REFUSED_NOT_YOURS] = S_("not_yours"),
        [REFUSED_LATE] = S_("late"),
        [REFUSED_EARLY] = S_("early"),
        [REFUSED_OWN_WORK] = S_("own_work"),
        [REFUSED_LACKS] = S_("lacks"),
    };
    return codes[refusal];
}

static void write_inputs(struct json_writer *w, struct str name, unsigned inputs)
{
    json_key(w, name);
    json_array(w);
    for (int i = 0; i < INPUT_COUNT; i++)
        if (inputs & (1U << i))
            json_text(w, flow_input_code((enum flow_input_bit)i));
    json_array_end(w);
}

static void write_offer(struct exchange *x, struct json_writer *w, const struct move_offer *o)
{
    json_object(w);
    json_put_text(w, S("move"), o->move->code);
    json_put_text(w, S("label"), msg_text(x->call.lang, o->move->label));
    json_put_text(w, S("becomes"), matter_state_code(o->move->to));
    write_inputs(w, S("asks"), o->move->asks);
    write_inputs(w, S("may"), o->move->may);
    json_key(w, S("refused"));
    if (o->refusal == REFUSED_NOT)
        json_null(w);
    else
        json_text(w, refusal_code(o->refusal));
    json_object_end(w);
}

static void write_day(struct exchange *x, struct json_writer *w, struct str name, int64_t day)
{
    json_key(w, name);
    if (day == DATE_NONE)
        json_null(w);
    else
        json_text(w, date_str(x->a, day));
}

/* The step of its ladder that the matter is on, and why; null if on none. */
static void write_step(struct exchange *x, struct json_writer *w, const struct steps_taken *taken)
{
    if (taken->n == 0) {
        json_null(w);
        return;
    }
    const struct record *step = taken->steps[0];
    const struct value *row = taken->rows[0].v;
    struct message said = climb_why(row, step_name(step, x->call.lang));
    json_object(w);
    json_put_text(w, S("code"), step->v[LADDER_STEP_code].t);
    json_put_text(w, S("name"), step_name(step, x->call.lang));
    json_put_text(w, S("colour"), step->v[LADDER_STEP_colour].t);
    json_put_text(w, S("shape"), step->v[LADDER_STEP_shape].t);
    write_day(x, w, S("taken_on"), row[ESCALATION_taken_on].i);
    write_day(x, w, S("due"), row[ESCALATION_due].i);
    json_put_text(w, S("cause"), row[ESCALATION_cause].t);
    json_put_text(w, S("why"), message_str(x->a, x->call.lang, &said));
    json_object_end(w);
}

/* `link`: what the move made for the blocked party, told this once; NULL: nothing. */
static enum err respond_moves(struct exchange *x, int64_t id, int status,
                              const struct answer_link_made *link, struct fail *why)
{
    struct matter_sight m = {0};
    struct move_offer *offers = NULL;
    enum err err = matter_see(&x->call, id, &m, why);
    if (err != OK)
        return err;
    struct steps_taken taken = {0};
    err = matter_steps(&x->call, &m, &taken, why);
    if (err != OK)
        return err;
    ptrdiff_t n = matter_offers(&x->call, &m, &offers);
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("id"), m.record.id);
    json_put_int(&w, S("version"), m.record.version);
    json_put_text(&w, S("kind"), m.flow->kind);
    json_put_text(&w, S("state"), matter_state_code(m.state->state));
    json_put_text(&w, S("term"), flow_term_code(m.state->term));
    write_day(x, &w, S("term_end"), m.term_end);
    json_key(&w, S("step"));
    write_step(x, &w, &taken);
    json_key(&w, S("moves"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < n; i++)
        write_offer(x, &w, &offers[i]);
    json_array_end(&w);
    if (link && link->id != 0) {
        json_key(&w, S("answer_link"));
        api_write_link(x, &w, link);
    }
    json_object_end(&w);
    respond_header(x, S("ETag"), api_etag(x->a, m.record.version));
    return respond_json(x, status, &out, why);
}

enum err api_moves(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? respond_moves(x, id, 200, NULL, why) : err;
}

/* --- making one --------------------------------------------------------------------------------
 */

/* A text, or for joint units a list of texts. */
static void read_input(struct exchange *x, const struct json *member, struct move_order *order,
                       struct input *in)
{
    bool is_list = member->kind == JSON_ARRAY && str_eq(member->name, S("joint"));
    const struct json *first = is_list ? member->first : member;
    for (const struct json *j = first; j; j = is_list ? j->next : NULL) {
        if (j->kind == JSON_TEXT || j->kind == JSON_NUMBER)
            in[order->n_in++] = (struct input){.field = member->name, .text = j->text};
        else if (j->kind != JSON_NULL)
            PROBLEM(&x->call.problems, member->name, S("type"), MSG_web_api_type, ARG_NONE);
    }
}

static ptrdiff_t room_for(const struct json *body)
{
    ptrdiff_t n = 1;
    for (const struct json *m = body->first; m; m = m->next)
        n += 1 + m->n;
    return n;
}

/* Which matters: numbers, or {"id","version"} as a preview told them. */
static void read_picks(struct exchange *x, const struct json *member, struct bulk_order *bulk)
{
    struct bulk_pick *at = NEW(x->a, struct bulk_pick, member->n + 1);
    for (const struct json *j = member->first; j; j = j->next) {
        struct bulk_pick p = {0};
        bool is_good = j->kind == JSON_NUMBER && str_digits(j->text, &p.matter);
        for (const struct json *m = j->first; j->kind == JSON_OBJECT && m; m = m->next) {
            if (str_eq(m->name, S("id")))
                is_good = m->kind == JSON_NUMBER && str_digits(m->text, &p.matter);
            else if (str_eq(m->name, S("version")))
                (void)str_digits(m->text, &p.version);
        }
        if (is_good)
            at[bulk->n++] = p;
        else
            PROBLEM(&x->call.problems, S("matters"), S("type"), MSG_web_api_type, ARG_NONE);
    }
    bulk->picks = at;
}

/* `bulk`: where the matters of several go; NULL where there is one, named by the path. */
static enum err read_order(struct exchange *x, struct move_order *order, struct bulk_order *bulk,
                           struct fail *why)
{
    const struct json *body = NULL;
    enum err err = api_object(x, &body, why);
    if (err != OK)
        return err;
    struct input *in = NEW(x->a, struct input, room_for(body));
    for (const struct json *m = body->first; m; m = m->next) {
        if (str_eq(m->name, S("move")))
            order->move = json_str(m);
        else if (bulk && str_eq(m->name, S("matters")) && m->kind == JSON_ARRAY)
            read_picks(x, m, bulk);
        else
            read_input(x, m, order, in);
    }
    order->in = in;
    if (order->move.len == 0)
        PROBLEM(&x->call.problems, S("move"), S("missing"), MSG_problem_missing, ARG_NONE);
    return problems_stop(&x->call.problems) ? api_invalid(why) : OK;
}

/* If-Match names the version that the mover has seen; without it the move is judged as things are:
 * a move out of a state that is over is refused either way. */
static enum err read_version(struct exchange *x, struct move_order *order, struct fail *why)
{
    struct str wanted = request_header(x->req, S("If-Match"));
    struct matter_sight m = {0};
    if (wanted.len == 0)
        return OK;
    enum err err = matter_see(&x->call, order->matter, &m, why);
    if (err != OK)
        return err;
    if (!etag_matches_strong(wanted, api_etag(x->a, m.record.version)))
        return FAIL(why, ERR_STALE, MSG_web_api_stale, ARG_INT(m.record.version));
    order->version = m.record.version;
    return OK;
}

enum err api_move(struct exchange *x, struct fail *why)
{
    struct answer_link_made link = {0};
    struct move_order order = {.link = &link};
    int64_t row = 0;
    enum err err = exchange_param_id(x, S("id"), &order.matter, why);
    if (err == OK)
        err = read_order(x, &order, NULL, why);
    if (err == OK)
        err = read_version(x, &order, why);
    if (err == OK)
        err = matter_move(&x->call, &order, &row, why);
    if (err != OK)
        return err;
    respond_header(x, S("Location"), str_fmt(x->a, "/api/v1/matter_moves/%lld", (long long)row));
    return respond_moves(x, order.matter, 201, &link, why);
}

/* --- several at once -------------------------------------------------------------------------- */

static void write_row(struct exchange *x, struct json_writer *w, const struct bulk_row *row)
{
    json_object(w);
    json_put_int(w, S("id"), row->matter);
    if (row->title.len > 0) {
        json_put_int(w, S("version"), row->version);
        json_put_text(w, S("title"), row->title);
        json_put_text(w, S("was"), matter_state_code(row->was));
        json_put_text(w, S("becomes"), matter_state_code(row->becomes));
    }
    json_key(w, S("ok"));
    json_bool(w, row->is_ok);
    if (!row->is_ok)
        json_put_text(w, S("why"), row->why);
    if (row->link.id != 0) {
        json_key(w, S("answer_link"));
        api_write_link(x, w, &row->link);
    }
    json_object_end(w);
}

typedef enum err bulk_fn(struct call *c, const struct bulk_order *o, struct bulk *out,
                         struct fail *why);

static enum err do_bulk(struct exchange *x, bulk_fn *fn, struct fail *why)
{
    struct move_order order = {0};
    struct bulk_order o = {0};
    struct bulk done = {0};
    enum err err = read_order(x, &order, &o, why);
    o.move = order.move;
    o.in = order.in;
    o.n_in = order.n_in;
    if (err == OK)
        err = fn(&x->call, &o, &done, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_text(&w, S("move"), o.move);
    json_put_int(&w, S("n_ok"), done.n_ok);
    json_put_int(&w, S("n_left_out"), done.n - done.n_ok);
    json_key(&w, S("matters"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < done.n; i++)
        write_row(x, &w, &done.rows[i]);
    json_array_end(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

enum err api_bulk_preview(struct exchange *x, struct fail *why)
{
    return do_bulk(x, bulk_preview, why);
}

enum err api_bulk_commit(struct exchange *x, struct fail *why)
{
    return do_bulk(x, bulk_commit, why);
}
