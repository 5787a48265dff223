/*
 * matter_choice.c -- matters that may be meant, as the options of a field.
 *
 * Looking for words is a form of its own that leads back to the page, so that it works without
 * script; with it, the options follow what is typed.
 */
#include "web/pages/matter_choice.h"

#include "entity/matter.h"
#include "web/pages/matter_row.h"

enum { OFFERED = 50, LABEL_MAX = 1024 };

bool matter_choice_is_sought(const struct exchange *x, struct str input_id)
{
    return query_has(x, S("find")) && str_eq(query_get(x, S("for")), input_id);
}

/* "P06-01 Land for six projects (open, Land Bureau)". */
static struct str label_of(struct exchange *x, const struct shape *s, const struct record *r,
                           const struct names *names)
{
    struct buf b = buf_on(x->a, LABEL_MAX);
    bool is_zh = x->call.lang == LANG_ZH;
    const struct value *v = r->v;
    if (v[MATTER_code].type == VALUE_TEXT)
        buf_fmt(&b, "%.*s ", STR_ARG(v[MATTER_code].t));
    buf_fmt(&b, is_zh ? "%.*s（%.*s" : "%.*s (%.*s", STR_ARG(v[MATTER_title].t),
            STR_ARG(value_words(x, &s->fields[MATTER_state], &v[MATTER_state], names, NULL)));
    if (v[MATTER_lead].type == VALUE_INT)
        buf_fmt(&b, is_zh ? "，%.*s" : ", %.*s",
                STR_ARG(value_words(x, &s->fields[MATTER_lead], &v[MATTER_lead], names, NULL)));
    buf_add(&b, is_zh ? S("）") : S(")"));
    return buf_str(&b);
}

static enum err read_offered(struct exchange *x, const struct matter_sight *m,
                             const struct view_move_input *in, struct page *out, struct fail *why)
{
    struct shape s = {0};
    struct fail tried = {0};
    struct input filters[] = {{.field = S("closed_on.null"), .text = S("yes")},
                              {.field = S("kind"), .text = m->flow->kind}};
    struct list_query q = {.e = &matter_entity, .sort = S("-id"), .limit = OFFERED};
    if (in->find.len > 0) {
        q.search = in->find;
    } else {
        q.filters = filters;
        q.n_filters = ARRAY_LEN(filters);
    }
    struct call aside = x->call;
    enum err err = records_list(&aside, &q, &s, out, &tried);
    if (err == ERR_INVALID) /* nothing in the words can be looked for */
        return OK;
    *why = tried;
    return err;
}

/* What is in the field already, though it was not among those found. */
static enum err read_chosen(struct exchange *x, struct str chosen, const struct page *offered,
                            struct record *out, bool *out_found, struct fail *why)
{
    int64_t id = 0;
    struct shape s = {0};
    struct fail tried = {0};
    *out_found = false;
    if (!str_starts(chosen, S("#")) || !str_digits(str_sub(chosen, 1, chosen.len), &id))
        return OK;
    for (ptrdiff_t i = 0; i < offered->n; i++)
        if (offered->at[i].id == id)
            return OK;
    enum err err = records_get(&x->call, &matter_entity, id, &s, out, &tried);
    *out_found = err == OK;
    if (err == OK || err == ERR_NOT_FOUND)
        return OK;
    *why = tried;
    return err;
}

/* The rows as options; the matter itself is none. */
static enum err put_options(struct exchange *x, int64_t self, struct view_move_input *in,
                            const struct page *p, struct fail *why)
{
    struct shape s = entity_shape(&matter_entity);
    struct names names = {0};
    struct view_option *at = NEW(x->a, struct view_option, p->n + 1);
    ptrdiff_t n = 0;
    enum err err = records_names(&x->call, &s, p->at, p->n, &names, why);
    for (ptrdiff_t i = 0; err == OK && i < p->n; i++) {
        if (p->at[i].id == self)
            continue;
        struct str code = str_fmt(x->a, "#%lld", (long long)p->at[i].id);
        at[n++] =
            (struct view_option){code, label_of(x, &s, &p->at[i], &names), str_eq(code, in->value)};
    }
    in->options.at = at;
    in->options.n = n;
    return err;
}

enum err matter_choice(struct exchange *x, const struct matter_sight *m, struct view_move_input *in,
                       struct fail *why)
{
    struct page found = {0};
    struct record chosen = {0};
    bool is_apart = false;
    in->is_choice = true;
    in->page = STR_CAT(x->a, matter_address(x, m->record.id), S("#"), in->id);
    in->find_address = STR_CAT(x->a, matter_address(x, m->record.id), S("?for="), in->id);
    if (matter_choice_is_sought(x, in->id))
        in->find = str_trim(query_get(x, S("find")));
    enum err err = read_offered(x, m, in, &found, why);
    if (err == OK)
        err = read_chosen(x, in->value, &found, &chosen, &is_apart, why);
    if (err != OK)
        return err;
    struct record *all = NEW(x->a, struct record, found.n + 1);
    struct page p = {.at = all};
    if (is_apart)
        all[p.n++] = chosen;
    for (ptrdiff_t i = 0; i < found.n; i++)
        all[p.n++] = found.at[i];
    in->is_short = found.n >= OFFERED;
    return put_options(x, m->record.id, in, &p, why);
}
