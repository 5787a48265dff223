/*
 * facts.c -- records of any entity as pages show them.
 */
#include "web/pages/facts.h"

enum err data_page_read(struct exchange *x, const struct list_query *q, struct data_page *out,
                        struct fail *why)
{
    struct data_page p = {.x = x};
    /* What was wrong in a form is not wrong in the lists that its page shows. */
    struct call aside = x->call;
    aside.problems = problems_on(x->a);
    enum err err = records_list(&aside, q, &p.shape, &p.page, why);
    if (err == OK)
        err = records_names(&aside, &p.shape, p.page.at, p.page.n, &p.names, why);
    if (err == ERR_INVALID)
        x->call.problems = aside.problems;
    if (err == OK)
        *out = p;
    return err;
}

struct str data_value(const struct data_page *p, const struct record *r, const char *field,
                      struct str *out_address)
{
    int at = shape_index(&p->shape, str_of(field));
    return at < 0 ? S("")
                  : value_words(p->x, &p->shape.fields[at], &r->v[at], &p->names, out_address);
}

void facts_of(struct exchange *x, const struct shape *s, const struct record *r,
              const struct names *names, const struct view_fact **out, ptrdiff_t *out_n)
{
    struct view_fact *at = NEW(x->a, struct view_fact, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        at[i].label = field_label(f, x->call.lang);
        at[i].is_lines = f->kind == KIND_LINES;
        /* Personal data is shown by an act of its own, which is on record. */
        if (f->kind == KIND_PROTECTED)
            at[i].text = r->v[i].type == VALUE_NULL ? S("") : words(x, MSG_web_data_protected);
        else
            at[i].text = value_words(x, f, &r->v[i], names, &at[i].address);
    }
    *out = at;
    *out_n = s->n;
}
