/*
 * matter_parts.c -- what hangs on a matter: what was said, documents, and how it stands to others.
 */
#include "web/pages/matter_parts.h"

#include "app/documents.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "web/pages/facts.h"
#include "web/pages/matter_choice.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"

enum { PARTS_SHOWN = 50 };

/* Rows of `e` whose `field` is the matter, newest first. */
static enum err read_parts(struct exchange *x, const struct entity *e, const char *field,
                           int64_t matter, struct data_page *out, struct fail *why)
{
    struct input of = {.field = str_of(field), .text = str_fmt(x->a, "#%lld", (long long)matter)};
    struct list_query q = {
        .e = e, .filters = &of, .n_filters = 1, .sort = S("-id"), .limit = PARTS_SHOWN};
    return data_page_read(x, &q, out, why);
}

static struct str new_address(struct exchange *x, const struct entity *e, int64_t matter)
{
    return str_fmt(x->a, "/data/%.*s/new?matter=%%23%lld", STR_ARG(e->plural), (long long)matter);
}

/* --- comments --------------------------------------------------------------------------------- */

static enum err put_comments(struct exchange *x, int64_t matter, struct view_matter *v,
                             struct fail *why)
{
    struct data_page p = {0};
    enum err err = read_parts(x, &matter_comment_entity, "matter", matter, &p, why);
    if (err != OK)
        return err;
    struct view_comment_row *at = NEW(x->a, struct view_comment_row, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        const struct record *r = &p.page.at[i];
        at[i] = (struct view_comment_row){
            .said = data_value(&p, r, "said", NULL),
            .day = data_value(&p, r, "said_on", NULL),
            .post = data_value(&p, r, "post", NULL),
            .on_behalf = data_value(&p, r, "on_behalf_of", NULL),
            .mentions = data_value(&p, r, "mentions", NULL),
            .address =
                STR_CAT(x->a, record_address(x, &matter_comment_entity, r->id), S("/history")),
        };
    }
    v->comments.at = at;
    v->comments.n = p.page.n;
    v->may_say = x->as_of_day == DATE_NONE;
    v->self = str_fmt(x->a, "#%lld", (long long)matter);
    return OK;
}

/* --- documents -------------------------------------------------------------------------------- */

static enum err put_documents(struct exchange *x, int64_t matter, struct view_matter *v,
                              struct fail *why)
{
    struct data_page p = {0};
    enum err err = read_parts(x, &matter_document_entity, "matter", matter, &p, why);
    if (err != OK)
        return err;
    struct view_fact *at = NEW(x->a, struct view_fact, p.page.n + 1);
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        const struct record *r = &p.page.at[i];
        at[i].text = data_value(&p, r, "document", &at[i].address);
        at[i].label = r->v[MATTER_DOCUMENT_note].t;
    }
    v->attached.at = at;
    v->attached.n = p.page.n;
    if (v->may_say && may(&x->call, RIGHT_RAISE))
        v->attach_address = str_fmt(x->a, "/matters/%lld/documents", (long long)matter);
    if (v->may_say)
        v->put_address = new_address(x, &matter_document_entity, matter);
    return OK;
}

/* --- links ------------------------------------------------------------------------------------ */

/* How the relation reads from the other end. */
static enum msg turned_label(struct str relation)
{
    static const enum msg labels[MATTER_LINK_RELATION_COUNT] = {
        [MATTER_LINK_RELATION_blocks] = MSG_web_matter_blocked_by,
        [MATTER_LINK_RELATION_duplicates] = MSG_matter_link_relation_duplicates,
        [MATTER_LINK_RELATION_part_of] = MSG_web_matter_has_part,
    };
    for (int i = 0; i < MATTER_LINK_RELATION_COUNT; i++)
        if (str_eq(matter_link_relations[i].code, relation))
            return labels[i];
    return MSG_none;
}

/* Links that begin at the matter, then those that end there, read from it. */
static enum err put_links(struct exchange *x, int64_t matter, struct view_matter *v,
                          struct fail *why)
{
    struct data_page from = {0};
    struct data_page to = {0};
    enum err err = read_parts(x, &matter_link_entity, "matter", matter, &from, why);
    if (err == OK)
        err = read_parts(x, &matter_link_entity, "other", matter, &to, why);
    if (err != OK)
        return err;
    struct view_fact *at = NEW(x->a, struct view_fact, from.page.n + to.page.n + 1);
    for (ptrdiff_t i = 0; i < from.page.n; i++) {
        const struct record *r = &from.page.at[i];
        at[v->links.n].label = data_value(&from, r, "relation", NULL);
        at[v->links.n].text = data_value(&from, r, "other", NULL);
        at[v->links.n++].address = matter_address(x, r->v[MATTER_LINK_other].i);
    }
    for (ptrdiff_t i = 0; i < to.page.n; i++) {
        const struct record *r = &to.page.at[i];
        at[v->links.n].label = words(x, turned_label(r->v[MATTER_LINK_relation].t));
        at[v->links.n].text = data_value(&to, r, "matter", NULL);
        at[v->links.n++].address = matter_address(x, r->v[MATTER_LINK_matter].i);
    }
    v->links.at = at;
    return OK;
}

