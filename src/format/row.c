/*
 * row.c -- names of columns.
 */
#include "format/row.h"

struct str column_letters(ptrdiff_t column, char room[8])
{
    ptrdiff_t at = 8;
    for (ptrdiff_t n = column; n > 0 && at > 0; n = (n - 1) / 26)
        room[--at] = (char)('A' + (n - 1) % 26);
    return (struct str){room + at, 8 - at};
}
