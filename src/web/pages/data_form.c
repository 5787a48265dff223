/*
 * data_form.c -- the form of any entity, for a new record and for changing one.
 *
 * A reference is chosen from a list where there are few, else typed as people write it: a code, or
 * "#12". What was typed stands in the form again when something in it is wrong.
 */
#include "app/documents.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "templates.h"
#include "web/pages/data_one.h"
#include "web/pages/matter_parts.h"
#include "web/pages/pages.h"

enum { REFS_OFFERED = 200 };

struct form {
    struct exchange *x;
    struct shape shape;
    const struct record *old; /* NULL: a new record */
    struct str title, action, back;
    int status;
};

static struct str reference_text(struct exchange *x, int64_t id)
{
    return str_fmt(x->a, "#%lld", (long long)id);
}

/* What stands in a field: as sent, else as it is, else the address's suggestion or the default. */
static struct str text_of(const struct form *f, int at)
{
    struct exchange *x = f->x;
    const struct field *field = &f->shape.fields[at];
    if (x->req->method == METHOD_POST) {
        struct str last = S("");
        for (ptrdiff_t i = 0; i < x->form.n; i++)
            if (str_eq(x->form.at[i].name, field->name))
                last = x->form.at[i].text;
        return last;
    }
    if (!f->old)
        return query_has(x, field->name) ? query_get(x, field->name) : field->dflt;
    const struct value *v = &f->old->v[at];
    if (v->type == VALUE_NULL || field->kind == KIND_PROTECTED)
        return S("");
    if (field->kind == KIND_REF)
        return reference_text(x, v->i);
    struct buf b = buf_on(x->a, 64 * KIB);
    kind_text(&b, field, v);
    return buf_str(&b);
}

static void put_choices(const struct form *f, const struct field *field, struct view_input *to)
{
    struct view_option *at = NEW(f->x->a, struct view_option, field->n_choices + 1);
    for (int i = 0; i < field->n_choices; i++)
        at[i] = (struct view_option){field->choices[i].code,
                                     choice_label(&field->choices[i], f->x->call.lang),
                                     str_eq(to->value, field->choices[i].code)};
    to->options.at = at;
    to->options.n = field->n_choices;
    to->is_select = true;
    to->has_blank = !field->required || to->value.len == 0;
}

/* A choice of all records, if they are few; the field stays one to type in otherwise. */
static enum err put_references(const struct form *f, const struct field *field,
                               struct view_input *to, struct fail *why)
{
    struct exchange *x = f->x;
    struct list_query q = {.e = field->ref, .limit = REFS_OFFERED};
    struct data_page p = {0};
    if (field->ref->is_bulk || !may(&x->call, right_to_read(field->ref)))
        return OK;
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK || p.page.next.len > 0)
        return err;
    struct view_option *at = NEW(x->a, struct view_option, p.page.n + 1);
    bool is_there = to->value.len == 0;
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        struct str code = reference_text(x, p.page.at[i].id);
        bool is_chosen = str_eq(to->value, code);
        is_there = is_there || is_chosen;
        at[i] = (struct view_option){code, record_name(x, &p.shape, &p.page.at[i], &p.names),
                                     is_chosen};
    }
    if (!is_there)
        return OK;
    to->options.at = at;
    to->options.n = p.page.n;
    to->is_select = true;
    to->is_plain = false;
    to->has_blank = true;
    return OK;
}

static struct str input_type(const struct field *field)
{
    return field->kind == KIND_DATE ? S("date") : S("text");
}

static struct str input_language(const struct field *field)
{
    if (str_ends(field->name, S("_zh")))
        return S("zh-CN");
    return str_ends(field->name, S("_en")) ? S("en") : S("");
}

static enum err input_of(const struct form *f, int at, struct view_input *out, struct fail *why)
{
    struct exchange *x = f->x;
    const struct field *field = &f->shape.fields[at];
    enum lang lang = x->call.lang;
    bool has_most = field->kind == KIND_TEXT || field->kind == KIND_CODE;
    struct view_input in = {
        .name = field->name,
        .label = field_label(field, lang),
        .help = field_help(field, lang),
        .value = text_of(f, at),
        .type = input_type(field),
        .language = input_language(field),
        .is_lines = field->kind == KIND_LINES,
        .is_check = field->kind == KIND_BOOL,
        .is_fixed = f->old && (field->flags & FIELD_FIXED),
        .is_required = field->required,
        .most = has_most ? field->max : 0,
    };
    in.is_plain = !in.is_lines && !in.is_check && field->kind != KIND_ENUM;
    troubles_of(x, field->name, &in);
    if (in.is_check && str_eq(in.value, S("no")))
        in.value = S("");
    if (field->kind == KIND_ENUM)
        put_choices(f, field, &in);
    enum err err = field->kind == KIND_REF ? put_references(f, field, &in, why) : OK;
    if (err == OK)
        *out = in;
    return err;
}

