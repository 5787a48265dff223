/*
 * api_json.c -- records to JSON and JSON to inputs, by the table of fields.
 */
#include "format/json.h"
#include "format/json_write.h"
#include "web/api.h"
#include "web/inside.h"

static void write_value(struct json_writer *w, const struct field *f, const struct value *v)
{
    if (v->type == VALUE_NULL) {
        json_null(w);
        return;
    }
    struct buf text = buf_on(w->out->a, MIB);
    struct str type = kinds[f->kind].json;
    kind_text(&text, f, v);
    if (str_eq(type, S("boolean")))
        json_bool(w, v->i != 0);
    else if (str_eq(type, S("integer")))
        json_digits(w, buf_str(&text));
    else
        json_text(w, buf_str(&text));
}

void api_record_begin(struct json_writer *w, const struct shape *s, const struct record *r,
                      const bool *wanted)
{
    json_object(w);
    json_put_int(w, S("id"), r->id);
    json_put_int(w, S("version"), r->version);
    json_key(w, S("owner"));
    if (r->owner != 0)
        json_int(w, r->owner);
    else
        json_null(w);
    json_put_int(w, S("seq"), r->seq);
    for (int i = 0; i < s->n; i++) {
        if (s->fields[i].kind == KIND_PROTECTED || (wanted && !wanted[i]))
            continue;
        json_key(w, s->fields[i].name);
        write_value(w, &s->fields[i], &r->v[i]);
    }
}

void api_items_begin(struct json_writer *w)
{
    json_object(w);
    json_key(w, S("items"));
    json_array(w);
}

enum err api_invalid(struct fail *why)
{
    return FAIL(why, ERR_INVALID, MSG_web_api_invalid, ARG_NONE);
}

/* What the entity says of a member by this name; NULL: a county's own field, or unknown (which the
 * reading of the record tells apart). */
static const struct field *compiled_field(const struct entity *e, struct str name)
{
    for (int i = 0; i < e->n_fields; i++)
        if (str_eq(e->fields[i].name, name))
            return &e->fields[i];
    return NULL;
}

/* Types are taken at their word: 17 is no text and "yes" no truth. A decimal may be either. */
static bool type_fits(const struct field *f, enum json_kind kind)
{
    if (kind == JSON_NULL || !f)
        return kind != JSON_ARRAY && kind != JSON_OBJECT;
    struct str type = kinds[f->kind].json;
    if (f->kind == KIND_DECIMAL && kind == JSON_NUMBER)
        return true;
    if (str_eq(type, S("boolean")))
        return kind == JSON_BOOL;
    if (str_eq(type, S("integer")))
        return kind == JSON_NUMBER;
    return kind == JSON_TEXT;
}

static struct input input_of(const struct json *member)
{
    struct str text = member->text;
    if (member->kind == JSON_BOOL)
        text = member->truth ? S("true") : S("false");
    return (struct input){
        .field = member->name, .text = text, .is_null = member->kind == JSON_NULL};
}

static void read_member(struct exchange *x, const struct json *member, struct api_body *out)
{
    struct problems *problems = &x->call.problems;
    if (str_eq(member->name, S("owner"))) {
        if (!json_whole(member, &out->owner) || out->owner <= 0)
            PROBLEM(problems, member->name, S("type"), MSG_web_api_type, ARG_NONE);
        return;
    }
    if (type_fits(compiled_field(x->entity, member->name), member->kind))
        out->in[out->n++] = input_of(member);
    else
        PROBLEM(problems, member->name, S("type"), MSG_web_api_type, ARG_NONE);
}

