/*
 * openapi.c -- OpenAPI 3.1 from the table of routes and the tables of fields.
 *
 * Rows of every entity are written once for each entity, under its own name and with its own
 * schema. A county's own fields are not in it: they are data; they follow the compiled ones.
 */
#include "web/openapi.h"

#include "web/api.h"
#include "web/inside.h"

static const struct str verbs[METHOD_COUNT] = {
    [METHOD_GET] = S_("get"), [METHOD_POST] = S_("post"),     [METHOD_PATCH] = S_("patch"),
    [METHOD_PUT] = S_("put"), [METHOD_DELETE] = S_("delete"),
};

static void write_ref(struct sheet *s, struct str kind, struct str name)
{
    json_key(&s->w, S("$ref"));
    json_text(&s->w, str_fmt(s->a, "#/components/%.*s/%.*s", STR_ARG(kind), STR_ARG(name)));
}

static void write_parameter(struct sheet *s, struct str name, struct str place, struct str type)
{
    struct json_writer *w = &s->w;
    json_object(w);
    json_put_text(w, S("name"), name);
    json_put_text(w, S("in"), place);
    json_put_bool(w, S("required"), !str_eq(place, S("query")));
    json_key(w, S("schema"));
    json_object(w);
    json_put_text(w, S("type"), type);
    json_object_end(w);
    json_object_end(w);
}

/* Filters of a list: FIELD is equality; .ne .lt .le .gt .ge .in .contains .null go with it too. */
static void write_list_parameters(struct sheet *s, const struct entity *e)
{
    static const struct str common[] = {S_("sort"), S_("after"), S_("fields")};
    static const struct str heads[] = {S_("id"), S_("version"), S_("owner")};
    if (entity_is_searched(e))
        write_parameter(s, S("q"), S("query"), S("string"));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(common); i++)
        write_parameter(s, common[i], S("query"), S("string"));
    write_parameter(s, S("limit"), S("query"), S("integer"));
    for (ptrdiff_t i = 0; i < ARRAY_LEN(heads); i++)
        write_parameter(s, heads[i], S("query"), S("string"));
    for (int i = 0; i < e->n_fields; i++)
        if (field_is_filtered(&e->fields[i]))
            write_parameter(s, e->fields[i].name, S("query"), S("string"));
}

/* Does it answer with a table? */
static bool is_table(const struct route *r)
{
    return r->handler == api_export || r->handler == api_template ||
           r->handler == api_preview_rejected;
}

static void write_search_parameters(struct sheet *s)
{
    static const struct str texts[] = {S_("q"), S_("entity"), S_("cursor")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(texts); i++)
        write_parameter(s, texts[i], S("query"), S("string"));
    write_parameter(s, S("limit"), S("query"), S("integer"));
}

static void write_parameters(struct sheet *s, const struct route *r, const struct entity *e)
{
    json_key(&s->w, S("parameters"));
    json_array(&s->w);
    for (int i = 0; i < ROUTE_PARAMS_MAX; i++) {
        struct str name = route_param_name(r, i);
        if (name.len > 0 && !str_eq(name, S("entity")))
            write_parameter(s, name, S("path"), str_eq(name, S("id")) ? S("integer") : S("string"));
    }
    if (e && (r->handler == api_list || r->handler == api_export))
        write_list_parameters(s, e);
    if (is_table(r))
        write_parameter(s, S("format"), S("query"), S("string"));
    if (r->handler == api_import) {
        write_parameter(s, S("file_name"), S("query"), S("string"));
        write_parameter(s, S("owner"), S("query"), S("integer"));
        write_parameter(s, S("sheet"), S("query"), S("string"));
    }
    if (r->handler == api_search)
        write_search_parameters(s);
    if (r->handler == api_patch || r->handler == api_void)
        write_parameter(s, S("If-Match"), S("header"), S("string"));
    if (r->method == METHOD_GET && !(r->flags & NO_CALL))
        write_parameter(s, S("as_of"), S("query"), S("string"));
    json_array_end(&s->w);
}

