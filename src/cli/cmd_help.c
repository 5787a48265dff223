/*
 * cmd_help.c -- help, manual page and completion, all printed from the table of commands.
 */
#include "cli/print.h"

enum { NAME_COLUMNS = 10, OPTION_COLUMNS = 22 };

static struct str text_of(const struct run *r, enum msg id)
{
    return msg_text(r->lang, id);
}

/* "--db DIR|URL" */
static struct str option_usage(struct arena *a, const struct option_row *o)
{
    return o->value.len > 0 ? str_fmt(a, "--%.*s %.*s", STR_ARG(o->name), STR_ARG(o->value))
                            : str_fmt(a, "--%.*s", STR_ARG(o->name));
}

static void write_overview(const struct run *r, struct buf *out)
{
    buf_add(out, text_of(r, MSG_cli_help_head));
    buf_add(out, S("\n\n"));
    for (const struct command *c = commands; c->name.len > 0; c++) {
        buf_add(out, S("  "));
        buf_padded(out, c->name, NAME_COLUMNS);
        buf_add(out, text_of(r, c->summary));
        buf_byte(out, '\n');
    }
    buf_byte(out, '\n');
    buf_add(out, text_of(r, MSG_cli_help_foot));
    buf_byte(out, '\n');
}

static void write_options(const struct run *r, struct buf *out, uint64_t options)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!(options & (UINT64_C(1) << i)))
            continue;
        buf_add(out, S("  "));
        buf_padded(out, option_usage(r->a, &option_rows[i]), OPTION_COLUMNS);
        buf_add(out, text_of(r, option_rows[i].help));
        buf_byte(out, '\n');
    }
}

static void write_command(const struct run *r, struct buf *out, const struct command *c)
{
    struct str space = c->args.len > 0 ? S(" ") : S("");
    buf_fmt(out, "ponan %.*s%.*s%.*s\n\n", STR_ARG(c->name), STR_ARG(space), STR_ARG(c->args));
    buf_add(out, text_of(r, c->about));
    buf_add(out, S("\n\n"));
    write_options(r, out, c->options);
}

/* Text in a manual page: a backslash, a leading dot or quote, and a hyphen mean something there. */
static void write_roff(struct buf *out, struct str text)
{
    bool at_start = true;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '\\')
            buf_add(out, S("\\e"));
        else if (c == '-')
            buf_add(out, S("\\-"));
        else if (at_start && (c == '.' || c == '\''))
            buf_fmt(out, "\\&%c", c);
        else
            buf_byte(out, c);
        at_start = c == '\n';
    }
}

static void write_roff_item(struct buf *out, struct str head, struct str text)
{
    buf_add(out, S(".TP\n.B "));
    write_roff(out, head);
    buf_byte(out, '\n');
    write_roff(out, text);
    buf_byte(out, '\n');
}

static void write_roff_section(const struct run *r, struct buf *out, enum msg title, enum msg text)
{
    buf_add(out, S(".SH "));
    write_roff(out, text_of(r, title));
    buf_byte(out, '\n');
    if (text != MSG_none) {
        write_roff(out, text_of(r, text));
        buf_byte(out, '\n');
    }
}

static void write_man(const struct run *r, struct buf *out)
{
    buf_add(out, S(".TH PONAN 1 \"\" \"ponan " PONAN_VERSION "\"\n"));
    write_roff_section(r, out, MSG_cli_man_name, MSG_cli_man_name_text);
    write_roff_section(r, out, MSG_cli_man_synopsis, MSG_cli_man_synopsis_text);
    write_roff_section(r, out, MSG_cli_man_description, MSG_cli_man_description_text);
    write_roff_section(r, out, MSG_cli_man_commands, MSG_none);
    for (const struct command *c = commands; c->name.len > 0; c++) {
        struct str space = c->args.len > 0 ? S(" ") : S("");
        struct str head =
            str_fmt(r->a, "ponan %.*s%.*s%.*s", STR_ARG(c->name), STR_ARG(space), STR_ARG(c->args));
        write_roff_item(out, head, text_of(r, c->about));
        buf_add(out, S(".RS\n"));
        for (int i = 0; i < OPTION_COUNT; i++)
            if ((c->options & ~COMMON) & (UINT64_C(1) << i))
                write_roff_item(out, option_usage(r->a, &option_rows[i]),
                                text_of(r, option_rows[i].help));
        buf_add(out, S(".RE\n"));
    }
    write_roff_section(r, out, MSG_cli_man_options, MSG_none);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (COMMON & (UINT64_C(1) << i))
            write_roff_item(out, option_usage(r->a, &option_rows[i]),
                            text_of(r, option_rows[i].help));
    write_roff_section(r, out, MSG_cli_man_environment, MSG_none);
    write_roff_item(out, S("PONAN_DB"), text_of(r, MSG_cli_option_db));
    write_roff_item(out, S("PONAN_ORIGIN"), text_of(r, MSG_cli_option_origin));
    write_roff_item(out, S("PONAN_LANG"), text_of(r, MSG_cli_option_lang));
    write_roff_section(r, out, MSG_cli_man_exit, MSG_cli_man_exit_text);
}

static void write_completion_case(struct buf *out, const struct command *c)
{
    buf_fmt(out, "        %.*s) words=\"", STR_ARG(c->name));
    for (int i = 0; i < OPTION_COUNT; i++)
        if (c->options & (UINT64_C(1) << i))
            buf_fmt(out, "--%.*s ", STR_ARG(option_rows[i].name));
    buf_add(out, S("\" ;;\n"));
}

/* For bash: commands first, then the options of the command that was typed, and file names. */
static void write_completion(struct buf *out)
{
    buf_add(out, S("# bash completion for ponan; made by: ponan help --completion\n"
                   "_ponan()\n{\n"
                   "    local word=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\""));
    for (const struct command *c = commands; c->name.len > 0; c++)
        buf_fmt(out, "%.*s ", STR_ARG(c->name));
    buf_add(out, S("\"\n    else\n        case \"${COMP_WORDS[1]}\" in\n"));
    for (const struct command *c = commands; c->name.len > 0; c++)
        write_completion_case(out, c);
    buf_add(out, S("        esac\n    fi\n"
                   "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                   "}\n"
                   "complete -o default -F _ponan ponan\n"));
}

enum err cmd_help(struct run *r, struct fail *why)
{
    struct buf out = buf_on(r->a, PRINT_MAX);
    const struct command *c = NULL;
    if (r->words.n > 0) {
        c = command_find(r->words.word[0]);
        if (!c)
            return FAIL(why, ERR_USAGE, MSG_cli_usage_command, ARG_TEXT(r->words.word[0]));
    }
    if (r->words.has[OPTION_man])
        write_man(r, &out);
    else if (r->words.has[OPTION_completion])
        write_completion(&out);
    else if (c)
        write_command(r, &out, c);
    else
        write_overview(r, &out);
    print_str(r, buf_str(&out));
    return OK;
}
