/*
 * data_import.c -- import in two steps: what each row would do, then exactly that.
 */
#include "app/import.h"
#include "templates.h"
#include "web/pages/data_one.h"
#include "web/pages/pages.h"

enum { ROWS_ON_PAGE = 100 };

static const struct str state_codes[ROW_STATE_COUNT] = {
    [ROW_CREATE] = S_("create"),
    [ROW_UPDATE] = S_("update"),
    [ROW_UNCHANGED] = S_("unchanged"),
    [ROW_REJECT] = S_("reject"),
};
static const struct view_light state_lights[ROW_STATE_COUNT] = {
    [ROW_CREATE] = {S_("light-green"), S_("●"), MSG_web_import_create},
    [ROW_UPDATE] = {S_("light-yellow"), S_("▲"), MSG_web_import_update},
    [ROW_UNCHANGED] = {S_("light-none"), S_("○"), MSG_web_import_unchanged},
    [ROW_REJECT] = {S_("light-red"), S_("■"), MSG_web_import_reject},
};

static void crumbs(struct exchange *x, struct view_shell *shell)
{
    shell_crumb(x, shell, words(x, x->entity->titles),
                str_fmt(x->a, "/data/%.*s", STR_ARG(x->entity->plural)));
    shell_crumb(x, shell, words(x, MSG_web_import), S(""));
}

static enum err show_start(struct exchange *x, int status, struct fail *why)
{
    const struct entity *e = x->entity;
    struct shape shape = entity_shape(e);
    enum err err = must_write_to(&x->call, e, WRITE_MAKE, why);
    if (err != OK)
        return err;
    struct view_data_import v = {
        .shell =
            shell_on(x, words(x, MSG_web_import), str_fmt(x->a, "/data/%.*s", STR_ARG(e->plural))),
        .plural = e->plural,
        .title = words(x, e->titles),
        .sheet = form_get(x, S("sheet")),
        .template_address = str_fmt(x->a, "/api/v1/%.*s/template?format=xlsx&lang=%.*s",
                                    STR_ARG(e->plural), STR_ARG(lang_code(x->call.lang))),
        .troubles = troubles_on(x, &shape),
    };
    crumbs(x, &v.shell);
    struct buf page = respond_buf(x);
    template_data_import(&page, x->call.lang, &v);
    return respond_html(x, status, &page, why);
}

enum err page_import(struct exchange *x, struct fail *why)
{
    return show_start(x, 200, why);
}

static struct str preview_address(struct exchange *x, int64_t id)
{
    return str_fmt(x->a, "/data/%.*s/import/%lld", STR_ARG(x->entity->plural), (long long)id);
}

enum err post_import(struct exchange *x, struct fail *why)
{
    const struct upload *up = form_file(x, S("file"));
    struct preview p = {0};
    struct fail tried = {0};
    if (!up || up->bytes.len == 0) {
        PROBLEM(&x->call.problems, S(""), S("file"), MSG_web_import_no_file, ARG_NONE);
        return show_start(x, err_http(ERR_INVALID), why);
    }
    struct import_file file = {.e = x->entity,
                               .file_name = up->file_name,
                               .bytes = up->bytes,
                               .sheet = form_get(x, S("sheet"))};
    enum err err = import_preview(&x->call, &file, NULL, &p, &tried);
    /* A file that is no table at all is one sentence; headings that are wrong have one each. */
    bool is_file = err == ERR_INVALID || err == ERR_MEDIA || err == ERR_TOO_LARGE;
    if (is_file && !problems_stop(&x->call.problems))
        problem_add(&x->call.problems, S(""), S("file"), tried.message.id, tried.message.args);
    if (is_file)
        return show_start(x, err_http(err), why);
    *why = tried;
    return err == OK ? respond_redirect(x, preview_address(x, p.id)) : err;
}

static struct view_import_row row_of(struct exchange *x, const struct preview *p,
                                     const struct preview_row *row)
{
    struct shape shape = entity_shape(p->e);
    struct view_cell *cells = NEW(x->a, struct view_cell, p->n_headings + 1);
    struct view_trouble *troubles = NEW(x->a, struct view_trouble, row->n_problems + 1);
    for (int i = 0; i < p->n_headings; i++)
        cells[i].text = row->cells[i];
    for (ptrdiff_t i = 0; i < row->n_problems; i++) {
        const struct problem *from = &row->problems[i];
        int at = shape_index(&shape, from->field);
        struct str hint = row->suggestions ? row->suggestions[i] : S("");
        struct str text = message_str(x->a, x->call.lang, &from->message);
        troubles[i] = (struct view_trouble){
            .label = at >= 0 ? field_label(&shape.fields[at], x->call.lang) : from->field,
            .sentence = hint.len == 0
                            ? text
                            : str_fmt(x->a, "%.*s (%.*s%.*s)", STR_ARG(text),
                                      STR_ARG(words(x, MSG_web_import_perhaps)), STR_ARG(hint)),
            .is_doubtful = from->doubtful};
    }
    return (struct view_import_row){.line = row->line,
                                    .light = state_lights[row->state],
                                    .cells = {cells, p->n_headings},
                                    .troubles = {troubles, row->n_problems}};
}

