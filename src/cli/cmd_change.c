/*
 * cmd_change.c -- a dated change of a unit, as its page makes it.
 */
#include "app/board.h"
#include "app/units.h"
#include "cli/print.h"
#include "format/json_write.h"

/* Which option gives which member of the change. */
static const struct {
    enum option option;
    struct str member;
} given[] = {
    {OPTION_on, S_("changed_on")},   {OPTION_code, S_("code")}, {OPTION_name, S_("name_zh")},
    {OPTION_name_en, S_("name_en")}, {OPTION_note, S_("note")}, {OPTION_document, S_("document")},
};

static void show_done(const struct run *r, int64_t unit, const struct receipt *receipt)
{
    if (!r->json) {
        SAY(r, MSG_cli_change_done, ARG_INT(receipt->seq));
        return;
    }
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_object(&w);
    json_put_int(&w, S("unit"), unit);
    json_put_int(&w, S("entry"), receipt->seq);
    json_object_end(&w);
    print_line(r, buf_str(&b));
}

enum err cmd_change(struct run *r, struct fail *why)
{
    struct input in[ARRAY_LEN(given) + 2] = {{.field = S("change"), .text = r->words.word[1]}};
    struct unit_step step = {0};
    struct receipt receipt = {0};
    ptrdiff_t n = 1;
    int64_t unit = 0;
    int64_t to = 0;
    r->entity = &unit_change_entity;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(given); i++)
        if (r->words.has[given[i].option])
            in[n++] =
                (struct input){.field = given[i].member, .text = r->words.option[given[i].option]};
    enum err err = board_unit(&r->call, r->words.word[0], &unit, why);
    if (err == OK && r->words.has[OPTION_to])
        err = board_unit(&r->call, r->words.option[OPTION_to], &to, why);
    if (to != 0)
        in[n++] =
            (struct input){.field = S("to_unit"), .text = str_fmt(r->a, "%lld", (long long)to)};
    if (err == OK)
        err = unit_step_read(&r->call, unit, in, n, &step, why);
    if (err == OK)
        err = unit_apply(&r->call, &step, &receipt, why);
    if (err == OK)
        show_done(r, unit, &receipt);
    return err;
}