/* CSV or a workbook, as one likes. */
static void write_table_content(struct sheet *s)
{
    struct json_writer *w = &s->w;
    json_key(w, S("content"));
    json_object(w);
    for (int i = 0; i < TABLE_KIND_COUNT; i++) {
        json_key(w, table_kind_media((enum table_kind)i));
        json_object(w);
        json_object_end(w);
    }
    json_object_end(w);
}

static void write_content(struct sheet *s, struct str media, struct str schema)
{
    struct json_writer *w = &s->w;
    json_key(w, S("content"));
    json_object(w);
    json_key(w, media);
    json_object(w);
    if (schema.len > 0) {
        json_key(w, S("schema"));
        json_object(w);
        write_ref(s, S("schemas"), schema);
        json_object_end(w);
    }
    json_object_end(w);
    json_object_end(w);
}

static void write_body(struct sheet *s, const struct route *r, const struct entity *e)
{
    struct str media = S("application/json");
    struct str schema = e && r->handler == api_create ? e->name : S("");
    if (e && r->handler == api_patch) {
        media = S("application/merge-patch+json");
        schema = str_fmt(s->a, "%.*s.patch", STR_ARG(e->name));
    }
    if (r->handler == api_unit_change)
        schema = S("unit.change");
    if (r->body_limit == 0)
        return;
    json_key(&s->w, S("requestBody"));
    json_object(&s->w);
    if (r->handler == api_import)
        write_table_content(s);
    else
        write_content(s, media, schema);
    json_object_end(&s->w);
}

static void write_table_response(struct sheet *s)
{
    struct json_writer *w = &s->w;
    json_key(w, S("200"));
    json_object(w);
    json_put_text(w, S("description"), msg_text(s->lang, MSG_api_answer));
    write_table_content(s);
    json_object_end(w);
}

static void write_response(struct sheet *s, struct str status, struct str media, struct str schema)
{
    struct json_writer *w = &s->w;
    json_key(w, status);
    json_object(w);
    json_put_text(w, S("description"), msg_text(s->lang, MSG_api_answer));
    if (media.len > 0)
        write_content(s, media, schema);
    json_object_end(w);
}

static void write_responses(struct sheet *s, const struct route *r, const struct entity *e)
{
    struct json_writer *w = &s->w;
    bool is_made = r->handler == api_create || r->handler == api_import ||
                   r->handler == api_document_add || r->handler == api_sign_in ||
                   r->handler == api_move || r->handler == api_paper_issue ||
                   r->handler == api_unit_change;
    bool is_record =
        e && (r->handler == api_create || r->handler == api_patch || r->handler == api_get);
    json_key(w, S("responses"));
    json_object(w);
    if (r->method == METHOD_DELETE)
        write_response(s, S("204"), S(""), S(""));
    else if (is_table(r))
        write_table_response(s);
    else
        write_response(s, is_made ? S("201") : S("200"), S("application/json"),
                       is_record ? e->name : S(""));
    write_response(s, S("default"), S("application/problem+json"), S("problem_details"));
    json_object_end(w);
}

static void write_operation(struct sheet *s, const struct route *r, const struct entity *e)
{
    struct json_writer *w = &s->w;
    json_key(w, verbs[r->method]);
    json_object(w);
    json_put_text(w, S("summary"), msg_text(s->lang, r->about));
    if (e) {
        json_key(w, S("tags"));
        json_array(w);
        json_text(w, e->plural);
        json_array_end(w);
    }
    write_parameters(s, r, e);
    write_body(s, r, e);
    write_responses(s, r, e);
    if (r->right == RIGHT_PUBLIC) {
        json_key(w, S("security"));
        json_array(w);
        json_array_end(w);
    }
    json_object_end(w);
}

/* "/api/v1/:entity/:id" for units as "/api/v1/units/{id}". */
static struct str path_of(struct sheet *s, const struct route *r, const struct entity *e)
{
    struct buf b = buf_on(s->a, KIB);
    struct str rest = str_sub(r->path, 1, r->path.len);
    while (rest.len > 0) {
        struct str segment = str_cut(rest, '/', &rest);
        bool is_param = segment.s[0] == ':';
        buf_byte(&b, '/');
        if (e && str_eq(segment, S(":entity")))
            buf_add(&b, e->plural);
        else if (is_param)
            buf_fmt(&b, "{%.*s}", (int)segment.len - 1, segment.s + 1);
        else
            buf_add(&b, segment);
    }
    return buf_str(&b);
}