enum err api_object(struct exchange *x, const struct json **out, struct fail *why)
{
    struct str media = request_header(x->req, S("Content-Type"));
    const struct json *body = NULL;
    bool is_patch = x->req->method == METHOD_PATCH;
    bool is_known = media_is(media, S("application/json")) ||
                    (is_patch && media_is(media, S("application/merge-patch+json")));
    if (!is_known)
        return FAIL(why, ERR_MEDIA, MSG_web_media, ARG_TEXT(media));
    enum err err = json_parse(x->a, x->req->body, &body, why);
    if (err != OK)
        return err;
    if (body->kind != JSON_OBJECT)
        return FAIL(why, ERR_INVALID, MSG_web_api_object, ARG_NONE);
    *out = body;
    return OK;
}

enum err api_body_read(struct exchange *x, struct api_body *out, struct fail *why)
{
    const struct json *body = NULL;
    enum err err = api_object(x, &body, why);
    if (err != OK)
        return err;
    assert(body); /* api_object() gave it */
    struct api_body read = {.in = NEW(x->a, struct input, body->n + 1)};
    for (const struct json *m = body->first; m; m = m->next)
        read_member(x, m, &read);
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    *out = read;
    return OK;
}

/* What names a record is in every answer; asking for it by name is no mistake. */
static bool is_always_there(struct str name)
{
    static const struct str heads[] = {S_("id"), S_("version"), S_("owner"), S_("seq")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(heads); i++)
        if (str_eq(name, heads[i]))
            return true;
    return false;
}

enum err api_fields(struct exchange *x, const struct shape *s, const bool **out, struct fail *why)
{
    struct str list = query_get(x, S("fields"));
    if (list.len == 0) {
        *out = NULL;
        return OK;
    }
    bool *wanted = NEW(x->a, bool, s->n);
    while (list.len > 0) {
        struct str name = str_trim(str_cut(list, ',', &list));
        int i = shape_index(s, name);
        if (i >= 0 && s->fields[i].kind != KIND_PROTECTED)
            wanted[i] = true;
        else if (!is_always_there(name))
            PROBLEM(&x->call.problems, S("fields"), S("unknown"), MSG_web_api_no_field,
                    ARG_TEXT(name));
    }
    if (problems_stop(&x->call.problems))
        return api_invalid(why);
    *out = wanted;
    return OK;
}

struct str api_etag(struct arena *a, int64_t version)
{
    return str_fmt(a, "\"%lld\"", (long long)version);
}

enum err api_number_get(struct exchange *x, const struct api_number *n, int64_t *out,
                        struct fail *why)
{
    struct str text = query_get(x, n->name);
    int64_t number = n->otherwise;
    bool is_fine =
        text.len == 0 || (str_digits(text, &number) && number >= n->low && number <= n->high);
    if (!is_fine) {
        PROBLEM(&x->call.problems, n->name, S("range"), MSG_web_api_range, ARG_INT(n->low),
                ARG_INT(n->high));
        return api_invalid(why);
    }
    *out = number;
    return OK;
}

/* Names of a list's address that are no filters. */
static bool is_reserved(struct str name)
{
    static const struct str reserved[] = {S_("q"),     S_("sort"),   S_("limit"),
                                          S_("after"), S_("fields"), S_("as_of"),
                                          S_("lang"),  S_("labels"), S_("format")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(reserved); i++)
        if (str_eq(name, reserved[i]))
            return true;
    return false;
}

enum err api_list_query(struct exchange *x, struct list_query *out, struct fail *why)
{
    struct list_query q = {.e = x->entity,
                           .filters = NEW(x->a, struct input, x->query.n + 1),
                           .search = query_get(x, S("q")),
                           .sort = query_get(x, S("sort")),
                           .after = query_get(x, S("after"))};
    for (ptrdiff_t i = 0; i < x->query.n; i++) {
        const struct pair *p = &x->query.at[i];
        if (!is_reserved(p->name))
            q.filters[q.n_filters++] = (struct input){.field = p->name, .text = p->text};
    }
    struct api_number limit = {S("limit"), 1, API_LIMIT_MAX, 50};
    enum err err = api_number_get(x, &limit, &q.limit, why);
    if (err == OK)
        *out = q;
    return err;
}
