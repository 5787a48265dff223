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
