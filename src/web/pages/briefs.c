/*
 * briefs.c -- a period's brief as a page, and the list of those there can be.
 */
#include "app/brief.h"
#include "entity/indicator.h"
#include "entity/observation.h"
#include "entity/target.h"
#include "templates.h"
#include "web/pages/board_row.h"
#include "web/pages/pages.h"

/* The file of a brief, from the API; a past day goes along, since the API looks at its own address
 * only. */
static struct str file_address(struct exchange *x, const struct choice_of_board *choice,
                               struct str month, const char *ending)
{
    struct address to =
        choice_address(x, str_fmt(x->a, "/api/v1/briefs/%.*s%s", STR_ARG(month), ending), choice);
    address_put(&to, S("lang"), lang_code(x->call.lang));
    if (x->as_of_day != DATE_NONE)
        address_put(&to, S("as_of"), date_str(x->a, x->as_of_day));
    return address_str(&to);
}

/* The year so far, newest first; a month in which no figure ends has no brief of its own. */
static enum err put_months(struct exchange *x, const struct choice_of_board *choice,
                           struct str unit_name, struct view_briefs *v, struct fail *why)
{
    int year = period_year(choice->q.period);
    bool has_figures[13];
    ptrdiff_t n = 0;
    enum err err = board_months(&x->call, &choice->q, year, has_figures, why);
    if (err != OK)
        return err;
    struct view_brief_line *at = NEW(x->a, struct view_brief_line, 12);
    for (int month = period_last(choice->q.period); month >= 1; month--) {
        struct period p = period_of(year, 1, month);
        if (!has_figures[month] || !brief_is_due(&x->call, p))
            continue;
        struct str code = choice_month(x, p);
        struct message title = {
            .id = MSG_web_briefs_of,
            .args = {ARG_TEXT(unit_name), ARG_TEXT(period_words(x, p))},
        };
        struct address to = choice_address(x, str_fmt(x->a, "/briefs/%.*s", STR_ARG(code)), choice);
        at[n++] = (struct view_brief_line){message_str(x->a, x->call.lang, &title),
                                           address_str(&to), file_address(x, choice, code, "/docx"),
                                           file_address(x, choice, code, "")};
    }
    v->briefs.at = at;
    v->briefs.n = n;
    return OK;
}

enum err page_briefs(struct exchange *x, struct fail *why)
{
    struct choice_of_board choice = {0};
    struct board board = {0};
    struct period last = {0};
    enum err err = choice_read(x, S(""), &choice, why);
    if (err == OK)
        err = board_make(&x->call, &choice.q, &board, why);
    if (err == OK)
        err = board_last_period(&x->call, choice.q.subject, choice.q.basis, &last, why);
    if (err != OK)
        return err;
    struct view_briefs v = {.shell = shell_on(x, words(x, MSG_web_briefs_title), S("/briefs")),
                            .unit = board.unit_name};
    if (last.code != 0)
        err = put_months(x, &choice, board.unit_name, &v, why);
    if (err != OK)
        return err;
    if (wants_json(x))
        return respond_view(x, view_table_briefs(), &v, why);
    struct buf page = respond_buf(x);
    template_briefs(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

static struct str run_address(struct exchange *x, const struct choice_of_board *choice,
                              const struct brief_item *item, const struct brief_run *run)
{
    switch (run->link) {
    case BRIEF_LINK_NONE: return S("");
    case BRIEF_LINK_OBSERVATION: return record_address(x, &observation_entity, run->id);
    case BRIEF_LINK_TARGET: return record_address(x, &target_entity, run->id);
    case BRIEF_LINK_INDICATOR:
        return item->indicator.len > 0 ? indicator_address(x, choice, item->indicator)
                                       : record_address(x, &indicator_entity, run->id);
    }
    return S("");
}

static struct view_paragraph paragraph_of(struct exchange *x, const struct choice_of_board *choice,
                                          const struct brief_item *item)
{
    struct view_run *runs = NEW(x->a, struct view_run, item->n_runs + 1);
    for (ptrdiff_t i = 0; i < item->n_runs; i++)
        runs[i] =
            (struct view_run){item->runs[i].text, run_address(x, choice, item, &item->runs[i])};
    return (struct view_paragraph){.runs = {runs, item->n_runs},
                                   .is_doubtful = item->is_doubtful,
                                   .is_implied = item->is_implied,
                                   .is_synthetic = item->is_synthetic};
}

static void put_sections(struct exchange *x, const struct choice_of_board *choice,
                         const struct brief *b, struct view_brief *v)
{
    struct view_section *at = NEW(x->a, struct view_section, BRIEF_PART_COUNT);
    for (int i = 0; i < BRIEF_PART_COUNT; i++) {
        const struct brief_section *from = &b->sections[i];
        struct view_paragraph *items = NEW(x->a, struct view_paragraph, from->n_items + 1);
        for (ptrdiff_t k = 0; k < from->n_items; k++)
            items[k] = paragraph_of(x, choice, &from->items[k]);
        at[i] = (struct view_section){from->code, from->title, from->empty, {items, from->n_items}};
    }
    v->sections.at = at;
    v->sections.n = BRIEF_PART_COUNT;
    struct view_remark *notes = NEW(x->a, struct view_remark, b->n_notes + 1);
    for (ptrdiff_t i = 0; i < b->n_notes; i++)
        notes[i].text = b->notes[i];
    v->notes.at = notes;
    v->notes.n = b->n_notes;
}

enum err page_brief(struct exchange *x, struct fail *why)
{
    struct choice_of_board choice = {0};
    struct brief b = {0};
    enum err err = choice_read(x, exchange_param(x, S("period")), &choice, why);
    if (err == OK)
        err = brief_make(&x->call, &choice.q, &b, why);
    if (err != OK)
        return err;
    struct str month = choice_month(x, choice.q.period);
    struct address board = choice_address(x, S("/indicators"), &choice);
    address_put(&board, S("period"), month);
    struct view_brief v = {.shell = shell_on(x, b.title, S("/briefs")),
                           .title = b.title,
                           .subtitle = b.subtitle,
                           .docx = file_address(x, &choice, month, "/docx"),
                           .json = file_address(x, &choice, month, ""),
                           .board = address_str(&board),
                           .unit_code = choice.unit_code};
    shell_crumb(x, &v.shell, words(x, MSG_web_briefs_title), S("/briefs"));
    shell_crumb(x, &v.shell, month, S(""));
    put_sections(x, &choice, &b, &v);
    if (wants_json(x))
        return respond_view(x, view_table_brief(), &v, why);
    struct buf page = respond_buf(x);
    template_brief(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
