/*
 * cmd_round.c -- rounds of coordination from the machine itself: the agenda drawn, the papers and
 * the minutes as text or as a Word file.
 */
#include "app/round_paper.h"
#include "cli/print.h"

static enum err need_id(struct run *r, int64_t *out, struct fail *why)
{
    struct str word = r->words.n > 1 ? r->words.word[1] : S("");
    if (str_digits(word, out) && *out > 0)
        return OK;
    return FAIL(why, ERR_USAGE, MSG_cli_matter_id, ARG_TEXT(word));
}

static enum err draw(struct run *r, struct fail *why)
{
    int64_t id = 0;
    struct round_drawn drawn = {0};
    enum err err = need_id(r, &id, why);
    if (err == OK)
        err = round_draw(&r->call, id, ROUND_LONGEST, &drawn, why);
    if (err == OK)
        SAY(r, MSG_cli_round_drawn, ARG_INT(drawn.promised), ARG_INT(drawn.blocked),
            ARG_INT(drawn.projects), ARG_INT(drawn.seats));
    return err;
}

static enum err save_docx(struct run *r, const struct round_paper *p, struct fail *why)
{
    struct str bytes = S("");
    struct str layout = S("");
    enum err err = read_layout(r, &layout, why);
    if (err == OK)
        err = round_paper_docx(r->a, p, layout, &bytes, why);
    if (err == OK)
        err = write_docx(r, bytes, why);
    if (err == OK)
        SAY(r, MSG_cli_brief_saved, ARG_TEXT(r->words.option[OPTION_docx]));
    return err;
}

static enum err print_paper(struct run *r, enum round_paper_kind kind, struct fail *why)
{
    int64_t id = 0;
    struct round_sight round = {0};
    struct round_paper p = {0};
    enum err err = need_id(r, &id, why);
    if (err == OK)
        err = round_see(&r->call, id, &round, why);
    if (err == OK)
        err = round_paper_make(&r->call, &round, kind, &p, why);
    if (err != OK)
        return err;
    if (r->words.has[OPTION_docx])
        return save_docx(r, &p, why);
    print_str(r, round_paper_text(r->a, &p));
    return OK;
}

static enum err papers(struct run *r, struct fail *why)
{
    return print_paper(r, ROUND_PAPERS, why);
}

static enum err minutes(struct run *r, struct fail *why)
{
    return print_paper(r, ROUND_MINUTES, why);
}

enum err cmd_round(struct run *r, struct fail *why)
{
    static const struct {
        struct str name;
        enum err (*run)(struct run *r, struct fail *why);
    } acts[] = {{S_("draw"), draw}, {S_("papers"), papers}, {S_("minutes"), minutes}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(acts); i++)
        if (str_eq(acts[i].name, r->words.word[0]))
            return acts[i].run(r, why);
    return FAIL(why, ERR_USAGE, MSG_cli_usage_round, ARG_TEXT(r->words.word[0]));
}
