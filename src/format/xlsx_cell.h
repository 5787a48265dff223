/*
 * xlsx_cell.h -- the small writings inside cells: places, escapes, moments.
 */
#ifndef XLSX_CELL_H
#define XLSX_CELL_H

#include "base/base.h"

struct xlsx_place {
    int32_t row, column; /* 1-based, of any size up to 9,999,999 */
};
/* "BC12", "$B$12". */
bool xlsx_place_parse(struct str text, struct xlsx_place *out);

/* _xHHHH_ to the character it stands for (ECMA-376 22.9.2.19, ST_Xstring). A view of s if there is
 * none. What is no character of text stays as it is. */
struct str xlsx_text_unescape(struct arena *a, struct str s);
/* A text so that unescaping gives it back: "_x" that would be read as an escape, and what XML
 * cannot hold, become escapes. */
struct str xlsx_text_escape(struct arena *a, struct str s);

/* "2006-06-20T00:00:00" as "2006-06-20", "2006-06-20T08:30:00.000Z" as "2006-06-20 08:30"; other
 * texts as they are. */
struct str xlsx_moment_text(struct arena *a, struct str iso);

#endif
