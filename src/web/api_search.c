/*
 * api_search.c -- search over everything that the caller may read.
 */
#include "app/search.h"
#include "format/html.h"
#include "format/json_write.h"
#include "web/api.h"

static void put_excerpt(struct json_writer *w, struct str name, const struct excerpt *e)
{
    json_key(w, name);
    json_object(w);
    json_put_text(w, S("before"), e->before);
    json_put_text(w, S("hit"), e->hit);
    json_put_text(w, S("after"), e->after);
    json_object_end(w);
}

static void put_hit(struct exchange *x, struct json_writer *w, const struct search_hit *h)
{
    static const struct str ranks[FIND_RANK_COUNT] = {
        [FIND_EXACT] = S_("exact"), [FIND_TITLE] = S_("title"), [FIND_ANY] = S_("text")};
    json_object(w);
    json_put_text(w, S("entity"), h->e->name);
    json_put_int(w, S("id"), h->record.id);
    json_put_text(
        w, S("address"),
        str_fmt(x->a, "/api/v1/%.*s/%lld", STR_ARG(h->e->plural), (long long)h->record.id));
    json_put_text(w, S("rank"), ranks[h->rank]);
    put_excerpt(w, S("title"), &h->title);
    json_put_text(w, S("field"), h->field ? h->field->name : S(""));
    put_excerpt(w, S("text"), &h->text);
    json_put_text(w, S("owner"), h->owner);
    json_object_end(w);
}

static void put_next(struct exchange *x, struct json_writer *w, struct str next)
{
    json_key(w, S("next"));
    if (next.len == 0) {
        json_null(w);
        return;
    }
    struct buf b = buf_on(x->a, 16 * KIB);
    buf_add(&b, S("/api/v1/search?"));
    for (ptrdiff_t i = 0; i < x->query.n; i++) {
        if (str_eq(x->query.at[i].name, S("cursor")))
            continue;
        html_url(&b, x->query.at[i].name);
        buf_byte(&b, '=');
        html_url(&b, x->query.at[i].text);
        buf_byte(&b, '&');
    }
    buf_add(&b, S("cursor="));
    html_url(&b, next);
    json_text(w, buf_str(&b));
    respond_header(x, S("Link"), str_fmt(x->a, "<%.*s>; rel=\"next\"", STR_ARG(buf_str(&b))));
}

static enum err read_query(struct exchange *x, struct search_query *q, struct fail *why)
{
    static const struct str known[] = {S_("q"),     S_("entity"), S_("limit"), S_("cursor"),
                                       S_("as_of"), S_("lang"),   S_("post")};
    struct str name = query_get(x, S("entity"));
    struct api_number limit = {S("limit"), 1, SEARCH_MOST, SEARCH_LIMIT};
    *q = (struct search_query){.words = query_get(x, S("q")), .cursor = query_get(x, S("cursor"))};
    for (ptrdiff_t i = 0; i < x->query.n; i++) {
        ptrdiff_t k = 0;
        while (k < ARRAY_LEN(known) && !str_eq(known[k], x->query.at[i].name))
            k++;
        if (k == ARRAY_LEN(known))
            PROBLEM(&x->call.problems, x->query.at[i].name, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(x->query.at[i].name));
    }
    q->e = name.len > 0 ? entity_find(name) : NULL;
    if (name.len > 0 && !q->e)
        PROBLEM(&x->call.problems, S("entity"), S("unknown"), MSG_problem_unknown, ARG_TEXT(name));
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    return api_number_get(x, &limit, &q->limit, why);
}

enum err api_search(struct exchange *x, struct fail *why)
{
    struct search_query q = {0};
    struct search_page page = {0};
    enum err err = read_query(x, &q, why);
    if (err == OK)
        err = search_records(&x->call, &q, &page, why);
    if (err != OK)
        return err;
    struct buf out = respond_buf(x);
    struct json_writer w = json_writer_on(&out);
    json_object(&w);
    json_key(&w, S("items"));
    json_array(&w);
    for (ptrdiff_t i = 0; i < page.n; i++)
        put_hit(x, &w, &page.at[i]);
    json_array_end(&w);
    put_next(x, &w, page.next);
    json_put_text(&w, S("looks_at"), S("today"));
    json_put_bool(&w, S("is_cut"), page.is_cut);
    json_object_end(&w);
    return respond_json(x, 200, &out, why);
}
