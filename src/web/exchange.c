/*
 * exchange.c -- what a handler asks about its request.
 */
#include "web/exchange.h"

#include "web/request.h"
#include "web/routes.h"

struct str exchange_param(const struct exchange *x, struct str name)
{
    int i = 0;
    while (!str_eq(route_param_name(x->route, i), name)) {
        i++;
        assert(i < ROUTE_PARAMS_MAX);
    }
    return x->params[i];
}

enum err exchange_param_id(const struct exchange *x, struct str name, int64_t *out,
                           struct fail *why)
{
    struct str text = exchange_param(x, name);
    int64_t id = 0;
    if (!str_digits(text, &id) || id == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    *out = id;
    return OK;
}

static struct str first_text(const struct pairs *p, struct str name)
{
    const struct str *text = pairs_find(p, name);
    return text ? *text : S("");
}

struct str query_get(const struct exchange *x, struct str name)
{
    return first_text(&x->query, name);
}

struct str form_get(const struct exchange *x, struct str name)
{
    return first_text(&x->form, name);
}

bool query_has(const struct exchange *x, struct str name)
{
    return pairs_find(&x->query, name) != NULL;
}

bool form_has(const struct exchange *x, struct str name)
{
    return pairs_find(&x->form, name) != NULL;
}

const struct upload *form_file(const struct exchange *x, struct str field)
{
    for (ptrdiff_t i = 0; i < x->n_uploads; i++)
        if (str_eq(x->uploads[i].field, field))
            return &x->uploads[i];
    return NULL;
}

struct input *form_inputs(const struct exchange *x, ptrdiff_t *out_n)
{
    struct input *in = NEW(x->a, struct input, x->form.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < x->form.n; i++) {
        const struct pair *p = &x->form.at[i];
        /* A box that is ticked comes behind its own hidden "no", which stands for an empty one. */
        bool is_ticked =
            n > 0 && str_eq(in[n - 1].field, p->name) && str_eq(in[n - 1].text, S("no"));
        if (is_ticked)
            n--;
        if (!str_eq(p->name, S("csrf")) && !str_starts(p->name, S("_")))
            in[n++] = (struct input){.field = p->name, .text = p->text};
    }
    *out_n = n;
    return in;
}

struct str exchange_address(const struct exchange *x)
{
    if (x->req->query.len == 0)
        return x->req->path;
    return str_fmt(x->a, "%.*s?%.*s", STR_ARG(x->req->path), STR_ARG(x->req->query));
}
