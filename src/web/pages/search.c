/*
 * search.c -- /search?q=: what was found, a group a kind of record; of one kind, page by page.
 */
#include "app/search.h"

#include "entity/indicator.h"
#include "entity/unit.h"
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

enum { IN_A_GROUP = 5, ON_A_PAGE = 30, GROUPS_MAX = 64 };

struct group {
    const struct entity *e;
    struct search_page page;
};

struct asked {
    struct exchange *x;
    struct str words;
    const struct entity *e; /* NULL: everything */
    struct group groups[GROUPS_MAX];
    ptrdiff_t n;
};

static struct str asked_address(const struct asked *s, const struct entity *e, struct str cursor)
{
    struct address to = address_on(s->x, S("/search"));
    address_put(&to, S("q"), s->words);
    if (e)
        address_put(&to, S("entity"), e->name);
    address_put(&to, S("cursor"), cursor);
    return address_str(&to);
}

/* The page that a record has of its own, else the one that every record has. */
static struct str hit_address(struct exchange *x, const struct search_hit *h)
{
    if (h->e == &unit_entity)
        return str_fmt(x->a, "/units/%lld", (long long)h->record.id);
    if (h->e == &indicator_entity) {
        struct address to =
            address_on(x, STR_CAT(x->a, S("/indicators/"), h->record.v[INDICATOR_code].t));
        return address_str(&to);
    }
    return record_address(x, h->e, h->record.id);
}

static struct view_excerpt view_excerpt_of(const struct excerpt *e)
{
    return (struct view_excerpt){.before = e->before, .hit = e->hit, .after = e->after};
}

static struct view_search_hit view_hit(const struct asked *s, const struct search_hit *h)
{
    struct view_search_hit v = {
        .address = hit_address(s->x, h),
        .title = view_excerpt_of(&h->title),
        .field = h->field ? field_label(h->field, s->x->call.lang) : S(""),
        .text = view_excerpt_of(&h->text),
        .owner = h->owner,
    };
    if (v.title.before.len + v.title.hit.len == 0)
        v.title.before = str_fmt(s->x->a, "#%lld", (long long)h->record.id);
    return v;
}

static struct view_search_group view_group(const struct asked *s, const struct group *g)
{
    struct view_search_hit *hits = NEW(s->x->a, struct view_search_hit, g->page.n + 1);
    for (ptrdiff_t i = 0; i < g->page.n; i++)
        hits[i] = view_hit(s, &g->page.at[i]);
    return (struct view_search_group){
        .title = words(s->x, g->e->titles),
        .all = !s->e && g->page.next.len > 0 ? asked_address(s, g->e, S("")) : S(""),
        .hits = {hits, g->page.n},
    };
}

/* Groups whose best is better stand first; equals in the order of the entities. */
static void put_group(struct asked *s, const struct group *g)
{
    ptrdiff_t at = s->n++;
    for (; at > 0 && s->groups[at - 1].page.at[0].rank > g->page.at[0].rank; at--)
        s->groups[at] = s->groups[at - 1];
    s->groups[at] = *g;
}

static enum err find(struct asked *s, bool *out_empty, bool *out_cut, struct fail *why)
{
    struct exchange *x = s->x;
    enum err err = OK;
    for (int i = 0; entities[i] && err == OK; i++) {
        struct group g = {.e = entities[i]};
        struct search_query q = {.words = s->words,
                                 .e = entities[i],
                                 .cursor = s->e ? query_get(x, S("cursor")) : S(""),
                                 .limit = s->e ? ON_A_PAGE : IN_A_GROUP};
        bool is_meant = s->e ? s->e == entities[i] : search_reaches(&x->call, entities[i]);
        if (!is_meant)
            continue;
        assert(s->n < GROUPS_MAX);
        err = search_records(&x->call, &q, &g.page, why);
        *out_empty = g.page.is_empty;
        *out_cut = g.page.is_cut;
        if (err == OK && g.page.n > 0)
            put_group(s, &g);
    }
    return err;
}

static void put_turns(const struct asked *s, struct view_search *v)
{
    if (!s->e)
        return;
    v->entity = s->e->name;
    v->entity_title = words(s->x, s->e->titles);
    v->everywhere = asked_address(s, NULL, S(""));
    if (s->n > 0 && s->groups[0].page.next.len > 0)
        v->next = asked_address(s, s->e, s->groups[0].page.next);
    if (query_has(s->x, S("cursor")))
        v->first = asked_address(s, s->e, S(""));
}

enum err page_search(struct exchange *x, struct fail *why)
{
    struct str name = query_get(x, S("entity"));
    struct asked *s = NEW(x->a, struct asked, 1);
    s->x = x;
    s->words = str_trim(query_get(x, S("q")));
    s->e = name.len > 0 ? entity_find(name) : NULL;
    if (name.len > 0 && !s->e)
        return FAIL(why, ERR_NOT_FOUND, MSG_web_not_found, ARG_TEXT(x->req->path));
    struct view_search v = {.shell = shell_on(x, words(x, MSG_web_search_title), S("/search")),
                            .words = s->words,
                            .is_asked = s->words.len > 0,
                            .is_looking_back = x->as_of_day != DATE_NONE};
    enum err err = v.is_asked ? find(s, &v.is_nothing, &v.is_cut, why) : OK;
    if (err != OK)
        return err;
    struct view_search_group *groups = NEW(x->a, struct view_search_group, s->n + 1);
    for (ptrdiff_t i = 0; i < s->n; i++)
        groups[i] = view_group(s, &s->groups[i]);
    v.groups.at = groups;
    v.groups.n = s->n;
    put_turns(s, &v);
    if (wants_json(x))
        return respond_view(x, view_table_search(), &v, why);
    struct buf page = respond_buf(x);
    template_search(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
