/*
 * tiles.h -- what there is to choose, in groups by topic: settings and manual.
 */
#ifndef TILES_H
#define TILES_H

#include "web/pages/page.h"
#include "web/pages/views.h"

/* A page that stands beside the entities of its topic; shown to who has the right. */
struct tile_page {
    enum topic topic;
    enum right right;
    enum msg title, about;
    struct str address;
};

struct tile_plan {
    struct str under;                                                  /* "/data", "/manual" */
    bool (*is_shown)(const struct call *call, const struct entity *e); /* NULL: all */
    const struct tile_page *pages;
    ptrdiff_t n_pages;
};

/* The groups that have a tile, in the order of `enum topic`, in x->a; returns how many. */
ptrdiff_t tile_groups(struct exchange *x, const struct tile_plan *plan,
                      const struct view_tile_group **out);

#endif
