/*
 * commands.c -- the table of commands and options.
 */
#include "cli/commands.h"

const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION_ROW(id, text, what) \
    [OPTION_##id] = {.name = S_(text), .value = S_(what), .help = MSG_cli_option_##id},
    OPTIONS(OPTION_ROW)
#undef OPTION_ROW
};

#define DATABASE (HAS(db) | HAS(keys))

/* The head of a row: its name, its texts and its function are one word. */
#define COMMAND(id) \
    .name = S_(#id), .summary = MSG_cli_##id, .about = MSG_cli_##id##_about, .run = cmd_##id

const struct command commands[] = {
    {COMMAND(init), .args = S_("[DIR|URL]"), .max = 1,
     .options =
         COMMON | DATABASE | HAS(demo) | HAS(county) | HAS(name) | HAS(name_en) | HAS(origin)},
    {COMMAND(serve), .options = COMMON | DATABASE | HAS(listen) | HAS(origin) | HAS(links),
     .flags = NEEDS_DB},
    {COMMAND(import), .args = S_("ENTITY FILE"), .min = 2, .max = 2,
     .options = COMMON | DATABASE | HAS(owner) | HAS(sheet) | HAS(preview) | HAS(rejected),
     .flags = NEEDS_DB},
    {COMMAND(export), .args = S_("ENTITY"), .min = 1, .max = 1,
     .options =
         COMMON | DATABASE | HAS(owner) | HAS(output) | HAS(format) | HAS(labels) | HAS(as_of),
     .flags = NEEDS_DB},
    {COMMAND(search), .args = S_("WORD..."), .min = 1, .max = WORDS_MAX,
     .options = COMMON | DATABASE | HAS(entity), .flags = NEEDS_DB},
    {COMMAND(brief),
     .options = COMMON | DATABASE | HAS(period) | HAS(unit) | HAS(basis) | HAS(docx) | HAS(layout) |
                HAS(as_of),
     .flags = NEEDS_DB},
    {COMMAND(matter),
     .args = S_("list|show|move|paper|comment|attach|link|ask|unask|contact|erase [ID [MOVE|PAPER] "
                "[FIELD=TEXT]...]"),
     .min = 1, .max = WORDS_MAX,
     .options =
         COMMON | DATABASE | HAS(docx) | HAS(preview) | HAS(commit) | HAS(output) | HAS(format),
     .flags = NEEDS_DB},
    {COMMAND(calendar), .args = S_("list|revoke [ID]"), .min = 1, .max = 2,
     .options = COMMON | DATABASE, .flags = NEEDS_DB},
    {COMMAND(notice), .args = S_("list|read [ID]"), .min = 1, .max = 2,
     .options = COMMON | DATABASE | HAS(post), .flags = NEEDS_DB},
    {COMMAND(outbox),
     .args = S_("list|retry|give-up|test|set [STATE|ID|LOGIN|CODE|mail-server|endpoint] "
                "[FIELD=TEXT|FIELD=@FILE]..."),
     .min = 1, .max = WORDS_MAX, .options = COMMON | DATABASE, .flags = NEEDS_DB},
    {COMMAND(clock), .options = COMMON | DATABASE, .flags = NEEDS_DB},
    {COMMAND(round), .args = S_("draw|papers|minutes ID"), .min = 2, .max = 2,
     .options = COMMON | DATABASE | HAS(docx) | HAS(layout) | HAS(as_of), .flags = NEEDS_DB},
    {COMMAND(complaint), .args = S_("list|add|answer|withhold [ID TEXT] [FIELD=TEXT]..."), .min = 1,
     .max = WORDS_MAX, .options = COMMON | DATABASE, .flags = NEEDS_DB},
    {COMMAND(report), .args = S_("effect|load|burden [YEAR [KIND]|UNIT|MONTH]"), .min = 1, .max = 3,
     .options = COMMON | DATABASE | HAS(output) | HAS(format) | HAS(table) | HAS(as_of),
     .flags = NEEDS_DB},
    {COMMAND(change), .args = S_("UNIT KIND"), .min = 2, .max = 2,
     .options = COMMON | DATABASE | HAS(on) | HAS(to) | HAS(code) | HAS(name) | HAS(name_en) |
                HAS(note) | HAS(document),
     .flags = NEEDS_DB},
    {COMMAND(check), .options = COMMON | DATABASE | HAS(head) | HAS(repair), .flags = NEEDS_DB},
    {COMMAND(backup), .args = S_("DIR"), .min = 1, .max = 1, .options = COMMON | DATABASE,
     .flags = NEEDS_DB},
    {COMMAND(restore), .args = S_("DIR"), .min = 1, .max = 1, .options = COMMON | DATABASE},
    {COMMAND(upgrade), .options = COMMON | DATABASE},
    {COMMAND(keys), .args = S_("[rotate]"), .max = 1, .options = COMMON | DATABASE,
     .flags = NEEDS_DB},
    {COMMAND(user), .args = S_("list|add|link|reset|lock|unlock|erase [LOGIN]"), .min = 1, .max = 2,
     .options = COMMON | DATABASE | HAS(name) | HAS(post) | HAS(owner) | HAS(origin),
     .flags = NEEDS_DB},
    {COMMAND(version), .options = COMMON},
    {COMMAND(help), .args = S_("[COMMAND]"), .max = 1,
     .options = COMMON | HAS(man) | HAS(completion)},
    {.name = S_("")},
};

const struct command *command_find(struct str name)
{
    for (const struct command *c = commands; c->name.len > 0; c++)
        if (str_eq(c->name, name))
            return c;
    return NULL;
}
