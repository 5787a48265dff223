/*
 * Every row of the table, as nobody and as each role: what happens is what the row's right says.
 *
 * Who has which right is settled by tests/cases/rights.t; here the gate is compared with may().
 */
#include "t.h"
#include "web/api.h"
#include "web/inside.h"
#include "web/world.h"

static struct str value_for(struct str name, const struct entity *e)
{
    if (str_eq(name, S("entity")))
        return e->plural;
    if (str_eq(name, S("period")))
        return S("2006-05");
    return str_eq(name, S("id")) ? S("999999999") : S("none");
}

/* The pattern with something in place of its parameters. */
static struct str path_of(const struct route *r, const struct entity *e)
{
    struct buf b = buf_on(t_arena(), KIB);
    struct str rest = str_sub(r->path, 1, r->path.len);
    buf_byte(&b, '/');
    for (bool first = true; rest.len > 0; first = false) {
        struct str segment = str_cut(rest, '/', &rest);
        if (!first)
            buf_byte(&b, '/');
        if (segment.s[0] == ':')
            buf_add(&b, value_for(str_sub(segment, 1, segment.len), e));
        else
            buf_add(&b, segment);
    }
    return buf_str(&b);
}

static struct response ask(struct world *w, const struct route *r, const struct entity *e,
                           struct str token)
{
    struct header headers[] = {
        {S("Host"), S("ponan.test")},
        {S("Authorization"), str_fmt(t_arena(), "Bearer %.*s", STR_ARG(token))}};
    struct request req = {.method = r->method,
                          .path = path_of(r, e),
                          .headers = headers,
                          .n_headers = token.len > 0 ? 2 : 1,
                          .peer = S("192.0.2.1"),
                          .scheme = S("http")};
    return world_ask(w, &req);
}

static struct str location_of(const struct response *r)
{
    for (int i = 0; i < r->n_headers; i++)
        if (str_eq(r->headers[i].name, S("Location")))
            return r->headers[i].value;
    return S("");
}

/* Asked to sign in: 401 for programs, the way to the form for people. */
static bool is_sent_to_sign_in(const struct response *r)
{
    return r->status == 401 || (r->status == 303 && str_starts(location_of(r), S("/sign-in")));
}

static void report(const struct route *r, const struct entity *e, struct str who,
                   const struct response *got)
{
    t_differs(__FILE__, __LINE__, "%.*s (%.*s) as %.*s: status %d", STR_ARG(r->path),
              STR_ARG(e->name), STR_ARG(who), got->status);
}

static void walk_as_nobody(struct world *w, const struct route *r, const struct entity *e)
{
    struct response got = ask(w, r, e, S(""));
    bool is_public = route_right(r, e) == RIGHT_PUBLIC;
    /* The form's own refusal of a wrong password is no gate. */
    bool is_sign_in = str_starts(r->path, S("/sign-in")) || r->handler == api_sign_in;
    if (is_public != !is_sent_to_sign_in(&got) && !is_sign_in)
        report(r, e, S("nobody"), &got);
    if (got.status >= 500 && got.status != 503)
        report(r, e, S("nobody"), &got);
}

static bool role_may(struct world *w, enum post_role role, enum right right)
{
    struct session s = {0};
    struct call c = {0};
    MUST_DO(session_find(&w->app, t_arena(), w->tokens[role], &s, &why));
    MUST_DO(call_begin(&w->app, t_arena(), s.who, LANG_EN, 0, &c, &why));
    bool yes = may(&c, right);
    call_done(&c);
    return yes;
}

static void walk_as_role(struct world *w, const struct route *r, const struct entity *e,
                         enum post_role role)
{
    bool allowed = role_may(w, role, route_right(r, e));
    struct response got = ask(w, r, e, w->tokens[role]);
    bool is_refused = got.status == 403;
    if (is_refused == allowed || is_sent_to_sign_in(&got) || got.status >= 500)
        report(r, e, role_name(role), &got);
}

/* Once for each entity where the row is of every entity, else once. */
static void walk_row(struct world *w, const struct route *r)
{
    bool of_entity = (r->flags & OF_ENTITY) != 0;
    /* Signing out would end the walk; signing in has conversations of its own. */
    bool is_session = str_starts(r->path, S("/sign-")) || r->handler == api_sign_out;
    for (int i = 0; entities[i] && (i == 0 || of_entity); i++) {
        walk_as_nobody(w, r, entities[i]);
        for (int role = 0; role < POST_ROLE_COUNT && !is_session; role++)
            walk_as_role(w, r, entities[i], (enum post_role)role);
    }
}

TEST(every_route_lets_in_whom_its_right_names_and_nobody_else)
{
    struct world *w = world_make(DIALECT_SQLITE);
    for (ptrdiff_t i = 0; i < n_routes; i++)
        walk_row(w, &routes[i]);
    world_done(w);
}