static enum err show_form(const struct form *f, struct fail *why)
{
    struct exchange *x = f->x;
    struct view_input *inputs = NEW(x->a, struct view_input, f->shape.n + 1);
    ptrdiff_t n = 0;
    for (int i = 0; i < f->shape.n; i++) {
        if (f->shape.fields[i].flags & FIELD_SYSTEM)
            continue;
        enum err err = input_of(f, i, &inputs[n++], why);
        if (err != OK)
            return err;
    }
    struct str list = str_fmt(x->a, "/data/%.*s", STR_ARG(x->entity->plural));
    struct view_data_form v = {
        .shell = shell_on(x, f->title, list),
        .plural = x->entity->plural,
        .title = f->title,
        .about = words(x, x->entity->about),
        .action = f->action,
        .back = f->back,
        .version = f->old ? f->old->version : 0,
        .is_new = f->old == NULL,
        .has_file = x->entity == &document_entity && !f->old,
        .inputs = {inputs, n},
        .troubles = troubles_on(x, &f->shape),
    };
    shell_crumb(x, &v.shell, words(x, x->entity->titles), list);
    shell_crumb(x, &v.shell, f->title, S(""));
    struct buf page = respond_buf(x);
    template_data_form(&page, x->call.lang, &v);
    return respond_html(x, f->status, &page, why);
}

static enum err show_new(struct exchange *x, int status, struct fail *why)
{
    struct str list = str_fmt(x->a, "/data/%.*s", STR_ARG(x->entity->plural));
    struct message title = {.id = MSG_web_form_new, .args = {ARG_MSG(x->entity->title)}};
    struct form f = {.x = x,
                     .title = message_str(x->a, x->call.lang, &title),
                     .action = str_fmt(x->a, "%.*s/new", STR_ARG(list)),
                     .back = list,
                     .status = status};
    enum err err = must_write_to(&x->call, x->entity, WRITE_MAKE, why);
    if (err == OK)
        err = records_shape(&x->call, x->entity, x->call.who.unit, &f.shape, why);
    return err == OK ? show_form(&f, why) : err;
}

enum err page_data_new(struct exchange *x, struct fail *why)
{
    return show_new(x, 200, why);
}

static enum err create(struct exchange *x, int64_t *out_id, struct fail *why)
{
    ptrdiff_t n = 0;
    struct input *in = form_inputs(x, &n);
    const struct upload *file = form_file(x, S("file"));
    if (x->entity != &document_entity || !file || file->bytes.len == 0)
        return records_create(&x->call, x->entity, 0, in, n, out_id, why);
    struct document_file bytes = {
        .name = file->file_name, .media = file->media_type, .bytes = file->bytes};
    return document_create(&x->call, in, n, &bytes, out_id, why);
}

enum err post_data_new(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct fail tried = {0};
    enum err err = create(x, &id, &tried);
    if (err == ERR_INVALID)
        return show_new(x, err_http(err), why);
    *why = tried;
    if (err != OK)
        return err;
    struct str at = S("");
    err = made_address(x, x->entity, id, &at, why);
    if (err != OK)
        return err;
    return respond_redirect(x, str_fmt(x->a, "%.*s?done=created", STR_ARG(at)));
}

static enum err show_edit(struct exchange *x, int status, struct fail *why)
{
    struct data_one d = {0};
    enum err err = must_write_to(&x->call, x->entity, WRITE_MEND, why);
    if (err == OK)
        err = data_one_read(x, &d, why);
    if (err != OK)
        return err;
    struct message title = {.id = MSG_web_form_edit, .args = {ARG_TEXT(d.name)}};
    struct form f = {.x = x,
                     .shape = d.shape,
                     .old = &d.record,
                     .title = message_str(x->a, x->call.lang, &title),
                     .action = str_fmt(x->a, "%.*s/edit", STR_ARG(d.base)),
                     .back = d.base,
                     .status = status};
    return show_form(&f, why);
}

enum err page_data_edit(struct exchange *x, struct fail *why)
{
    return show_edit(x, 200, why);
}

/* Fixed fields are shown, and not sent back to be refused. */
static struct input *changed_inputs(struct exchange *x, const struct shape *s, ptrdiff_t *out_n)
{
    ptrdiff_t n = 0;
    ptrdiff_t kept = 0;
    struct input *in = form_inputs(x, &n);
    for (ptrdiff_t i = 0; i < n; i++) {
        int at = shape_index(s, in[i].field);
        bool is_fixed = at >= 0 && (s->fields[at].flags & FIELD_FIXED);
        bool is_kept_secret =
            at >= 0 && s->fields[at].kind == KIND_PROTECTED && in[i].text.len == 0;
        if (!is_fixed && !is_kept_secret)
            in[kept++] = in[i];
    }
    *out_n = kept;
    return in;
}

enum err post_data_edit(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t version = 0;
    ptrdiff_t n = 0;
    struct shape shape = {0};
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = records_shape(&x->call, x->entity, x->call.who.unit, &shape, why);
    if (err != OK)
        return err;
    struct input *in = changed_inputs(x, &shape, &n);
    (void)str_digits(form_get(x, S("_version")), &version);
    err = records_update(&x->call, x->entity, id, version, in, n, &tried);
    if (err == ERR_INVALID)
        return show_edit(x, err_http(err), why);
    *why = tried;
    if (err != OK)
        return err;
    struct str at = record_address(x, x->entity, id);
    return respond_redirect(x, str_fmt(x->a, "%.*s?done=saved", STR_ARG(at)));
}
