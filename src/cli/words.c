/*
 * words.c -- a command line taken apart by the table: command, options, words.
 */
#include "cli/commands.h"

static int option_find(struct str name)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (str_eq(option_rows[i].name, name))
            return i;
    return -1;
}

/* One "--name", "--name=value" or "--name value"; *at moves over a value of its own. */
static enum err option_read(struct words *w, int argc, const char *const *argv, int *at,
                            struct fail *why)
{
    struct str text = str_of(argv[*at]);
    struct str value = S("");
    struct str name = str_cut(str_sub(text, 2, text.len), '=', &value);
    bool is_joined = str_find(text, S("=")) >= 0;
    int i = option_find(name);
    if (i < 0)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_option, ARG_TEXT(text));
    const struct option_row *row = &option_rows[i];
    if (row->value.len == 0 && is_joined)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_no_value, ARG_TEXT(row->name));
    if (row->value.len > 0 && !is_joined) {
        if (*at + 1 >= argc)
            return FAIL(why, ERR_USAGE, MSG_cli_usage_value, ARG_TEXT(row->name),
                        ARG_TEXT(row->value));
        value = str_of(argv[++*at]);
    }
    if (w->has[i])
        return FAIL(why, ERR_USAGE, MSG_cli_usage_twice, ARG_TEXT(row->name));
    w->has[i] = true;
    w->option[i] = value;
    return OK;
}

static enum err word_read(struct words *w, struct str word, struct fail *why)
{
    if (!w->command) {
        /* What every program answers to. */
        w->command = command_find(str_eq(word, S("--version")) ? S("version") : word);
        return w->command ? OK : FAIL(why, ERR_USAGE, MSG_cli_usage_command, ARG_TEXT(word));
    }
    if (w->n == WORDS_MAX)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_many, ARG_TEXT(word));
    w->word[w->n++] = word;
    return OK;
}

/* Options that mean nothing without another. */
static const struct {
    enum option option, with;
} companions[] = {
    {OPTION_layout, OPTION_docx},
};

static enum err check_companions(const struct words *w, struct fail *why)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(companions); i++)
        if (w->has[companions[i].option] && !w->has[companions[i].with])
            return FAIL(why, ERR_USAGE, MSG_cli_usage_with,
                        ARG_TEXT(option_rows[companions[i].option].name),
                        ARG_TEXT(option_rows[companions[i].with].name),
                        ARG_TEXT(option_rows[companions[i].with].value));
    return OK;
}

/* Only what the command's row names. */
static enum err words_check(const struct words *w, struct fail *why)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (w->has[i] && !(w->command->options & (UINT64_C(1) << i)))
            return FAIL(why, ERR_USAGE, MSG_cli_usage_not_here, ARG_TEXT(w->command->name),
                        ARG_TEXT(option_rows[i].name));
    if (w->has[OPTION_help])
        return OK;
    if (w->n < w->command->min)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_few, ARG_TEXT(w->command->name),
                    ARG_TEXT(w->command->args));
    if (w->n > w->command->max)
        return FAIL(why, ERR_USAGE, MSG_cli_usage_many, ARG_TEXT(w->word[w->command->max]));
    return check_companions(w, why);
}

static enum err read_all(int argc, const char *const *argv, struct words *w, struct fail *why)
{
    bool only_words = false;
    for (int i = 1; i < argc; i++) {
        struct str text = str_of(argv[i]);
        if (!only_words && str_eq(text, S("--"))) {
            only_words = true;
            continue;
        }
        bool is_version = !w->command && str_eq(text, S("--version"));
        bool is_option = !only_words && !is_version && str_starts(text, S("--"));
        enum err err = is_option ? option_read(w, argc, argv, &i, why) : word_read(w, text, why);
        if (err != OK)
            return err;
    }
    return OK;
}

enum err words_read(int argc, const char *const *argv, struct words *out, struct fail *why)
{
    *out = (struct words){0};
    enum err err = read_all(argc, argv, out, why);
    if (err != OK)
        return err;
    if (!out->command)
        out->command = command_find(S("help"));
    return words_check(out, why);
}
