/*
 * cmd_help.c -- help, manual page and completion, all printed from the table of commands.
 */
#include "cli/print.h"
#include "format/json_write.h"

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

/* May a line of Chinese end before this? Not before a mark that closes something (GB/T 15834). */
static bool may_break_before(struct str rest)
{
    static const char *const closing[] = {"，", "。", "、", "；", "：",
                                          "？", "！", "）", "”",  "》"};
    bool is_wide = rest.len > 2 && (unsigned char)rest.s[0] >= 0xE3;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(closing); i++)
        if (str_starts(rest, str_of(closing[i])))
            return false;
    return is_wide;
}

/* Text in a manual page: a backslash, a leading dot or quote, and a hyphen mean something there.
 * Chinese has no spaces, so that where a line may end is said. */
static void write_roff(struct buf *out, struct str text)
{
    bool at_start = true;
    for (ptrdiff_t i = 0; i < text.len; i++) {
        char c = text.s[i];
        bool is_after_opening = i > 2 && (str_ends(str_sub(text, 0, i), S("（")) ||
                                          str_ends(str_sub(text, 0, i), S("“")) ||
                                          str_ends(str_sub(text, 0, i), S("《")));
        if (i > 0 && !at_start && !is_after_opening && may_break_before(str_sub(text, i, text.len)))
            buf_add(out, S("\\:"));
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
    /* Left-aligned and never hyphenated: justified Chinese comes out with holes. */
    buf_add(out, S(".TH PONAN 1 \"\" \"ponan " PONAN_VERSION "\"\n.na\n.nh\n"));
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

/* Words that may stand for "list|show [ID]", "ENTITY FILE" or "zh|en": those in small letters as
 * they are; what entities and commands are called; nothing for what only a person knows. */
static void write_choices(struct buf *out, struct str spec)
{
    struct str rest = S("");
    struct str first =
        str_cut(str_starts(spec, S("[")) ? str_sub(spec, 1, spec.len) : spec, ' ', &rest);
    if (str_ends(first, S("]")))
        first = str_sub(first, 0, first.len - 1);
    for (int i = 0; str_eq(first, S("ENTITY")) && entities[i]; i++)
        buf_fmt(out, "%.*s ", STR_ARG(entities[i]->name));
    for (const struct command *c = commands; str_eq(first, S("COMMAND")) && c->name.len > 0; c++)
        buf_fmt(out, "%.*s ", STR_ARG(c->name));
    while (first.len > 0 && first.s[0] >= 'a' && first.s[0] <= 'z') {
        struct str word = str_cut(first, '|', &first);
        buf_fmt(out, "%.*s ", STR_ARG(word));
    }
}

/* What follows an option: its values, or file names and whatever the shell offers itself. */
static void write_completion_value(struct buf *out, const struct option_row *o)
{
    if (o->value.len == 0)
        return;
    buf_fmt(out, "        --%.*s) COMPREPLY=($(compgen -W \"", STR_ARG(o->name));
    write_choices(out, o->value);
    buf_add(out, S("\" -- \"$word\")); return ;;\n"));
}

static void write_completion_case(struct buf *out, const struct command *c)
{
    buf_fmt(out, "        %.*s) first=\"", STR_ARG(c->name));
    write_choices(out, c->args);
    buf_add(out, S("\" words=\""));
    for (int i = 0; i < OPTION_COUNT; i++)
        if (c->options & (UINT64_C(1) << i))
            buf_fmt(out, "--%.*s ", STR_ARG(option_rows[i].name));
    buf_add(out, S("\" ;;\n"));
}

/* For bash: commands first, then what the command's first word may be and its options with their
 * values, and file names. */
static void write_completion(struct buf *out)
{
    buf_add(out, S("# bash completion for ponan; made by: ponan help --completion\n"
                   "_ponan()\n{\n"
                   "    local word=\"${COMP_WORDS[COMP_CWORD]}\" first=\"\" words=\"\"\n"
                   "    case \"${COMP_WORDS[COMP_CWORD-1]}\" in\n"));
    for (int i = 0; i < OPTION_COUNT; i++)
        write_completion_value(out, &option_rows[i]);
    buf_add(out, S("    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\""));
    for (const struct command *c = commands; c->name.len > 0; c++)
        buf_fmt(out, "%.*s ", STR_ARG(c->name));
    buf_add(out, S("\"\n    else\n        case \"${COMP_WORDS[1]}\" in\n"));
    for (const struct command *c = commands; c->name.len > 0; c++)
        write_completion_case(out, c);
    buf_add(out, S("        esac\n"
                   "        [ \"$COMP_CWORD\" -eq 2 ] && words=\"$first $words\"\n"
                   "    fi\n"
                   "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                   "}\n"
                   "complete -o default -F _ponan ponan\n"));
}

/* The table as data, whole or of one command. */
static void write_json(const struct run *r, struct json_writer *w, const struct command *only)
{
    json_array(w);
    for (const struct command *c = commands; c->name.len > 0; c++) {
        if (only && c != only)
            continue;
        json_object(w);
        json_put_text(w, S("name"), c->name);
        json_put_text(w, S("args"), c->args);
        json_put_text(w, S("summary"), text_of(r, c->summary));
        json_put_text(w, S("about"), text_of(r, c->about));
        json_key(w, S("options"));
        json_array(w);
        for (int i = 0; i < OPTION_COUNT; i++) {
            if (!(c->options & (UINT64_C(1) << i)))
                continue;
            json_object(w);
            json_put_text(w, S("name"), option_rows[i].name);
            json_put_text(w, S("value"), option_rows[i].value);
            json_put_text(w, S("help"), text_of(r, option_rows[i].help));
            json_object_end(w);
        }
        json_array_end(w);
        json_object_end(w);
    }
    json_array_end(w);
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
    else if (r->json) {
        struct json_writer w = json_writer_on(&out);
        write_json(r, &w, c);
        buf_byte(&out, '\n');
    } else if (c)
        write_command(r, &out, c);
    else
        write_overview(r, &out);
    print_str(r, buf_str(&out));
    return OK;
}
