/*
 * data_one.c -- one record of any entity: its facts, and the acts on it.
 */
#include "web/pages/data_one.h"

#include "app/account.h"
#include "entity/account.h"
#include "entity/document.h"
#include "entity/indicator.h"
#include "entity/matter.h"
#include "entity/unit.h"
#include "templates.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"

enum err data_one_read(struct exchange *x, struct data_one *out, struct fail *why)
{
    struct data_one d = {.x = x};
    enum err err = exchange_param_id(x, S("id"), &d.id, why);
    if (err == OK)
        err = records_get(&x->call, x->entity, d.id, &d.shape, &d.record, why);
    if (err == OK)
        err = records_names(&x->call, &d.shape, &d.record, 1, &d.names, why);
    if (err != OK)
        return err;
    d.name = record_name(x, &d.shape, &d.record, &d.names);
    d.base = record_address(x, x->entity, d.id);
    *out = d;
    return OK;
}

void data_one_crumbs(const struct data_one *d, struct view_shell *shell, struct str last)
{
    struct exchange *x = d->x;
    const struct entity *e = d->shape.e;
    shell_crumb(x, shell, words(x, MSG_web_settings_title), S("/settings"));
    shell_crumb(x, shell, words(x, e->titles), str_fmt(x->a, "/data/%.*s", STR_ARG(e->plural)));
    shell_crumb(x, shell, d->name, last.len > 0 ? d->base : S(""));
    if (last.len > 0)
        shell_crumb(x, shell, last, S(""));
}

static void put_meta(const struct data_one *d, struct view_data_one *v)
{
    struct exchange *x = d->x;
    struct view_fact *at = NEW(x->a, struct view_fact, 3);
    at[0] = (struct view_fact){.label = words(x, MSG_web_data_id),
                               .text = str_fmt(x->a, "%lld", (long long)d->id)};
    at[1] = (struct view_fact){.label = words(x, MSG_web_data_version),
                               .text = str_fmt(x->a, "%lld", (long long)d->record.version),
                               .address = str_fmt(x->a, "%.*s/history", STR_ARG(d->base))};
    at[2] = (struct view_fact){.label = words(x, MSG_web_data_entry),
                               .text = str_fmt(x->a, "%lld", (long long)d->record.seq)};
    v->meta.at = at;
    v->meta.n = 3;
}

static const struct value *field_value(const struct data_one *d, struct str field)
{
    int at = shape_index(&d->shape, field);
    return at < 0 ? NULL : &d->record.v[at];
}

/* The text of a field; "" where the entity has no such field or it is empty. */
static struct str field_text(const struct data_one *d, struct str field)
{
    const struct value *v = field_value(d, field);
    return v && v->type != VALUE_NULL ? v->t : S("");
}

/* Pages that show more of a record than its fields. */
static struct str page_address(const struct data_one *d)
{
    struct exchange *x = d->x;
    if (d->shape.e == &unit_entity)
        return str_fmt(x->a, "/units/%lld", (long long)d->id);
    if (d->shape.e == &indicator_entity && may(&x->call, RIGHT_VIEW))
        return str_fmt(x->a, "/indicators/%.*s", STR_ARG(field_text(d, S("code"))));
    if (is_matter(d->shape.e))
        return matter_address(x, d->id);
    return S("");
}

