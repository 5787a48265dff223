/*
 * data_past.c -- every version of a record, newest first: who, when, in which post, what changed.
 */
#include "entity/account.h"
#include "entity/post.h"
#include "templates.h"
#include "web/pages/acts.h"
#include "web/pages/data_one.h"
#include "web/pages/pages.h"

static bool same_value(const struct value *a, const struct value *b)
{
    return a->type == b->type && a->i == b->i && str_eq(a->t, b->t);
}

static void put_changes(const struct data_one *d, const struct record *now,
                        const struct record *before, struct view_past_row *to)
{
    struct exchange *x = d->x;
    struct view_change_row *at = NEW(x->a, struct view_change_row, d->shape.n + 1);
    ptrdiff_t n = 0;
    for (int i = 0; i < d->shape.n; i++) {
        const struct field *f = &d->shape.fields[i];
        struct value none = VALUE_OF_NULL;
        const struct value *was = before ? &before->v[i] : &none;
        if (same_value(was, &now->v[i]))
            continue;
        at[n].label = field_label(f, x->call.lang);
        bool is_secret = f->kind == KIND_PROTECTED;
        at[n].before = is_secret ? S("") : value_words(x, f, was, &d->names, NULL);
        at[n].after = is_secret ? words(x, MSG_web_data_protected)
                                : value_words(x, f, &now->v[i], &d->names, NULL);
        n++;
    }
    to->changes.at = at;
    to->changes.n = n;
}

static enum err put_pasts(struct data_one *d, const struct pasts *pasts, struct view_data_past *v,
                          struct fail *why)
{
    struct exchange *x = d->x;
    struct actors actors = actors_on(x, pasts->n);
    struct record *all = NEW(x->a, struct record, pasts->n + 1);
    struct view_past_row *at = NEW(x->a, struct view_past_row, pasts->n + 1);
    for (ptrdiff_t i = 0; i < pasts->n; i++) {
        const struct past *p = &pasts->at[i];
        all[i] = p->record;
        actors_want(&actors, p->account, p->post, p->on_behalf);
    }
    enum err err = records_names(&x->call, &d->shape, all, pasts->n, &d->names, why);
    if (err == OK)
        err = actors_find(&actors, why);
    if (err != OK)
        return err;
    for (ptrdiff_t i = 0; i < pasts->n; i++) {
        const struct past *p = &pasts->at[i];
        at[i] = (struct view_past_row){.version = p->record.version,
                                       .seq = p->record.seq,
                                       .instant = instant_words(x, p->instant),
                                       .who = actor_name(&actors, &account_entity, p->account),
                                       .post = actor_post(&actors, p->post, p->on_behalf),
                                       .on_behalf = actor_name(&actors, &post_entity, p->on_behalf),
                                       .action = action_words(x, p->action),
                                       .is_current = p->to_seq == 0};
        put_changes(d, &p->record, i + 1 < pasts->n ? &pasts->at[i + 1].record : NULL, &at[i]);
    }
    v->pasts.at = at;
    v->pasts.n = pasts->n;
    return OK;
}

enum err page_data_past(struct exchange *x, struct fail *why)
{
    struct data_one d = {0};
    struct pasts pasts = {0};
    enum err err = data_one_read(x, &d, why);
    if (err == OK)
        err = records_past(&x->call, x->entity, d.id, &d.shape, &pasts, why);
    if (err != OK)
        return err;
    struct view_data_past v = {
        .shell = shell_on(x, d.name, str_fmt(x->a, "/data/%.*s", STR_ARG(x->entity->plural))),
        .plural = x->entity->plural,
        .title = words(x, x->entity->title),
        .name = d.name,
        .id = d.id};
    data_one_crumbs(&d, &v.shell, words(x, MSG_web_data_history));
    err = put_pasts(&d, &pasts, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_data_past(), &v, why);
    struct buf page = respond_buf(x);
    template_data_past(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
