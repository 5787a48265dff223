/*
 * cmd_brief.c -- the brief of a period as text, JSON or a Word file.
 */
#include "app/brief.h"
#include "cli/print.h"
#include "entity/choices.h"

static enum err read_basis(const struct run *r, int64_t *out, struct fail *why)
{
    if (!r->words.has[OPTION_basis])
        return OK;
    for (int i = 0; i < BASIS_COUNT; i++) {
        if (str_eq(bases[i].code, r->words.option[OPTION_basis])) {
            *out = i;
            return OK;
        }
    }
    return FAIL(why, ERR_USAGE, MSG_cli_usage_basis, ARG_TEXT(r->words.option[OPTION_basis]));
}

/* What was asked for; what was not said is the county and its last period, and of a unit the basis
 * it has figures on. */
static enum err read_query(struct run *r, struct board_query *q, struct fail *why)
{
    const struct words *w = &r->words;
    if (w->has[OPTION_period] && !period_parse(w->option[OPTION_period], &q->period))
        return FAIL(why, ERR_USAGE, MSG_cli_usage_period, ARG_TEXT(w->option[OPTION_period]));
    enum err err = read_basis(r, &q->basis, why);
    if (err != OK)
        return err;
    err = w->has[OPTION_unit] ? board_unit(&r->call, w->option[OPTION_unit], &q->subject, why)
                              : board_home(&r->call, &q->subject, why);
    if (err == OK && w->has[OPTION_unit] && !w->has[OPTION_basis])
        err = board_basis(&r->call, q->subject, &q->basis, why);
    if (err != OK || w->has[OPTION_period])
        return err;
    err = board_last_period(&r->call, q->subject, q->basis, &q->period, why);
    if (err == OK && q->period.code == 0)
        return FAIL(why, ERR_NOT_FOUND, MSG_cli_brief_none, ARG_NONE);
    return err;
}

static enum err save_docx(const struct run *r, const struct brief *b, struct fail *why)
{
    struct str bytes = S("");
    struct str layout = S("");
    enum err err = read_layout(r, &layout, why);
    if (err == OK)
        err = brief_docx(r->a, b, layout, &bytes, why);
    if (err == OK)
        err = write_docx(r, bytes, why);
    if (err == OK && !r->json)
        SAY(r, MSG_cli_brief_saved, ARG_TEXT(r->words.option[OPTION_docx]));
    return err;
}

enum err cmd_brief(struct run *r, struct fail *why)
{
    struct board_query q = {.basis = BASIS_statistical};
    struct brief b = {0};
    enum err err = read_query(r, &q, why);
    if (err == OK)
        err = brief_make(&r->call, &q, &b, why);
    if (err == OK && r->words.has[OPTION_docx])
        err = save_docx(r, &b, why);
    if (err != OK)
        return err;
    if (r->json)
        print_line(r, brief_json(r->a, &b));
    else if (!r->words.has[OPTION_docx])
        print_str(r, brief_text(r->a, &b));
    if (!r->json)
        SAY(r, MSG_cli_brief_basis, ARG_TEXT(choice_label(&bases[q.basis], r->lang)));
    return OK;
}
