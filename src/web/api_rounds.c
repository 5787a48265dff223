/*
 * api_rounds.c -- a round of coordination by machine: its agenda drawn, its minutes taken, both as
 * Word files. Items and attendance are records like others (round_items, attendances).
 */
#include "app/round_paper.h"
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

/* A text or number of an object; "" if it is not there. */
static struct str text_of(struct exchange *x, const struct json *object, struct str name)
{
    const struct json *m = json_member(object, name);
    if (!m || m->kind == JSON_NULL)
        return S("");
    if (m->kind != JSON_TEXT && m->kind != JSON_NUMBER)
        PROBLEM(&x->call.problems, name, S("type"), MSG_web_api_type, ARG_NONE);
    return m->text;
}

static int64_t id_of(struct exchange *x, const struct json *object, struct str name)
{
    int64_t id = 0;
    if (!str_digits(text_of(x, object, name), &id))
        PROBLEM(&x->call.problems, name, S("missing"), MSG_problem_missing, ARG_NONE);
    return id;
}

/* --- the agenda ------------------------------------------------------------------------------- */

enum err api_round_agenda(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t longest = ROUND_LONGEST;
    const struct json *body = NULL;
    struct round_drawn drawn = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = api_object(x, &body, why);
    if (err == OK && json_member(body, S("longest")))
        longest = id_of(x, body, S("longest"));
    if (err == OK && problems_stop(&x->call.problems))
        return api_invalid(why);
    if (err == OK)
        err = round_draw(&x->call, id, longest, &drawn, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("promised"), drawn.promised);
    json_put_int(&w, S("blocked"), drawn.blocked);
    json_put_int(&w, S("projects"), drawn.projects);
    json_put_int(&w, S("seats"), drawn.seats);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* --- items ------------------------------------------------------------------------------------ */

/* {"matter":ID,"reason":"..."} puts one on the agenda; {"item":ID,"position":N,"reason":"..."}
 * gives one another place, the others give way, 0 takes it off. */
enum err api_round_item(struct exchange *x, struct fail *why)
{
    struct round_place order = {0};
    const struct json *body = NULL;
    int64_t named = 0;
    enum err err = exchange_param_id(x, S("id"), &order.round, why);
    if (err == OK)
        err = api_object(x, &body, why);
    if (err != OK)
        return err;
    assert(body);
    bool is_new = json_member(body, S("matter")) != NULL;
    order.reason = text_of(x, body, S("reason"));
    named = id_of(x, body, is_new ? S("matter") : S("item"));
    if (!is_new)
        order.position = id_of(x, body, S("position"));
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    order.item = named;
    if (is_new)
        err = round_add(&x->call, order.round, named, order.reason, &order.item, why);
    else
        err = round_place(&x->call, &order, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("item"), order.item);
    json_object_end(&w);
    return respond_json(x, is_new ? 201 : 200, &out, why);
}

/* --- minutes ---------------------------------------------------------------------------------- */

/* The elements of a list that is a member; none if it is not there. */
static const struct json *list_of(struct exchange *x, const struct json *object, struct str name,
                                  ptrdiff_t *out_n)
{
    const struct json *m = json_member(object, name);
    *out_n = 0;
    if (!m || m->kind == JSON_NULL)
        return NULL;
    if (m->kind != JSON_ARRAY) {
        PROBLEM(&x->call.problems, name, S("type"), MSG_web_api_type, ARG_NONE);
        return NULL;
    }
    *out_n = m->n;
    return m->first;
}

struct reading {
    struct exchange *x;
    struct minutes_new *news;
    ptrdiff_t n_news;
};

static void read_news(struct reading *r, const struct json *of, int64_t item)
{
    struct exchange *x = r->x;
    ptrdiff_t n = 0;
    for (const struct json *j = list_of(x, of, S("new"), &n); j; j = j->next) {
        struct str name = str_fmt(x->a, "new.%td", r->n_news + 1);
        r->news[r->n_news++] = (struct minutes_new){.item = item,
                                                    .kind = text_of(x, j, S("kind")),
                                                    .title = text_of(x, j, S("title")),
                                                    .content = text_of(x, j, S("content")),
                                                    .lead = text_of(x, j, S("lead")),
                                                    .due = text_of(x, j, S("due")),
                                                    .name = name};
    }
}

/* Every value of the body is room enough for each kind of line. */
static ptrdiff_t room_for(const struct json *at)
{
    ptrdiff_t n = 1;
    for (const struct json *j = at->first; j; j = j->next)
        for (const struct json *k = j->first; k; k = k->next) {
            const struct json *news = json_member(k, S("new"));
            n += 1 + (news ? news->n : 0);
        }
    return n;
}

static struct minutes_order order_of(struct exchange *x, const struct json *body, int64_t round)
{
    ptrdiff_t room = room_for(body);
    ptrdiff_t n = 0;
    struct reading r = {.x = x, .news = NEW(x->a, struct minutes_new, room)};
    struct minutes_item *items = NEW(x->a, struct minutes_item, room);
    struct minutes_seat *seats = NEW(x->a, struct minutes_seat, room);
    struct minutes_order o = {.round = round,
                              .held_on = text_of(x, body, S("held_on")),
                              .summary = text_of(x, body, S("summary")),
                              .keeps_held_on = !json_member(body, S("held_on")),
                              .keeps_summary = !json_member(body, S("summary"))};
    for (const struct json *j = list_of(x, body, S("items"), &n); j; j = j->next) {
        int64_t item = id_of(x, j, S("item"));
        items[o.n_items++] =
            (struct minutes_item){item, text_of(x, j, S("outcome")), text_of(x, j, S("note"))};
        read_news(&r, j, item);
    }
    for (const struct json *j = list_of(x, body, S("seats"), &n); j; j = j->next)
        seats[o.n_seats++] = (struct minutes_seat){
            id_of(x, j, S("seat")), text_of(x, j, S("presence")), text_of(x, j, S("note"))};
    read_news(&r, body, 0);
    o.items = items;
    o.seats = seats;
    o.news = r.news;
    o.n_news = r.n_news;
    return o;
}

enum err api_round_minutes(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t made = 0;
    const struct json *body = NULL;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = api_object(x, &body, why);
    if (err != OK)
        return err;
    assert(body);
    struct minutes_order order = order_of(x, body, id);
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    err = round_minutes(&x->call, &order, &made, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_put_int(&w, S("made"), made);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}

/* --- files ------------------------------------------------------------------------------------ */

static enum err respond_docx(struct exchange *x, enum round_paper_kind kind, struct fail *why)
{
    int64_t id = 0;
    struct round_sight r = {0};
    struct round_paper p = {0};
    struct download d = {
        .media = S("application/vnd.openxmlformats-officedocument.wordprocessingml.document")};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = round_see(&x->call, id, &r, why);
    if (err == OK)
        err = round_paper_make(&x->call, &r, kind, &p, why);
    if (err == OK)
        err = round_paper_docx(x->a, &p, S(""), &d.bytes, why);
    if (err != OK)
        return err;
    d.file_name = str_fmt(x->a, "%.*s.docx", STR_ARG(p.title));
    return respond_file(x, &d);
}

enum err api_round_papers_docx(struct exchange *x, struct fail *why)
{
    return respond_docx(x, ROUND_PAPERS, why);
}

enum err api_round_minutes_docx(struct exchange *x, struct fail *why)
{
    return respond_docx(x, ROUND_MINUTES, why);
}