/* All methods of one path stand together: the first row of a path writes those after it too. */
static bool is_first_of_path(ptrdiff_t row)
{
    for (ptrdiff_t i = 0; i < row; i++)
        if (str_eq(routes[i].path, routes[row].path))
            return false;
    return true;
}

static bool is_read(const struct route *r)
{
    return r->method == METHOD_GET && !(r->flags & TO_WRITE) && r->handler != api_template;
}

/* What is left to an act of its own, or to the kinds of a base, is not described. */
static bool takes(const struct entity *e, const struct route *r)
{
    if (is_read(r))
        return true;
    if (r->handler == api_patch)
        return entity_takes(e, WRITE_MEND);
    return entity_takes(e, r->handler == api_void ? WRITE_VOID : WRITE_MAKE);
}

static bool is_offered(ptrdiff_t row, const struct entity *e)
{
    for (ptrdiff_t i = row; i < n_routes; i++)
        if (str_eq(routes[i].path, routes[row].path) && takes(e, &routes[i]))
            return true;
    return false;
}

static void write_path(struct sheet *s, ptrdiff_t row, const struct entity *e)
{
    json_key(&s->w, path_of(s, &routes[row], e));
    json_object(&s->w);
    for (ptrdiff_t i = row; i < n_routes; i++)
        if (str_eq(routes[i].path, routes[row].path) && (!e || takes(e, &routes[i])))
            write_operation(s, &routes[i], e);
    json_object_end(&s->w);
}

static void write_paths(struct sheet *s)
{
    json_key(&s->w, S("paths"));
    json_object(&s->w);
    for (ptrdiff_t i = 0; i < n_routes; i++) {
        if (!(routes[i].flags & API) || !is_first_of_path(i))
            continue;
        if (!(routes[i].flags & OF_ENTITY)) {
            write_path(s, i, NULL);
            continue;
        }
        for (int k = 0; entities[k]; k++)
            if (is_offered(i, entities[k]))
                write_path(s, i, entities[k]);
    }
    json_object_end(&s->w);
}

static void write_security(struct json_writer *w)
{
    json_key(w, S("securitySchemes"));
    json_object(w);
    json_key(w, S("bearer"));
    json_object(w);
    json_put_text(w, S("type"), S("http"));
    json_put_text(w, S("scheme"), S("bearer"));
    json_object_end(w);
    json_key(w, S("session"));
    json_object(w);
    json_put_text(w, S("type"), S("apiKey"));
    json_put_text(w, S("in"), S("cookie"));
    json_put_text(w, S("name"), S(COOKIE_SESSION));
    json_object_end(w);
    json_object_end(w);
}

static void write_either(struct json_writer *w)
{
    static const struct str schemes[] = {S_("bearer"), S_("session")};
    json_key(w, S("security"));
    json_array(w);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(schemes); i++) {
        json_object(w);
        json_key(w, schemes[i]);
        json_array(w);
        json_array_end(w);
        json_object_end(w);
    }
    json_array_end(w);
}

enum err api_openapi(struct exchange *x, struct fail *why)
{
    struct buf out = respond_buf(x);
    struct sheet s = {.w = json_writer_on(&out), .a = x->a, .lang = x->call.lang};
    struct json_writer *w = &s.w;
    json_object(w);
    json_put_text(w, S("openapi"), S("3.1.0"));
    json_key(w, S("info"));
    json_object(w);
    json_put_text(w, S("title"), msg_text(s.lang, MSG_api_title));
    json_put_text(w, S("description"), msg_text(s.lang, MSG_api_about));
    json_put_text(w, S("version"), S("1"));
    json_object_end(w);
    write_either(w);
    write_paths(&s);
    json_key(w, S("components"));
    json_object(w);
    write_security(w);
    openapi_schemas(&s);
    json_object_end(w);
    json_object_end(w);
    return respond_json(x, 200, &out, why);
}
