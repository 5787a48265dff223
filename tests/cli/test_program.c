#include "program.h"
#include "store/where.h"
#include "t.h"

TEST(a_wrong_command_line_is_refused_with_a_sentence)
{
    program_script("tests/cli/usage.t", "");
}

TEST(help_manual_and_completion_come_from_the_table)
{
    program_script("tests/cli/help.t", "");
}

TEST(the_demo_county_gives_the_speech_on_sqlite)
{
    program_script("tests/cli/demo.t", test_where(DIALECT_SQLITE));
}

TEST(the_demo_county_gives_the_speech_on_postgresql)
{
    program_script("tests/cli/demo.t", test_where(DIALECT_POSTGRES));
}

TEST(progress_is_shown_on_a_terminal_and_nowhere_else)
{
    struct said seen = program_run_on_terminal("init --demo anji-2006", test_where(DIALECT_SQLITE));
    CHECK_INT(seen.code, 0);
    CHECK_HAS(seen.err, S("\r"));
    CHECK(str_ends(seen.err, S("\r\033[K"))); /* the line is cleared in the end */
    struct said unseen = program_run("init --demo anji-2006", test_where(DIALECT_SQLITE));
    CHECK_INT(unseen.code, 0);
    CHECK_STR(unseen.err, S(""));
}

TEST(a_problem_goes_from_a_list_to_its_assignment)
{
    program_script("tests/cli/matter.t", test_where(DIALECT_SQLITE));
}

TEST(a_problem_goes_from_a_list_to_its_assignment_on_postgresql)
{
    program_script("tests/cli/matter.t", test_where(DIALECT_POSTGRES));
}

TEST(who_asks_in_a_dispute_is_asked_for_on_the_command_line)
{
    program_script("tests/cli/dispute.t", test_where(DIALECT_SQLITE));
}

TEST(who_asks_in_a_dispute_is_asked_for_on_the_command_line_on_postgresql)
{
    program_script("tests/cli/dispute.t", test_where(DIALECT_POSTGRES));
}
