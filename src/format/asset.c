/*
 * asset.c -- files inside the program, found by path.
 */
#include "format/asset.h"

const struct asset *asset_find(const struct asset_table *table, struct str path)
{
    ptrdiff_t low = 0;
    ptrdiff_t high = table->n;
    while (low < high) {
        ptrdiff_t mid = low + (high - low) / 2;
        int order = str_cmp(table->at[mid].path, path);
        if (order == 0)
            return &table->at[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}
