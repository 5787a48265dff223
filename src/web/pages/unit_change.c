/*
 * unit_change.c -- the form of a dated change of a unit.
 */
#include "app/board.h"
#include "entity/document.h"
#include "templates.h"
#include "web/pages/facts.h"
#include "web/pages/pages.h"
#include "web/pages/unit_line.h"

static void put_kinds(struct exchange *x, struct view_unit_change_form *v)
{
    struct view_option *at = NEW(x->a, struct view_option, UNIT_CHANGE_COUNT);
    struct str chosen = form_get(x, S("change"));
    ptrdiff_t n = 0;
    for (int i = 0; i < UNIT_CHANGE_COUNT; i++) {
        if (i == UNIT_CHANGE_open) /* a new unit is made by its own form */
            continue;
        at[n++] =
            (struct view_option){unit_changes[i].code, choice_label(&unit_changes[i], x->call.lang),
                                 str_eq(chosen, unit_changes[i].code)};
    }
    v->kinds.at = at;
    v->kinds.n = n;
}

/* A choice of all units, if they are few; else a code to type in. */
static enum err put_units(struct exchange *x, int64_t but, struct view_unit_change_form *v,
                          struct fail *why)
{
    enum { UNITS_OFFERED = 100 };
    struct unit_nodes nodes = {0};
    enum err err = units_at(&x->call, 0, x->call.today, 3, &nodes, why);
    if (err != OK || nodes.n > UNITS_OFFERED)
        return err;
    struct view_option *at = NEW(x->a, struct view_option, nodes.n + 1);
    struct str chosen = form_get(x, S("other"));
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < nodes.n; i++) {
        const struct unit_node *node = &nodes.at[i];
        struct str id = str_fmt(x->a, "%lld", (long long)node->id);
        if (node->id != but && !node->is_closed)
            at[n++] = (struct view_option){
                id,
                str_fmt(x->a, "%.*s %.*s", STR_ARG(unit_node_name(x, node)), STR_ARG(node->code)),
                str_eq(chosen, id)};
    }
    v->units.at = at;
    v->units.n = n;
    return OK;
}

/* The orders of the county, the newest first. */
static enum err put_documents(struct exchange *x, struct view_unit_change_form *v, struct fail *why)
{
    enum { DOCUMENTS_OFFERED = 100 };
    struct data_page p = {0};
    struct input filter = {.field = S("type"), .text = S("organisation")};
    struct list_query q = {.e = &document_entity,
                           .filters = &filter,
                           .n_filters = 1,
                           .sort = S("-issued_on"),
                           .limit = DOCUMENTS_OFFERED};
    enum err err = data_page_read(x, &q, &p, why);
    if (err != OK)
        return err;
    struct view_option *at = NEW(x->a, struct view_option, p.page.n + 1);
    struct str chosen = form_get(x, S("document"));
    for (ptrdiff_t i = 0; i < p.page.n; i++) {
        struct str id = str_fmt(x->a, "%lld", (long long)p.page.at[i].id);
        at[i] = (struct view_option){id, record_name(x, &p.shape, &p.page.at[i], &p.names),
                                     str_eq(chosen, id)};
    }
    v->documents.at = at;
    v->documents.n = p.page.n;
    return OK;
}

static enum err show_form(struct exchange *x, int status, int64_t id, struct fail *why)
{
    struct shape shape = {0};
    struct record record = {0};
    enum err err = records_get(&x->call, &unit_entity, id, &shape, &record, why);
    if (err != OK)
        return err;
    struct str name = record_name(x, &shape, &record, NULL);
    struct view_unit_change_form v = {
        .shell = shell_on(x, name, S("/units")),
        .id = id,
        .name = name,
        .troubles = troubles_on(x, NULL),
        .on = form_get(x, S("on")),
        .other_code = form_get(x, S("other_code")),
        .code = form_get(x, S("code")),
        .name_zh = form_get(x, S("name_zh")),
        .name_en = form_get(x, S("name_en")),
        .note = form_get(x, S("note")),
    };
    shell_crumb(x, &v.shell, words(x, MSG_web_units_title), S("/units"));
    shell_crumb(x, &v.shell, name, str_fmt(x->a, "/units/%lld", (long long)id));
    shell_crumb(x, &v.shell, words(x, MSG_web_unit_change), S(""));
    put_kinds(x, &v);
    err = put_units(x, id, &v, why);
    if (err == OK)
        err = put_documents(x, &v, why);
    if (err != OK)
        return err;
    struct buf page = respond_buf(x);
    template_unit_change_form(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_unit_change(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? show_form(x, 200, id, why) : err;
}

/* What the form says; false, with problems, if a part of it cannot be read. */
static bool read_step(struct exchange *x, struct unit_step *out)
{
    struct unit_step s = {.unit = out->unit,
                          .change = UNIT_CHANGE_COUNT,
                          .code = str_trim(form_get(x, S("code"))),
                          .name_zh = str_trim(form_get(x, S("name_zh"))),
                          .name_en = str_trim(form_get(x, S("name_en"))),
                          .note = form_get(x, S("note"))};
    struct str other = form_get(x, S("other"));
    struct str document = form_get(x, S("document"));
    for (int i = 0; i < UNIT_CHANGE_COUNT; i++)
        if (str_eq(form_get(x, S("change")), unit_changes[i].code))
            s.change = (enum unit_change_kind)i;
    bool is_read = s.change != UNIT_CHANGE_COUNT;
    if (!date_parse(form_get(x, S("on")), &s.on)) {
        PROBLEM(&x->call.problems, S("on"), S("date"), MSG_web_change_on_wrong, ARG_NONE);
        is_read = false;
    }
    if ((other.len > 0 && !str_digits(other, &s.other)) ||
        (document.len > 0 && !str_digits(document, &s.document)))
        is_read = false;
    *out = s;
    return is_read;
}

/* The other unit by its code, where there were too many to choose from. */
static enum err read_other_code(struct exchange *x, struct unit_step *step, bool *is_read,
                                struct fail *why)
{
    struct str code = str_trim(form_get(x, S("other_code")));
    struct fail tried = {0};
    if (code.len == 0)
        return OK;
    enum err err = board_unit(&x->call, code, &step->other, &tried);
    if (err == ERR_NOT_FOUND || err == ERR_CONFLICT) {
        problem_add(&x->call.problems, S("to_unit"), S("unknown"), tried.message.id,
                    tried.message.args);
        *is_read = false;
        return OK;
    }
    *why = tried;
    return err;
}

enum err post_unit_change(struct exchange *x, struct fail *why)
{
    struct unit_step step = {0};
    struct receipt receipt = {0};
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &step.unit, why);
    if (err != OK)
        return err;
    int64_t id = step.unit;
    bool is_read = read_step(x, &step);
    err = read_other_code(x, &step, &is_read, why);
    if (err != OK)
        return err;
    if (!is_read)
        return show_form(x, err_http(ERR_INVALID), id, why);
    err = unit_apply(&x->call, &step, &receipt, &tried);
    if (err == ERR_INVALID)
        return show_form(x, err_http(err), id, why);
    *why = tried;
    if (err != OK)
        return err;
    return respond_redirect(x, str_fmt(x->a, "/units/%lld?done=changed", (long long)id));
}
