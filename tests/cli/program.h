/*
 * program.h -- runs the real program and keeps what it says.
 *
 * The program's path is in PONAN_EXE (set by meson). Nothing is inherited from the tester's
 * language or database.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "base/base.h"

struct said {
    int code; /* exit code; 128 + n when ended by signal n */
    struct str out, err;
};

/* Arguments as words parted by blanks ("quoted words" may hold them). db: PONAN_DB, "" for none. */
struct said program_run(const char *words, const char *db);

/* The same with a terminal as standard error. */
struct said program_run_on_terminal(const char *words, const char *db);

/*
 * A scripted conversation, tests/cli/NAME.t:
 *   $ words        run the program; {dir} is a fresh folder, {db} the test's database
 *   ? 2            its exit code (0 if not said)
 *   | name line    one more line of the file {dir}/name
 *   > text         standard output holds it         ! text    standard error holds it
 *   = text         is a whole line of the output    - text    the output does not hold it
 */
void program_script(const char *path, const char *db);

#endif