static void put_headings(struct exchange *x, const struct preview *p, struct view_data_preview *v)
{
    struct shape shape = entity_shape(p->e);
    struct view_heading *at = NEW(x->a, struct view_heading, p->n_headings + 1);
    for (int i = 0; i < p->n_headings; i++) {
        int field = p->fields[i];
        at[i].text = p->headings[i];
        if (field >= 0 && field < shape.n)
            at[i].field = field_label(&shape.fields[field], x->call.lang);
        else if (field >= 0)
            at[i].field = words(x, MSG_web_manual_own);
    }
    v->headings.at = at;
    v->headings.n = p->n_headings;
}

static void put_chips(struct exchange *x, const struct preview *p, enum row_state state,
                      struct view_data_preview *v)
{
    struct str base = preview_address(x, p->id);
    struct view_standing_chip *at = NEW(x->a, struct view_standing_chip, ROW_STATE_COUNT + 1);
    at[0] = (struct view_standing_chip){MSG_web_standing_all, base, p->n_rows,
                                        state == ROW_STATE_COUNT};
    for (int i = 0; i < ROW_STATE_COUNT; i++) {
        struct address to = address_on(x, base);
        address_put(&to, S("state"), state_codes[i]);
        at[i + 1] = (struct view_standing_chip){state_lights[i].word, address_str(&to), p->n[i],
                                                state == (enum row_state)i};
    }
    v->chips.at = at;
    v->chips.n = ROW_STATE_COUNT + 1;
}

static struct preview_part part_asked(const struct exchange *x)
{
    struct preview_part part = {.state = ROW_STATE_COUNT, .from_line = 0, .limit = ROWS_ON_PAGE};
    for (int i = 0; i < ROW_STATE_COUNT; i++)
        if (str_eq(query_get(x, S("state")), state_codes[i]))
            part.state = (enum row_state)i;
    (void)str_digits(query_get(x, S("from")), &part.from_line);
    return part;
}

static struct view_data_preview view_of(struct exchange *x, const struct preview *p)
{
    struct str digest = {(const char *)p->digest.b, HASH_LEN};
    int64_t n_write = import_n_writes(p);
    struct view_data_preview v = {
        .shell = shell_on(x, words(x, MSG_web_import),
                          str_fmt(x->a, "/data/%.*s", STR_ARG(p->e->plural))),
        .plural = p->e->plural,
        .title = words(x, p->e->titles),
        .file_name = p->file_name,
        .id = p->id,
        .digest = hex_of(x->a, digest),
        .n_rows = p->n_rows,
        .n_write = n_write,
        .n_reject = p->n[ROW_REJECT],
        .rejected_address = str_fmt(x->a, "/api/v1/imports/%lld/rejected?format=xlsx&lang=%.*s",
                                    (long long)p->id, STR_ARG(lang_code(x->call.lang))),
        .is_committed = p->is_committed,
        .may_commit = !p->is_committed && n_write > 0,
        .is_unchanged = n_write == 0 && p->n[ROW_REJECT] == 0,
        .expires = instant_words(x, p->expires),
    };
    crumbs(x, &v.shell);
    put_headings(x, p, &v);
    return v;
}

enum err page_preview(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct preview p = {0};
    struct preview_rows rows = {0};
    struct preview_part part = part_asked(x);
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = import_find(&x->call, id, &p, why);
    if (err == OK)
        err = import_rows(&x->call, &p, &part, &rows, why);
    if (err != OK)
        return err;
    struct view_data_preview v = view_of(x, &p);
    struct view_import_row *at = NEW(x->a, struct view_import_row, rows.n + 1);
    for (ptrdiff_t i = 0; i < rows.n; i++)
        at[i] = row_of(x, &p, &rows.at[i]);
    v.rows.at = at;
    v.rows.n = rows.n;
    put_chips(x, &p, part.state, &v);
    if (rows.next != 0) {
        struct address next = address_on(x, preview_address(x, id));
        address_put(&next, S("state"), query_get(x, S("state")));
        address_int(&next, S("from"), rows.next);
        v.next = address_str(&next);
    }
    if (wants_json(x))
        return respond_view(x, view_table_data_preview(), &v, why);
    struct buf page = respond_buf(x);
    template_data_preview(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

enum err post_commit(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct receipt receipt = {0};
    struct hash digest = {0};
    struct str bytes = S("");
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err != OK)
        return err;
    if (hex_parse(x->a, form_get(x, S("_digest")), &bytes) && bytes.len == HASH_LEN)
        for (int i = 0; i < HASH_LEN; i++)
            digest.b[i] = (unsigned char)bytes.s[i];
    else
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("digest")));
    err = import_commit(&x->call, id, &digest, NULL, &receipt, why);
    return err == OK ? respond_redirect(x, preview_address(x, id)) : err;
}
