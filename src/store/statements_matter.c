/*
 * statements_matter.c -- what was done with a matter (app/matters.h).
 */
#include "store/statement_text.h"

const struct statement_text statements_matter[] = {
    /* Who made the answer that stands: the last one, by post and by account. */
    TEXT(matter_last_answer,
         "SELECT m.post, j.account FROM @matter_move AS m JOIN journal AS j ON j.seq = m.seq "
         "WHERE m.matter = ?1 AND m.move IN ('answer', 'reply') ORDER BY m.id DESC LIMIT 1"),
    TEXTS_END,
};
