/*
 * matter_paper.h -- ponan matter paper: papers of a matter on the command line.
 */
#ifndef CLI_MATTER_PAPER_H
#define CLI_MATTER_PAPER_H

#include "cli/commands.h"

/* `matter paper ID` lists what went out and what may; `matter paper ID PAPER [note=TEXT]` issues
 * one, with --docx FILE into a file too. Errors: USAGE; those of matter_paper_issue(). */
MUST_USE enum err matter_paper_run(struct run *r, int64_t matter, struct fail *why);

#endif