static struct view_data_one view_of(const struct data_one *d, const struct data_shown *shown)
{
    struct exchange *x = d->x;
    const struct entity *e = d->shape.e;
    struct view_data_one v = {
        .shell = shell_on(x, d->name, str_fmt(x->a, "/data/%.*s", STR_ARG(e->plural))),
        .plural = e->plural,
        .title = words(x, e->title),
        .name = d->name,
        .id = d->id,
        .version = d->record.version,
        .may_mend = may_write_to(&x->call, e, WRITE_MEND) && x->as_of_day == DATE_NONE,
        .may_void = may_write_to(&x->call, e, WRITE_VOID) && x->as_of_day == DATE_NONE,
        .is_account = e == &account_entity,
        .has_phone = e == &account_entity && field_text(d, S("phone")).len > 0,
        .has_mail = e == &account_entity && field_text(d, S("mail")).len > 0,
        .page_address = page_address(d),
        .shown_link = shown->link,
        .shown_phone = shown->phone,
        .shown_mail = shown->mail,
        .troubles = troubles_on(x, &d->shape),
        .reason = form_get(x, S("_reason")),
    };
    if (e == &document_entity && field_text(d, S("sha256")).len > 0)
        v.file_address = str_fmt(x->a, "/documents/%lld/file", (long long)d->id);
    data_one_crumbs(d, &v.shell, S(""));
    facts_of(x, &d->shape, &d->record, &d->names, &v.facts.at, &v.facts.n);
    put_meta(d, &v);
    return v;
}

enum err data_one_show(struct exchange *x, int status, const struct data_shown *shown,
                       struct fail *why)
{
    struct data_one d = {0};
    enum err err = data_one_read(x, &d, why);
    if (err != OK)
        return err;
    struct view_data_one v = view_of(&d, shown);
    if (wants_json(x))
        return respond_view(x, view_table_data_one(), &v, why);
    struct buf page = respond_buf(x);
    template_data_one(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_data_one(struct exchange *x, struct fail *why)
{
    struct data_shown nothing = {0};
    return data_one_show(x, 200, &nothing, why);
}

enum err post_data_void(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t version = 0;
    struct data_shown nothing = {0};
    struct fail tried = {0};
    struct str reason = str_trim(form_get(x, S("_reason")));
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    (void)str_digits(form_get(x, S("_version")), &version);
    err = records_void(&x->call, x->entity, id, version, reason, &tried);
    if (err == ERR_INVALID)
        return data_one_show(x, err_http(err), &nothing, why);
    *why = tried;
    if (err != OK)
        return err;
    return respond_redirect(x, str_fmt(x->a, "/data/%.*s?done=voided", STR_ARG(x->entity->plural)));
}

enum way_in { WAY_LINK, WAY_RESET, WAY_PHONE, WAY_MAIL, WAY_COUNT };

/* The button that was pressed; WAY_COUNT if it is none of the form's. */
static enum way_in way_in_of(struct str act)
{
    static const struct str acts[WAY_COUNT] = {
        [WAY_LINK] = S_("link"),
        [WAY_RESET] = S_("reset"),
        [WAY_PHONE] = S_("phone"),
        [WAY_MAIL] = S_("mail"),
    };
    for (int i = 0; i < WAY_COUNT; i++)
        if (str_eq(act, acts[i]))
            return (enum way_in)i;
    return WAY_COUNT;
}

/* A way in for somebody else: a link, a reset, their phone or mail. Each is an act in the record.
 */
static enum err give_way_in(struct exchange *x, int64_t id, struct data_shown *out,
                            struct fail *why)
{
    struct str token = S("");
    enum err err = OK;
    switch (way_in_of(form_get(x, S("_do")))) {
    case WAY_PHONE: return account_phone(&x->call, id, &out->phone, why);
    case WAY_MAIL: return account_mail(&x->call, id, &out->mail, why);
    case WAY_RESET: err = account_reset(&x->call, id, &token, why); break;
    case WAY_LINK: err = account_link(&x->call, id, LINK_PASSWORD, &token, why); break;
    case WAY_COUNT: return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("_do")));
    }
    if (err == OK)
        out->link = str_fmt(x->a, "%.*s/sign-in/link/%.*s", STR_ARG(own_origin(x)), STR_ARG(token));
    return err;
}

enum err post_way_in(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct data_shown shown = {0};
    x->entity = &account_entity;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = give_way_in(x, id, &shown, why);
    return err == OK ? data_one_show(x, 200, &shown, why) : err;
}