/* A form for one more link: how, and to which of the matters that one may read. */
static enum err put_link_form(struct exchange *x, const struct matter_sight *m,
                              struct view_matter *v, struct fail *why)
{
    struct view_move_input *other = NEW(x->a, struct view_move_input, 1);
    struct view_option *at = NEW(x->a, struct view_option, MATTER_LINK_RELATION_COUNT);
    if (!v->may_say || !may_write_to(&x->call, &matter_link_entity, WRITE_MAKE))
        return OK;
    for (int i = 0; i < MATTER_LINK_RELATION_COUNT; i++)
        at[i] =
            (struct view_option){.code = matter_link_relations[i].code,
                                 .label = choice_label(&matter_link_relations[i], x->call.lang)};
    v->relations.at = at;
    v->relations.n = MATTER_LINK_RELATION_COUNT;
    *other = (struct view_move_input){.name = S("other"),
                                      .id = S("link-other"),
                                      .label = MSG_matter_link_other,
                                      .hint = MSG_web_matter_hint_other,
                                      .is_required = true};
    v->link_to.at = other;
    v->link_to.n = 1;
    v->is_linking = matter_choice_is_sought(x, other->id);
    return matter_choice(x, m, other, why);
}

/* Forms that look for matters stand outside of those that use what was found. */
static void put_finders(struct exchange *x, struct view_matter *v)
{
    struct view_move_input *at =
        NEW(x->a, struct view_move_input, (v->next.n + v->others.n) * INPUT_COUNT + 1);
    const struct view_move_form *forms[] = {v->next.at, v->others.at};
    ptrdiff_t counts[] = {v->next.n, v->others.n};
    for (int k = 0; k < 2; k++)
        for (ptrdiff_t i = 0; i < counts[k]; i++)
            for (ptrdiff_t j = 0; j < forms[k][i].inputs.n; j++)
                if (forms[k][i].inputs.at[j].is_choice)
                    at[v->finders.n++] = forms[k][i].inputs.at[j];
    if (v->link_to.n > 0)
        at[v->finders.n++] = v->link_to.at[0];
    v->finders.at = at;
}

enum err matter_parts_put(struct exchange *x, const struct matter_sight *m, struct view_matter *v,
                          struct fail *why)
{
    enum err err = put_comments(x, m->record.id, v, why);
    if (err == OK)
        err = put_documents(x, m->record.id, v, why);
    if (err == OK)
        err = put_links(x, m->record.id, v, why);
    if (err == OK)
        err = put_link_form(x, m, v, why);
    put_finders(x, v);
    return err;
}

/* --- made ------------------------------------------------------------------------------------- */

enum err made_address(struct exchange *x, const struct entity *e, int64_t id, struct str *out,
                      struct fail *why)
{
    struct shape shape = {0};
    struct record record = {0};
    bool hangs = e->fields[0].kind == KIND_REF && e->fields[0].ref == &matter_entity;
    *out = is_matter(e) ? matter_address(x, id) : record_address(x, e, id);
    if (!hangs)
        return OK;
    enum err err = records_get(&x->call, e, id, &shape, &record, why);
    if (err == OK)
        *out = matter_address(x, record.v[0].i);
    return err;
}

enum err post_matter_document(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t made = 0;
    ptrdiff_t n = 0;
    struct fail tried = {0};
    struct input *in = form_inputs(x, &n);
    const struct upload *up = form_file(x, S("file"));
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    struct document_file file = {0};
    if (up)
        file = (struct document_file){
            .name = up->file_name, .media = up->media_type, .bytes = up->bytes};
    err = document_attach(&x->call, id, in, n, file.bytes.len > 0 ? &file : NULL, &made, &tried);
    if (err == OK)
        return respond_redirect(x,
                                str_fmt(x->a, "/matters/%lld?done=created#papers", (long long)id));
    if (err == ERR_INVALID || err == ERR_FORBIDDEN)
        return page_matter_again(x, id, &tried, why);
    *why = tried;
    return err;
}
