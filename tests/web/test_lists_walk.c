/*
 * Every entity and every field of its table, as a list's address may name it: filters, order,
 * columns and search do what the tables say, and the description of the API says the same.
 */
#include "app/session.h"
#include "format/json.h"
#include "t.h"
#include "web/world.h"

static int get(struct world *w, const struct entity *e, enum post_role role, struct str query)
{
    struct header headers[] = {
        {S("Host"), S("ponan.test")},
        {S("Authorization"), str_fmt(t_arena(), "Bearer %.*s", STR_ARG(w->tokens[role]))}};
    struct request req = {.method = METHOD_GET,
                          .path = str_fmt(t_arena(), "/api/v1/%.*s", STR_ARG(e->plural)),
                          .query = query,
                          .headers = headers,
                          .n_headers = 2,
                          .peer = S("192.0.2.1"),
                          .scheme = S("http")};
    return world_ask(w, &req).status;
}

static enum post_role reader_of(struct world *w, const struct entity *e)
{
    for (int role = 0; role < POST_ROLE_COUNT; role++)
        if (get(w, e, (enum post_role)role, S("")) == 200)
            return (enum post_role)role;
    t_differs(__FILE__, __LINE__, "nobody reads %.*s", STR_ARG(e->plural));
    return POST_ROLE_leader;
}

/* "FIELD=text" that is well formed for the field's kind; what is referred to need not be there. */
static struct str filter_on(const struct field *f)
{
    static const char *const texts[KIND_COUNT] = {
        [KIND_TEXT] = "=x",         [KIND_LINES] = "=x",       [KIND_CODE] = "=x",
        [KIND_INT] = "=1",          [KIND_DECIMAL] = "=16.69", [KIND_DATE] = "=2006-05-31",
        [KIND_PERIOD] = "=2006-05", [KIND_BOOL] = "=yes",      [KIND_REF] = ".null=no",
        [KIND_PROTECTED] = "=x",    [KIND_ENUM] = ".null=yes"};
    return str_fmt(t_arena(), "%.*s%s", STR_ARG(f->name), texts[f->kind]);
}

static void walk_field(struct world *w, const struct entity *e, enum post_role role,
                       const struct field *f)
{
    int want = f->kind == KIND_PROTECTED ? 422 : 200;
    struct str queries[] = {filter_on(f), str_fmt(t_arena(), "sort=%.*s", STR_ARG(f->name)),
                            str_fmt(t_arena(), "fields=%.*s", STR_ARG(f->name))};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(queries); i++) {
        int got = get(w, e, role, queries[i]);
        if (got != want)
            t_differs(__FILE__, __LINE__, "%.*s?%.*s: status %d", STR_ARG(e->plural),
                      STR_ARG(queries[i]), got);
    }
}

static void walk_entity(struct world *w, const struct entity *e)
{
    static const struct str heads[] = {S_("fields=id"), S_("fields=id,version,owner,seq"),
                                       S_("id=1"), S_("version.ge=1"), S_("owner.null=no")};
    enum post_role role = reader_of(w, e);
    bool is_searched = false;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(heads); i++)
        if (get(w, e, role, heads[i]) != 200)
            t_differs(__FILE__, __LINE__, "%.*s?%.*s", STR_ARG(e->plural), STR_ARG(heads[i]));
    for (int i = 0; i < e->n_fields; i++) {
        walk_field(w, e, role, &e->fields[i]);
        is_searched = is_searched || (e->fields[i].flags & FIELD_SEARCH);
    }
    int searched = get(w, e, role, S("q=x"));
    if (searched != (is_searched ? 200 : 422))
        t_differs(__FILE__, __LINE__, "%.*s?q=x: status %d", STR_ARG(e->plural), searched);
}

TEST(every_field_of_every_entity_filters_orders_and_is_chosen_unless_it_is_protected)
{
    struct world *w = world_make(DIALECT_SQLITE);
    for (int i = 0; entities[i]; i++)
        walk_entity(w, entities[i]);
    world_done(w);
}

static bool is_described(const struct json *parameters, struct str name)
{
    for (const struct json *p = parameters->first; p; p = p->next)
        if (str_eq(json_str(json_member(p, S("name"))), name))
            return true;
    return false;
}

static void compare_described(const struct json *paths, const struct entity *e)
{
    struct str path = str_fmt(t_arena(), "/api/v1/%.*s", STR_ARG(e->plural));
    const struct json *list = json_member(json_member(paths, path), S("get"));
    const struct json *parameters = json_member(list, S("parameters"));
    bool is_searched = false;
    for (int i = 0; i < e->n_fields; i++) {
        const struct field *f = &e->fields[i];
        is_searched = is_searched || (f->flags & FIELD_SEARCH);
        if (is_described(parameters, f->name) != (f->kind != KIND_PROTECTED))
            t_differs(__FILE__, __LINE__, "filter %.*s of %.*s", STR_ARG(f->name),
                      STR_ARG(e->plural));
    }
    if (is_described(parameters, S("q")) != is_searched)
        t_differs(__FILE__, __LINE__, "q of %.*s", STR_ARG(e->plural));
    CHECK(is_described(parameters, S("id")) && is_described(parameters, S("owner")));
}

TEST(the_description_names_exactly_the_filters_that_lists_take)
{
    const struct json *doc = NULL;
    MUST_DO(json_parse(t_arena(), t_source_file("tests/golden/openapi.json"), &doc, &why));
    for (int i = 0; entities[i]; i++)
        compare_described(json_member(doc, S("paths")), entities[i]);
}
