#include "base/os.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "t.h"

static enum err read(const char *const *argv, struct words *out, enum msg *why)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    struct fail fail = {0};
    enum err err = words_read(argc, argv, out, &fail);
    *why = fail.message.id;
    return err;
}

TEST(options_stand_anywhere_and_take_their_value_either_way)
{
    struct words w = {0};
    enum msg why = MSG_none;
    const char *const argv[] = {"ponan", "--db",           "x",     "import",
                                "unit",  "--owner=330523", "f.csv", 0};
    CHECK_INT(read(argv, &w, &why), OK);
    REQUIRE(w.command != NULL);
    CHECK_STR(w.command->name, S("import"));
    CHECK_STR(w.option[OPTION_db], S("x"));
    CHECK_STR(w.option[OPTION_owner], S("330523"));
    CHECK_INT(w.n, 2);
    CHECK_STR(w.word[1], S("f.csv"));
}

TEST(behind_two_dashes_everything_is_a_word)
{
    struct words w = {0};
    enum msg why = MSG_none;
    const char *const argv[] = {"ponan", "import", "unit", "--", "--preview", 0};
    CHECK_INT(read(argv, &w, &why), OK);
    CHECK(!w.has[OPTION_preview]);
    CHECK_STR(w.word[1], S("--preview"));
}

TEST(no_words_at_all_ask_for_help)
{
    struct words w = {0};
    enum msg why = MSG_none;
    const char *const argv[] = {"ponan", 0};
    CHECK_INT(read(argv, &w, &why), OK);
    REQUIRE(w.command != NULL);
    CHECK_STR(w.command->name, S("help"));
}

TEST(every_wrong_line_has_its_own_sentence)
{
    static const struct {
        const char *argv[6];
        enum msg why;
    } cases[] = {
        {{"ponan", "nothing"}, MSG_cli_usage_command},
        {{"ponan", "brief", "--nothing"}, MSG_cli_usage_option},
        {{"ponan", "brief", "--period"}, MSG_cli_usage_value},
        {{"ponan", "brief", "--json=1"}, MSG_cli_usage_no_value},
        {{"ponan", "brief", "--json", "--json"}, MSG_cli_usage_twice},
        {{"ponan", "brief", "--links"}, MSG_cli_usage_not_here},
        {{"ponan", "brief", "--layout", "ours.docx"}, MSG_cli_usage_with},
        {{"ponan", "import", "unit"}, MSG_cli_usage_few},
        {{"ponan", "export", "unit", "post"}, MSG_cli_usage_many},
    };
    for (ptrdiff_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct words w = {0};
        enum msg why = MSG_none;
        CHECK_INT(read(cases[i].argv, &w, &why), ERR_USAGE);
        CHECK_STR(msg_key(why), msg_key(cases[i].why));
    }
}

TEST(every_row_of_the_table_is_whole)
{
    uint64_t used = 0;
    int n = 0;
    for (const struct command *c = commands; c->name.len > 0; c++, n++) {
        CHECK(c->run != NULL);
        CHECK(c->min <= c->max && c->max <= WORDS_MAX);
        CHECK((c->args.len > 0) == (c->max > 0));
        CHECK((c->options & COMMON) == COMMON);
        CHECK(command_find(c->name) == c);
        CHECK(!(c->flags & NEEDS_DB) || (c->options & HAS(db)));
        used |= c->options;
    }
    CHECK_INT(n, 23); /* as the manual lists them */
    for (int i = 0; i < OPTION_COUNT; i++) {
        CHECK(used & (UINT64_C(1) << i)); /* an option that no command takes */
        CHECK(option_rows[i].help != MSG_none);
    }
}

static const char *no_env(const char *name)
{
    (void)name;
    return NULL;
}

TEST(output_that_finds_no_room_is_a_failure)
{
    const char *const argv[] = {"ponan", "version", "--lang", "en", NULL};
    FILE *full = fopen("/dev/full", "w");
    FILE *said = tmpfile();
    REQUIRE(full && said);
    struct cli cli = {.os = &os_real, .out = full, .err = said, .env = no_env};
    CHECK_INT(cli_main(&cli, 4, argv), 1);
    char words[200] = "";
    rewind(said);
    ptrdiff_t n = (ptrdiff_t)fread(words, 1, sizeof words, said);
    CHECK_HAS(((struct str){words, n}), S("could not be written"));
    (void)fclose(full);
    (void)fclose(said);
}
