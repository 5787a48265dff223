/*
 * api_papers.c -- the papers of a matter: which may go out, which went out, issuing one, its file.
 */
#include "app/matter_paper.h"
#include "entity/matter_paper.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"

static struct str refusal_code(enum paper_refusal refusal)
{
    static const struct str codes[] = {
        [PAPER_FITS] = S_(""),           [PAPER_NOT_YOURS] = S_("not_yours"),
        [PAPER_NOT_NOW] = S_("not_now"), [PAPER_NO_LEAD] = S_("no_lead"),
        [PAPER_NOT_LATE] = S_("early"),  [PAPER_NO_ANSWER] = S_("no_answer"),
    };
    return codes[refusal];
}

static void write_offer(struct exchange *x, struct json_writer *w, const struct paper_offer *o)
{
    json_object(w);
    json_put_text(w, S("paper"), paper_code(o->paper));
    json_put_text(w, S("label"), msg_text(x->call.lang, paper_label(o->paper)));
    json_key(w, S("refused"));
    if (o->refusal == PAPER_FITS)
        json_null(w);
    else
        json_text(w, refusal_code(o->refusal));
    json_object_end(w);
}

static void write_paper(struct exchange *x, struct json_writer *w, const struct record *r)
{
    struct shape s = entity_shape(&matter_paper_entity);
    api_record_begin(w, &s, r, NULL);
    json_put_text(w, S("file"),
                  str_fmt(x->a, "/api/v1/matters/%lld/papers/%lld",
                          (long long)r->v[MATTER_PAPER_matter].i, (long long)r->id));
    json_object_end(w);
}

static enum err respond_papers(struct exchange *x, int64_t id, int status, struct fail *why)
{
    struct matter_sight m = {0};
    struct page papers = {0};
    struct paper_offer offers[PAPER_COUNT];
    ptrdiff_t n = 0;
    enum err err = matter_see(&x->call, id, &m, why);
    if (err == OK)
        err = matter_papers(&x->call, id, &papers, why);
    if (err == OK)
        err = matter_papers_offered(&x->call, &m, offers, &n, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    api_items_begin(&w);
    for (ptrdiff_t i = 0; i < papers.n; i++)
        write_paper(x, &w, &papers.at[i]);
    json_array_end(&w);
    json_key(&w, S("offers"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < n; i++)
        write_offer(x, &w, &offers[i]);
    json_array_end(&w);
    json_object_end(&w);
    return respond_json(x, status, &out, why);
}

enum err api_papers(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? respond_papers(x, id, 200, why) : err;
}

/* {"paper":"order","note":"..."} */
static void read_member(struct exchange *x, const struct json *m, struct paper_order *out)
{
    bool is_paper = str_eq(m->name, S("paper"));
    bool is_note = str_eq(m->name, S("note"));
    if (!is_paper && !is_note)
        PROBLEM(&x->call.problems, m->name, S("unknown"), MSG_problem_unknown, ARG_TEXT(m->name));
    else if (m->kind != JSON_TEXT && m->kind != JSON_NULL)
        PROBLEM(&x->call.problems, m->name, S("type"), MSG_web_api_type, ARG_NONE);
    else if (is_paper)
        out->paper = paper_find(json_str(m));
    else
        out->note = json_str(m);
}

static enum err read_order(struct exchange *x, struct paper_order *out, struct fail *why)
{
    const struct json *body = NULL;
    enum err err = api_object(x, &body, why);
    if (err != OK)
        return err;
    out->paper = PAPER_COUNT;
    for (const struct json *m = body->first; m; m = m->next)
        read_member(x, m, out);
    if (out->paper == PAPER_COUNT)
        PROBLEM(&x->call.problems, S("paper"), S("choice"), MSG_problem_paper, ARG_NONE);
    return problems_stop(&x->call.problems) ? api_invalid(why) : OK;
}

enum err api_paper_issue(struct exchange *x, struct fail *why)
{
    struct paper_order order = {0};
    struct paper_issued paper = {0};
    enum err err = exchange_param_id(x, S("id"), &order.matter, why);
    if (err == OK)
        err = read_order(x, &order, why);
    if (err == OK)
        err = matter_paper_issue(&x->call, &order, &paper, why);
    if (err != OK)
        return err;
    respond_header(x, S("Location"),
                   str_fmt(x->a, "/api/v1/matters/%lld/papers/%lld", (long long)order.matter,
                           (long long)paper.id));
    return respond_papers(x, order.matter, 201, why);
}

enum err api_paper_file(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t paper = 0;
    struct document_file file = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = exchange_param_id(x, S("paper"), &paper, why);
    if (err == OK)
        err = matter_paper_file(&x->call, id, paper, &file, why);
    if (err != OK)
        return err;
    struct download d = {.media = file.media, .file_name = file.name, .bytes = file.bytes};
    return respond_file(x, &d);
}
