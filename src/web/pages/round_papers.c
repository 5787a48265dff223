/*
 * round_papers.c -- the papers of a round and its minutes as one page to print; minutes are taken
 * on theirs.
 */
#include "app/round_paper.h"
#include "entity/matter.h"
#include "templates.h"
#include "web/pages/matter_row.h"
#include "web/pages/pages.h"
#include "web/pages/round_page.h"

static const struct view_remark *remarks(struct exchange *x, const struct str *texts, ptrdiff_t n)
{
    struct view_remark *at = NEW(x->a, struct view_remark, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        at[i].text = texts[i];
    return at;
}

static void put_parts(struct exchange *x, const struct round_paper *p, struct view_round_paper *v)
{
    struct view_round_part *parts = NEW(x->a, struct view_round_part, p->n_parts + 1);
    for (ptrdiff_t i = 0; i < p->n_parts; i++) {
        const struct round_part *from = &p->parts[i];
        struct view_round_entry *at = NEW(x->a, struct view_round_entry, from->n_entries + 1);
        for (ptrdiff_t k = 0; k < from->n_entries; k++) {
            const struct round_entry *e = &from->entries[k];
            at[k].title = e->title;
            at[k].address = e->matter != 0 ? matter_address(x, e->matter) : S("");
            at[k].lines.at = remarks(x, e->lines, e->n_lines);
            at[k].lines.n = e->n_lines;
        }
        parts[i] = (struct view_round_part){from->title, from->empty, {at, from->n_entries}};
    }
    v->parts.at = parts;
    v->parts.n = p->n_parts;
    v->head.at = remarks(x, p->head, p->n_head);
    v->head.n = p->n_head;
}

/* A past day goes along, since the API looks at its own address only. */
static struct str file_address(struct exchange *x, int64_t id, enum round_paper_kind kind)
{
    const char *what = kind == ROUND_MINUTES ? "minutes" : "papers";
    struct address to =
        address_on(x, str_fmt(x->a, "/api/v1/rounds/%lld/%s/docx", (long long)id, what));
    address_put(&to, S("lang"), lang_code(x->call.lang));
    if (x->as_of_day != DATE_NONE)
        address_put(&to, S("as_of"), date_str(x->a, x->as_of_day));
    return address_str(&to);
}

/* Minutes of a long agenda are taken and saved in parts: one comes back to the same. */
static struct str minutes_address(struct exchange *x, int64_t id, const char *more)
{
    struct str path = round_address(x, id, "/minutes");
    int64_t from = round_from(x);
    return from > 1 ? str_fmt(x->a, "%.*s?from=%lld%s%s", STR_ARG(path), (long long)from,
                              more[0] ? "&" : "", more)
                    : str_fmt(x->a, "%.*s%s%s", STR_ARG(path), more[0] ? "?" : "", more);
}

static enum err view_of(struct exchange *x, const struct round_sight *r, enum round_paper_kind kind,
                        struct view_round_paper *out, struct fail *why)
{
    struct round_paper p = {0};
    int64_t id = r->m.record.id;
    bool is_minutes = kind == ROUND_MINUTES;
    enum err err = round_paper_make(&x->call, r, kind, &p, why);
    if (err != OK)
        return err;
    struct view_round_paper v = {
        .shell = shell_on(x, p.title, S("/matters")),
        .title = p.title,
        .subtitle = p.subtitle,
        .number = p.number,
        .docx = file_address(x, id, kind),
        .back = round_address(x, id, ""),
        .action = minutes_address(x, id, ""),
        .csrf = x->csrf,
        .version = r->m.record.version,
        .is_form = is_minutes && r->may_run && r->m.state->state == STATE_held,
        .waits = is_minutes && r->may_run && r->m.state->state == STATE_planned,
    };
    if (v.is_form)
        v.issue_action = str_fmt(x->a, "/matters/%lld/papers", (long long)id);
    round_crumbs(x, &v.shell, r,
                 words(x, is_minutes ? MSG_web_round_minutes : MSG_web_round_papers));
    put_parts(x, &p, &v);
    if (v.is_form)
        err = round_minutes_form(x, r, &v, why);
    *out = v;
    return err;
}

static enum err show(struct exchange *x, int64_t id, enum round_paper_kind kind,
                     const struct fail *tried, struct fail *why)
{
    struct round_sight r = {0};
    struct view_round_paper v = {0};
    enum err err = round_see(&x->call, id, &r, why);
    if (err == OK)
        err = view_of(x, &r, kind, &v, why);
    if (err != OK)
        return err;
    if (tried)
        v.failure = message_str(x->a, x->call.lang, &tried->message);
    if (wants_json(x) && !tried)
        return respond_view(x, view_table_round_paper(), &v, why);
    struct buf page = respond_buf(x);
    template_round_paper(&page, x->call.lang, &v);
    return respond_html(x, tried ? err_http(tried->err) : 200, &page, why);
}

enum err page_round_papers(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? show(x, id, ROUND_PAPERS, NULL, why) : err;
}

enum err page_round_minutes(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    enum err err = exchange_param_id(x, S("id"), &id, why);
    return err == OK ? show(x, id, ROUND_MINUTES, NULL, why) : err;
}

enum err post_round_minutes(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    int64_t made = 0;
    struct round_sight r = {0};
    struct fail tried = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = round_see(&x->call, id, &r, why);
    if (err != OK)
        return err;
    struct minutes_order order = round_minutes_order(x, &r);
    err = round_minutes(&x->call, &order, &made, &tried);
    if (err == OK)
        return respond_redirect(x, minutes_address(x, id, "done=saved"));
    if (err == ERR_INVALID || err == ERR_STALE || err == ERR_CONFLICT || err == ERR_FORBIDDEN)
        return show(x, id, ROUND_MINUTES, &tried, why);
    *why = tried;
    return err;
}
