/*
 * matter_paper.c -- papers of a matter: listed, issued, put into a file.
 */
#include "cli/matter_paper.h"

#include "app/matter_paper.h"
#include "base/os.h"
#include "cli/print.h"
#include "entity/matter_paper.h"
#include "format/json_write.h"

enum { NUMBER_COLUMNS = 28, DAY_COLUMNS = 12, CODE_COLUMNS = 14 };

static void list_line(const struct run *r, const struct record *p)
{
    struct buf line = buf_on(r->a, KIB);
    enum paper paper = paper_find(p->v[MATTER_PAPER_paper].t);
    buf_padded(&line, p->v[MATTER_PAPER_number].t, NUMBER_COLUMNS);
    buf_padded(&line, date_str(r->a, p->v[MATTER_PAPER_issued_on].i), DAY_COLUMNS);
    if (paper != PAPER_COUNT)
        buf_add(&line, msg_text(r->lang, paper_label(paper)));
    print_line(r, buf_str(&line));
}

static void list_json(struct run *r, const struct page *papers)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    for (ptrdiff_t i = 0; i < papers->n; i++) {
        const struct value *v = papers->at[i].v;
        json_object(&w);
        json_put_int(&w, S("id"), papers->at[i].id);
        json_put_text(&w, S("paper"), v[MATTER_PAPER_paper].t);
        json_put_text(&w, S("number"), v[MATTER_PAPER_number].t);
        json_put_text(&w, S("issued_on"), date_str(r->a, v[MATTER_PAPER_issued_on].i));
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&b));
}

static enum err list(struct run *r, int64_t matter, struct fail *why)
{
    struct matter_sight m = {0};
    struct page papers = {0};
    struct paper_offer offers[PAPER_COUNT];
    ptrdiff_t n = 0;
    enum err err = matter_see(&r->call, matter, &m, why);
    if (err == OK)
        err = matter_papers(&r->call, matter, &papers, why);
    if (err == OK)
        err = matter_papers_offered(&r->call, &m, offers, &n, why);
    if (err != OK)
        return err;
    if (r->json) {
        list_json(r, &papers);
        return OK;
    }
    for (ptrdiff_t i = 0; i < papers.n; i++)
        list_line(r, &papers.at[i]);
    for (ptrdiff_t i = 0; i < n; i++)
        if (offers[i].refusal == PAPER_FITS)
            SAY(r, MSG_cli_matter_paper_offer, ARG_TEXT(paper_code(offers[i].paper)),
                ARG_MSG(paper_label(offers[i].paper)));
    return OK;
}

static enum err read_note(struct run *r, struct paper_order *order, struct fail *why)
{
    for (int i = 3; i < r->words.n; i++) {
        struct str given = S("");
        struct str name = str_cut(r->words.word[i], '=', &given);
        if (!str_eq(name, S("note")))
            return FAIL(why, ERR_USAGE, MSG_cli_matter_paper_given, ARG_TEXT(r->words.word[i]));
        order->note = given;
    }
    return OK;
}

static enum err save(struct run *r, const struct paper_order *order, int64_t paper,
                     struct fail *why)
{
    struct document_file file = {0};
    enum err err = matter_paper_file(&r->call, order->matter, paper, &file, why);
    return err == OK ? write_docx(r, file.bytes, why) : err;
}

static enum err issue(struct run *r, int64_t matter, struct fail *why)
{
    struct paper_order order = {.matter = matter, .paper = paper_find(r->words.word[2])};
    struct paper_issued paper = {0};
    if (order.paper == PAPER_COUNT)
        return FAIL(why, ERR_USAGE, MSG_cli_matter_paper_none, ARG_TEXT(r->words.word[2]));
    enum err err = read_note(r, &order, why);
    if (err == OK)
        err = matter_paper_issue(&r->call, &order, &paper, why);
    if (err == OK && r->words.has[OPTION_docx])
        err = save(r, &order, paper.id, why);
    if (err != OK)
        return err;
    if (r->json)
        return list(r, matter, why);
    SAY(r, MSG_cli_matter_paper_issued, ARG_MSG(paper_label(order.paper)), ARG_TEXT(paper.number));
    return OK;
}

enum err matter_paper_run(struct run *r, int64_t matter, struct fail *why)
{
    r->entity = &matter_paper_entity;
    return r->words.n > 2 ? issue(r, matter, why) : list(r, matter, why);
}
