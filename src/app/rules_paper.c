/*
 * rules_paper.c -- layouts that can be filled, and runs of numbers that never go back.
 */
#include "app/documents.h"
#include "app/docx_values.h"
#include "app/paper_form.h"
#include "app/round_paper.h"
#include "app/rules.h"
#include "entity/number_run.h"
#include "entity/paper_layout.h"

/* A layout is tried when it is set, with every name a paper has: not when a paper is to go out. */
enum err paper_layout_check(struct change *ch, struct fail *why)
{
    const struct value *document = change_value(ch, PAPER_LAYOUT_document);
    const struct value *paper = change_value(ch, PAPER_LAYOUT_paper);
    bool is_minutes = paper->type == VALUE_TEXT && str_eq(paper->t, papers[PAPERS_minutes].code);
    struct docx_row names = is_minutes ? round_paper_names(ch->c->a) : paper_names(ch->c->a);
    struct document_file file = {0};
    struct str filled = S("");
    struct fail tried = {0};
    bool is_changed =
        change_alters(ch, PAPER_LAYOUT_document) || change_alters(ch, PAPER_LAYOUT_paper);
    if (document->type != VALUE_INT || !is_changed)
        return OK;
    enum err err = document_bytes(ch->c, document->i, &file, &tried);
    if (err == OK)
        err = docx_fill(ch->c->a, file.bytes, &names, &filled, &tried);
    if (err == ERR_DB)
        return fail_copy(why, &tried);
    if (err != OK)
        problem_add(&ch->c->problems, S("document"), S("layout"), tried.message.id,
                    tried.message.args);
    return OK;
}

enum err number_run_check(struct change *ch, struct fail *why)
{
    (void)why;
    bool falls = ch->old && ch->v[NUMBER_RUN_last].type == VALUE_INT &&
                 ch->v[NUMBER_RUN_last].i < ch->old->v[NUMBER_RUN_last].i;
    if (falls)
        PROBLEM(&ch->c->problems, S("last"), S("falls"), MSG_problem_number_falls,
                ARG_INT(ch->old->v[NUMBER_RUN_last].i));
    return OK;
}
