/*
 * tiles.c -- entities and pages by topic.
 */
#include "web/pages/tiles.h"

static ptrdiff_t put_pages(struct exchange *x, const struct tile_plan *plan, enum topic topic,
                           struct view_tile *at)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < plan->n_pages; i++) {
        const struct tile_page *p = &plan->pages[i];
        if (p->topic == topic && may(&x->call, p->right))
            at[n++] = (struct view_tile){words(x, p->title), words(x, p->about), p->address};
    }
    return n;
}

static ptrdiff_t put_entities(struct exchange *x, const struct tile_plan *plan, enum topic topic,
                              struct view_tile *at)
{
    ptrdiff_t n = 0;
    for (int i = 0; entities[i]; i++) {
        const struct entity *e = entities[i];
        if (e->topic == topic && (!plan->is_shown || plan->is_shown(&x->call, e)))
            at[n++] = (struct view_tile){
                words(x, e->titles), words(x, e->about),
                str_fmt(x->a, "%.*s/%.*s", STR_ARG(plan->under), STR_ARG(e->plural))};
    }
    return n;
}

ptrdiff_t tile_groups(struct exchange *x, const struct tile_plan *plan,
                      const struct view_tile_group **out)
{
    struct view_tile_group *groups = NEW(x->a, struct view_tile_group, TOPIC_COUNT);
    ptrdiff_t n = 0;
    for (enum topic t = TOPIC_none + 1; t < TOPIC_COUNT; t++) {
        struct view_tile *at = NEW(x->a, struct view_tile, ENTITIES_MAX + plan->n_pages);
        ptrdiff_t n_tiles = put_pages(x, plan, t, at);
        n_tiles += put_entities(x, plan, t, at + n_tiles);
        if (n_tiles > 0)
            groups[n++] = (struct view_tile_group){
                .name = str_fmt(x->a, "%d", (int)t), .title = topics[t], .tiles = {at, n_tiles}};
    }
    *out = groups;
    return n;
}
