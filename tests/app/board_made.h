/*
 * board_made.h -- boards made by hand for tests: the speech's figures, without a database.
 */
#ifndef BOARD_MADE_H
#define BOARD_MADE_H

#include "app/board_load.h"
#include "app/brief.h"

/* A call that only words and computes. */
struct call made_call(struct arena *a, enum lang lang);
/* A number of record `id`, from a paper. "" is none. */
struct board_number made_number(struct str text, int64_t id);
/* The seven indicators of the speech with what it says and implies, judged and doubted. */
struct board made_speech(struct call *c);
/* A row to be changed before made_judge(). */
struct board_row *made_row(struct board *b, struct str code);
void made_judge(struct call *c, struct board *b);

#endif
