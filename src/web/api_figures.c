/*
 * api_figures.c -- what is computed from records: boards and briefs.
 */
#include "app/brief.h"
#include "entity/choices.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "format/json_write.h"
#include "web/api.h"

static enum err refuse_choice(struct exchange *x, struct str name, struct fail *why)
{
    PROBLEM(&x->call.problems, name, S("choice"), MSG_web_api_choice, ARG_TEXT(query_get(x, name)));
    return api_invalid(why);
}

/* ?unit=CODE and ?basis=; the period stands in the path. */
static enum err board_query_of(struct exchange *x, struct board_query *out, struct fail *why)
{
    struct str basis = query_get(x, S("basis"));
    struct str unit = query_get(x, S("unit"));
    struct board_query q = {.basis = BASIS_COUNT};
    if (!period_parse(exchange_param(x, S("period")), &q.period))
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    for (int i = 0; i < BASIS_COUNT; i++)
        if (str_eq(bases[i].code, basis.len > 0 ? basis : S("statistical")))
            q.basis = i;
    if (q.basis == BASIS_COUNT)
        return refuse_choice(x, S("basis"), why);
    enum err err = unit.len > 0 ? board_unit(&x->call, unit, &q.subject, why) : OK;
    if (err == OK)
        *out = q;
    return err;
}

/* null if it is not known; else the number as text, so that no reader rounds it, and its source. */
static void put_number(struct json_writer *w, struct str name, const struct board_number *n)
{
    json_key(w, name);
    if (!n->is_known) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_text(w, S("value"), decimal_exact(w->out->a, n->value));
    if (n->id != 0) {
        json_put_int(w, S("id"), n->id);
        json_put_text(w, S("certainty"), certainties[n->certainty].code);
    }
    json_object_end(w);
}

static struct str standing_code(enum standing s)
{
    switch (s) {
    case STANDING_RESULT: return S("result");
    case STANDING_SHORTCOMING: return S("shortcoming");
    case STANDING_UNJUDGED: return S("unjudged");
    case STANDING_NO_FIGURE: return S("no_figure");
    case STANDING_COUNT: break;
    }
    return S("");
}

static struct str doubt_code(enum doubt_kind k)
{
    switch (k) {
    case DOUBT_SAME_DIGITS: return S("same_digits");
    case DOUBT_REST: return S("rest");
    case DOUBT_GROWTH: return S("growth");
    case DOUBT_PART_EXCEEDS: return S("part_exceeds");
    case DOUBT_STATED: return S("stated");
    case DOUBT_SCALE: return S("scale");
    case DOUBT_FELL: return S("fell");
    case DOUBT_KIND_COUNT: break;
    }
    return S("");
}

static void write_doubts(struct json_writer *w, const struct board_row *row)
{
    json_key(w, S("doubts"));
    json_array(w);
    for (int i = 0; i < row->n_doubts; i++) {
        const struct doubt *d = &row->doubts[i];
        json_object(w);
        json_put_text(w, S("kind"), doubt_code(d->kind));
        json_put_text(w, S("sentence"), d->sentence);
        json_key(w, S("observations"));
        json_array(w);
        for (ptrdiff_t k = 0; k < ARRAY_LEN(d->ids); k++)
            if (d->ids[k] != 0)
                json_int(w, d->ids[k]);
        json_array_end(w);
        json_object_end(w);
    }
    json_array_end(w);
}

static void write_row(struct json_writer *w, const struct board_row *row)
{
    struct arena *a = w->out->a;
    json_object(w);
    json_put_int(w, S("indicator"), row->indicator);
    json_put_text(w, S("code"), row->code);
    json_put_text(w, S("name"), row->name);
    json_put_text(w, S("measure"), row->measure);
    json_put_text(w, S("direction"), indicator_directions[row->direction].code);
    json_put_text(w, S("period"), period_str(a, row->period));
    put_number(w, S("value"), &row->value);
    put_number(w, S("growth"), &row->growth);
    put_number(w, S("base"), &row->base);
    put_number(w, S("target"), &row->target);
    put_number(w, S("growth_target"), &row->growth_target);
    put_number(w, S("planned"), &row->planned);
    put_number(w, S("completion"), &row->completion);
    put_number(w, S("growth_gap"), &row->growth_gap);
    put_number(w, S("schedule"), &row->schedule);
    put_number(w, S("schedule_gap"), &row->schedule_gap);
    json_put_bool(w, S("schedule_is_planned"), row->schedule_is_planned);
    json_put_int(w, S("units_summed"), row->n_summed);
    json_put_int(w, S("units_missing"), row->n_missing);
    json_put_text(w, S("standing"), standing_code(row->standing));
    json_put_text(w, S("sentence"), row->sentence);
    write_doubts(w, row);
    json_put_bool(w, S("is_implied"), row->is_implied);
    json_put_bool(w, S("is_synthetic"), row->is_synthetic);
    json_object_end(w);
}

enum err api_board(struct exchange *x, struct fail *why)
{
    struct board_query q = {0};
    struct board board = {0};
    enum err err = board_query_of(x, &q, why);
    if (err == OK)
        err = board_make(&x->call, &q, &board, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("unit"), board.query.subject);
    json_put_text(&w, S("unit_code"), board.unit_code);
    json_put_text(&w, S("unit_name"), board.unit_name);
    json_put_text(&w, S("period"), period_str(x->a, board.query.period));
    json_put_text(&w, S("basis"), bases[board.query.basis].code);
    json_key(&w, S("rows"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < board.n_rows; i++)
        write_row(&w, &board.rows[i]);
    json_array_end(&w);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* The same facts as the page and the paper show. */
enum err api_brief(struct exchange *x, struct fail *why)
{
    struct board_query q = {0};
    struct brief brief = {0};
    enum err err = board_query_of(x, &q, why);
    if (err == OK)
        err = brief_make(&x->call, &q, &brief, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    buf_add(&out, brief_json(x->a, &brief));
    return respond_json(x, 200, &out, why);
}

enum err api_brief_docx(struct exchange *x, struct fail *why)
{
    struct board_query q = {0};
    struct brief brief = {0};
    struct download d = {
        .media = S("application/vnd.openxmlformats-officedocument.wordprocessingml.document")};
    enum err err = board_query_of(x, &q, why);
    if (err == OK)
        err = brief_make(&x->call, &q, &brief, why);
    if (err == OK)
        err = brief_docx(x->a, &brief, S(""), &d.bytes, why);
    if (err != OK)
        return err;
    d.file_name = str_fmt(x->a, "%.*s.docx", STR_ARG(brief.title));
    return respond_file(x, &d);
}
