#include "t.h"
#include "web/routes.h"

static struct str found(enum method method, struct str path)
{
    struct str params[ROUTE_PARAMS_MAX];
    unsigned allowed = 0;
    const struct route *r = route_find(method, path, params, &allowed);
    return r ? r->path : S("none");
}

TEST(the_closest_pattern_wins)
{
    CHECK_STR(found(METHOD_GET, S("/api/v1/openapi.json")), S("/api/v1/openapi.json"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/units")), S("/api/v1/:entity"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/units/7")), S("/api/v1/:entity/:id"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/units/export")), S("/api/v1/:entity/export"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/imports/7")), S("/api/v1/imports/:id"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/imports/7/rows")), S("/api/v1/imports/:id/rows"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/units/7/history")), S("/api/v1/:entity/:id/history"));
}

TEST(a_segment_more_or_less_is_another_address)
{
    CHECK_STR(found(METHOD_GET, S("/livez/")), S("none"));
    CHECK_STR(found(METHOD_GET, S("/livez/x")), S("none"));
    CHECK_STR(found(METHOD_GET, S("/api/v1/units/")), S("none"));
    CHECK_STR(found(METHOD_GET, S("/api/v1//7")), S("none"));
    CHECK_STR(found(METHOD_GET, S("/static/a/b")), S("none"));
}

TEST(head_is_answered_by_the_row_of_get)
{
    CHECK_STR(found(METHOD_HEAD, S("/livez")), S("/livez"));
    CHECK_STR(found(METHOD_HEAD, S("/sign-out")), S("none"));
}

TEST(a_wrong_method_is_told_which_are_right)
{
    struct str params[ROUTE_PARAMS_MAX];
    unsigned allowed = 0;
    CHECK(!route_find(METHOD_POST, S("/api/v1/units/7"), params, &allowed));
    CHECK_INT(allowed,
              1U << METHOD_GET | 1U << METHOD_HEAD | 1U << METHOD_PATCH | 1U << METHOD_DELETE);
    CHECK(!route_find(METHOD_POST, S("/nowhere/at/all"), params, &allowed));
    CHECK_INT(allowed, 0);
}

TEST(parameters_have_names_and_values)
{
    struct str params[ROUTE_PARAMS_MAX] = {{0}};
    unsigned allowed = 0;
    const struct route *r = route_find(METHOD_GET, S("/api/v1/units/7/history"), params, &allowed);
    REQUIRE(r != NULL);
    CHECK_STR(route_param_name(r, 0), S("entity"));
    CHECK_STR(route_param_name(r, 1), S("id"));
    CHECK_STR(route_param_name(r, 2), S(""));
    CHECK_STR(params[0], S("units"));
    CHECK_STR(params[1], S("7"));
}

TEST(no_two_rows_answer_the_same)
{
    for (ptrdiff_t i = 0; i < n_routes; i++)
        for (ptrdiff_t k = 0; k < i; k++)
            CHECK(routes[i].method != routes[k].method || !str_eq(routes[i].path, routes[k].path));
}

TEST(every_row_is_well_formed)
{
    for (ptrdiff_t i = 0; i < n_routes; i++) {
        const struct route *r = &routes[i];
        bool is_read = r->method == METHOD_GET;
        bool has_entity = str_find(r->path, S(":entity")) >= 0;
        CHECK(r->handler != NULL);
        CHECK(r->method != METHOD_HEAD && r->method != METHOD_OPTIONS);
        CHECK(!is_read || r->body_limit == 0);
        CHECK(is_read || r->body_limit > 0);
        CHECK(!(r->flags & OF_ENTITY) || has_entity);
        CHECK(((r->flags & API) != 0) == (r->about != MSG_none));
        CHECK(((r->flags & API) != 0) == str_starts(r->path, S("/api/")));
        /* A form of somebody who is signed in always carries the token. */
        bool is_form = !is_read && !(r->flags & API) && r->right != RIGHT_PUBLIC;
        CHECK(!is_form || (r->flags & NEED_CSRF));
    }
}
