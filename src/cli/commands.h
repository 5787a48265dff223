/*
 * commands.h -- the table of commands, and what a command gets when it runs.
 *
 * To add a command: a row in commands.c, a file cmd_NAME.c with its function, its texts
 * (cli.NAME, cli.NAME.about) and, for a new option, a row in OPTIONS and its text. Help, man page
 * and completion are printed from the table; a test walks it.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "cli/cli.h"

/* Every option once: X(id, "long-name", "VALUE" or "" for a flag). Its text is cli.option.ID. */
#define OPTIONS(X)                              \
    X(db, "db", "DIR|URL")                      \
    X(keys, "keys", "FILE")                     \
    X(json, "json", "")                         \
    X(lang, "lang", "zh|en")                    \
    X(help, "help", "")                         \
    X(demo, "demo", "NAME")                     \
    X(county, "county", "CODE")                 \
    X(name, "name", "NAME")                     \
    X(name_en, "name-en", "NAME")               \
    X(listen, "listen", "ADDRESS")              \
    X(origin, "origin", "URL")                  \
    X(links, "links", "")                       \
    X(owner, "owner", "CODE")                   \
    X(preview, "preview", "")                   \
    X(commit, "commit", "")                     \
    X(rejected, "rejected", "FILE")             \
    X(output, "output", "FILE")                 \
    X(labels, "labels", "")                     \
    X(sheet, "sheet", "SHEET")                  \
    X(format, "format", "csv|xlsx")             \
    X(table, "table", "TABLE")                  \
    X(period, "period", "PERIOD")               \
    X(unit, "unit", "CODE")                     \
    X(basis, "basis", "statistical|management") \
    X(docx, "docx", "FILE")                     \
    X(layout, "layout", "FILE")                 \
    X(as_of, "as-of", "DATE")                   \
    X(head, "head", "FILE")                     \
    X(repair, "repair", "")                     \
    X(entity, "entity", "ENTITY")               \
    X(post, "post", "CODE")                     \
    X(on, "on", "DATE")                         \
    X(to, "to", "CODE")                         \
    X(code, "code", "CODE")                     \
    X(note, "note", "TEXT")                     \
    X(document, "document", "ID")               \
    X(man, "man", "")                           \
    X(completion, "completion", "")

enum option {
#define OPTION_ENUM(id, name, value) OPTION_##id,
    OPTIONS(OPTION_ENUM)
#undef OPTION_ENUM
        OPTION_COUNT
};
#define HAS(id) (UINT64_C(1) << OPTION_##id)

struct option_row {
    struct str name, value; /* value "": a flag */
    enum msg help;
};
extern const struct option_row option_rows[OPTION_COUNT];

enum { WORDS_MAX = 24 };

/* A command line taken apart. */
struct words {
    const struct command *command;
    bool has[OPTION_COUNT];
    struct str option[OPTION_COUNT];
    struct str word[WORDS_MAX]; /* behind the command */
    int n;
};

/* One run of a command. */
struct run {
    const struct cli *cli;
    struct arena *a;
    struct words words;
    enum lang lang;
    bool json;
    struct app app;   /* open while a NEEDS_DB command runs */
    struct call call; /* of the command line itself, all rights */
    bool has_call;
    const struct entity *entity; /* that the command is about, for the names of its fields */
};

enum command_flag {
    NEEDS_DB = 1, /* the dispatcher opens --db or PONAN_DB, and a call looking back to --as-of */
};

struct command {
    struct str name;
    struct str args; /* "ENTITY FILE", as shown */
    int min, max;    /* words */
    uint64_t options;
    unsigned flags;
    enum msg summary, about;
    enum err (*run)(struct run *r, struct fail *why);
};
extern const struct command commands[]; /* ends with a row without name */
const struct command *command_find(struct str name);

/* The options that every command takes. */
#define COMMON (HAS(json) | HAS(lang) | HAS(help))

/* Take argv apart. Errors: USAGE; *out then has what stood before the fault, so that it can be told
 * in the language asked for. */
enum err words_read(int argc, const char *const *argv, struct words *out, struct fail *why);
/* What --db or PONAN_DB says. Errors: USAGE if neither does. */
enum err run_where(const struct run *r, struct str *out, struct fail *why);
/* The address by which browsers reach the server, of --origin or PONAN_ORIGIN, without a slash at
 * its end; "" if neither says. Errors: USAGE if it is none. */
enum err run_origin(const struct run *r, struct str *out, struct fail *why);

/* The call ends before the command does. */
void run_call_done(struct run *r);

enum err cmd_init(struct run *r, struct fail *why);
enum err cmd_serve(struct run *r, struct fail *why);
enum err cmd_import(struct run *r, struct fail *why);
enum err cmd_export(struct run *r, struct fail *why);
enum err cmd_search(struct run *r, struct fail *why);
enum err cmd_brief(struct run *r, struct fail *why);
enum err cmd_calendar(struct run *r, struct fail *why);
enum err cmd_change(struct run *r, struct fail *why);
enum err cmd_check(struct run *r, struct fail *why);
enum err cmd_backup(struct run *r, struct fail *why);
enum err cmd_restore(struct run *r, struct fail *why);
enum err cmd_upgrade(struct run *r, struct fail *why);
enum err cmd_keys(struct run *r, struct fail *why);
enum err cmd_matter(struct run *r, struct fail *why);
enum err cmd_complaint(struct run *r, struct fail *why);
enum err cmd_report(struct run *r, struct fail *why);
enum err cmd_round(struct run *r, struct fail *why);
enum err cmd_clock(struct run *r, struct fail *why);
enum err cmd_notice(struct run *r, struct fail *why);
enum err cmd_outbox(struct run *r, struct fail *why);
enum err cmd_user(struct run *r, struct fail *why);
enum err cmd_version(struct run *r, struct fail *why);
enum err cmd_help(struct run *r, struct fail *why);

#endif
