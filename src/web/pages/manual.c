/*
 * manual.c -- the field reference, made from the entities' own tables.
 */
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"
#include "web/pages/tiles.h"

enum err page_manual(struct exchange *x, struct fail *why)
{
    static const struct tile_plan plan = {.under = S_("/manual")};
    struct view_manual v = {.shell = shell_on(x, words(x, MSG_web_manual_title), S("/manual"))};
    v.groups.n = tile_groups(x, &plan, &v.groups.at);
    if (wants_json(x))
        return respond_view(x, view_table_manual(), &v, why);
    struct buf page = respond_buf(x);
    template_manual(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

/* A limit of a number field as people write it: decimals are kept in ten-thousandths. */
static struct str limit_words(struct exchange *x, const struct field *f, int64_t limit)
{
    if (f->kind == KIND_DECIMAL)
        return decimal_exact(x->a, (struct decimal){limit});
    return str_fmt(x->a, "%lld", (long long)limit);
}

static struct str limits_of(struct exchange *x, const struct field *f)
{
    bool is_text = f->kind == KIND_TEXT || f->kind == KIND_LINES || f->kind == KIND_CODE ||
                   f->kind == KIND_PROTECTED;
    if (f->min == 0 && f->max == 0)
        return S("");
    struct message m = {
        .id = is_text ? MSG_web_manual_characters : MSG_web_manual_range,
        .args = {ARG_TEXT(limit_words(x, f, is_text ? f->max : f->min)),
                 ARG_TEXT(limit_words(x, f, f->max))},
    };
    return message_str(x->a, x->call.lang, &m);
}

/* "up 越高越好, down 越低越好"; for a reference, what it points at. */
static struct str choices_of(struct exchange *x, const struct field *f)
{
    struct buf b = buf_on(x->a, 16 * KIB);
    if (f->kind == KIND_REF)
        return words(x, f->ref->title);
    for (int i = 0; i < f->n_choices; i++) {
        struct str label = choice_label(&f->choices[i], x->call.lang);
        buf_fmt(&b, "%s%.*s %.*s", i > 0 ? ", " : "", STR_ARG(f->choices[i].code), STR_ARG(label));
    }
    return buf_str(&b);
}

static struct view_manual_field field_of(struct exchange *x, const struct field *f, bool is_own)
{
    enum lang lang = x->call.lang;
    struct message kind = {.id =
                               msg_find(str_fmt(x->a, "kind.%.*s", STR_ARG(kinds[f->kind].name)))};
    return (struct view_manual_field){
        .name = f->name,
        .label = field_label(f, lang),
        .kind = kind.id == MSG_none ? kinds[f->kind].name : message_str(x->a, lang, &kind),
        .help = field_help(f, lang),
        .limits = limits_of(x, f),
        .choices = choices_of(x, f),
        .is_required = f->required,
        .is_system = (f->flags & FIELD_SYSTEM) != 0,
        .is_fixed = (f->flags & FIELD_FIXED) != 0,
        .is_own = is_own,
    };
}

enum err page_manual_entity(struct exchange *x, struct fail *why)
{
    const struct entity *e = entity_find(exchange_param(x, S("name")));
    struct shape shape = {0};
    if (!e)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    enum err err = records_shape(&x->call, e, x->call.who.unit, &shape, why);
    if (err != OK)
        return err;
    struct view_manual_field *at = NEW(x->a, struct view_manual_field, shape.n + 1);
    for (int i = 0; i < shape.n; i++)
        at[i] = field_of(x, &shape.fields[i], i >= e->n_fields);
    struct view_manual_fields v = {.shell = shell_on(x, words(x, e->titles), S("/manual")),
                                   .title = words(x, e->titles),
                                   .name = e->name,
                                   .about = words(x, e->about),
                                   .key = e->key,
                                   .fields = {at, shape.n}};
    shell_crumb(x, &v.shell, words(x, MSG_web_manual_title), S("/manual"));
    shell_crumb(x, &v.shell, v.title, S(""));
    if (wants_json(x))
        return respond_view(x, view_table_manual_fields(), &v, why);
    struct buf page = respond_buf(x);
    template_manual_fields(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
