/*
 * search.c -- the ranks one after the other, in each the entities, in each the newest first.
 */
#include "app/search.h"

#include "app/lookup.h"
#include "app/shapes.h"
#include "base/text.h"
#include "entity/searched.h"

enum { EXCERPT_BEFORE = 24, EXCERPT_AFTER = 60, TITLE_MAX = 1024 };

bool search_reaches(const struct call *c, const struct entity *e)
{
    return !e->is_bulk && !e->is_base && entity_is_searched(e) && may(c, right_to_read(e));
}

/* --- where a page begins ---------------------------------------------------------------------- */

/* "RANK.ENTITY.PLACE" of the last record shown. */
struct place {
    int rank, entity;
    int64_t before;
};

static struct str place_text(struct arena *a, const struct search_hit *last)
{
    return str_fmt(a, "%d.%.*s.%lld", (int)last->rank, STR_ARG(last->e->name),
                   (long long)last->place);
}

static bool place_read(struct str text, struct place *out)
{
    struct str name = S("");
    struct str number = S("");
    int64_t rank = 0;
    *out = (struct place){.before = INT64_MAX};
    if (text.len == 0)
        return true;
    if (!str_digits(str_cut(text, '.', &name), &rank) || rank >= FIND_RANK_COUNT)
        return false;
    const struct entity *e = entity_find(str_cut(name, '.', &number));
    if (!e || !str_digits(number, &out->before))
        return false;
    out->rank = (int)rank;
    out->entity = entity_index(e);
    return true;
}

/* --- excerpts --------------------------------------------------------------------------------- */

struct searching {
    struct call *c;
    struct lookups l;
    const struct search_query *q;
    struct search_terms terms;
    int64_t limit;
    struct search_hit *at; /* room for one more than the limit */
    ptrdiff_t n;
};

/* The last n characters of s; whether any stand before them. */
static struct str tail(struct str s, ptrdiff_t n, bool *out_cut)
{
    ptrdiff_t all = utf8_count(s);
    *out_cut = all > n;
    return *out_cut ? str_sub(s, utf8_head(s, all - n).len, s.len) : s;
}

static bool excerpt_of(struct arena *a, const struct search_terms *terms, struct str text,
                       bool is_whole, struct excerpt *out)
{
    ptrdiff_t at = 0;
    ptrdiff_t end = 0;
    int i = 0;
    while (i < terms->n && !search_term_find(a, &terms->at[i], text, &at, &end))
        i++;
    if (i == terms->n) {
        *out = (struct excerpt){.before = text};
        return false;
    }
    *out = (struct excerpt){str_sub(text, 0, at), str_sub(text, at, end),
                            str_sub(text, end, text.len)};
    if (is_whole)
        return true;
    bool is_cut = false;
    struct str before = tail(out->before, EXCERPT_BEFORE, &is_cut);
    if (is_cut)
        out->before = STR_CAT(a, S("…"), before);
    struct str after = utf8_head(out->after, EXCERPT_AFTER);
    if (after.len < out->after.len)
        out->after = STR_CAT(a, after, S("…"));
    return true;
}

/* The title with what was found in it, and the first text that has a term; of other titles only
 * where the title itself has none. */
static void put_excerpts(const struct searching *s, const struct shape *shape,
                         struct search_hit *hit)
{
    struct arena *a = s->c->a;
    struct buf title = buf_on(a, TITLE_MAX);
    record_title(&title, s->c->lang, shape, hit->record.v);
    bool is_told = excerpt_of(a, &s->terms, buf_str(&title), true, &hit->title);
    for (int i = 0; i < shape->n && !hit->field; i++) {
        const struct field *f = &shape->fields[i];
        const struct value *v = &hit->record.v[i];
        bool is_title = i < shape->e->n_fields && field_is_title(f);
        bool is_looked_in = field_is_body(shape, i) || (is_title && !is_told);
        if (!is_looked_in || v->type != VALUE_TEXT || str_eq(v->t, buf_str(&title)))
            continue;
        if (excerpt_of(a, &s->terms, v->t, false, &hit->text))
            hit->field = f;
    }
}

static enum err put_owner(struct searching *s, struct search_hit *hit, struct fail *why)
{
    const struct unit_info *owner = NULL;
    if (hit->record.owner == 0)
        return OK;
    enum err err = lookup_unit(&s->l, hit->record.owner, &owner, why);
    if (err == OK && owner)
        hit->owner =
            owner->name[s->c->lang].len > 0 ? owner->name[s->c->lang] : owner->name[LANG_ZH];
    return err;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* What has this rank in one entity, as many as there is still room for. */
static enum err find_in(struct searching *s, const struct shape *shape, struct place at,
                        struct fail *why)
{
    struct scope scope = scope_to_read(s->c, shape->e);
    struct founds found = {0};
    struct find f = {.shape = shape,
                     .scope = &scope,
                     .terms = &s->terms,
                     .rank = (enum find_rank)at.rank,
                     .before = at.before,
                     .limit = s->limit + 1 - s->n};
    enum err err = view_find_words(s->c->view, s->c->a, &f, &found, why);
    for (ptrdiff_t i = 0; i < found.n && err == OK; i++)
        s->at[s->n++] = (struct search_hit){.e = shape->e,
                                            .rank = f.rank,
                                            .record = found.at[i].record,
                                            .place = found.at[i].place};
    return err;
}

/* The shape of an entity, read when it is first looked in. */
static enum err find_at(struct searching *s, struct shape *shape, struct place at, struct fail *why)
{
    const struct entity *e = entities[at.entity];
    bool is_meant = s->q->e ? e == s->q->e : search_reaches(s->c, e);
    enum err err = OK;
    if (!is_meant)
        return OK;
    if (!shape->e)
        err = shape_for(s->c, &s->l, e, 0, shape, why);
    return err == OK ? find_in(s, shape, at, why) : err;
}

/* Rank by rank, each through all entities, from a place on until the page is full. */
static enum err find_all(struct searching *s, struct place from, struct fail *why)
{
    struct shape shapes[64] = {0};
    enum err err = OK;
    for (struct place at = from; at.rank < FIND_RANK_COUNT && err == OK && s->n <= s->limit;
         at.before = INT64_MAX) {
        assert(at.entity < ARRAY_LEN(shapes));
        err = find_at(s, &shapes[at.entity], at, why);
        bool is_last = !entities[at.entity + 1];
        at.rank += is_last;
        at.entity = is_last ? 0 : at.entity + 1;
    }
    for (ptrdiff_t i = 0; err == OK && i < s->n && i < s->limit; i++)
        put_excerpts(s, &shapes[entity_index(s->at[i].e)], &s->at[i]);
    return err;
}

static enum err search_now(struct searching *s, struct place from, struct search_page *out,
                           struct fail *why)
{
    enum err err = find_all(s, from, why);
    bool has_more = s->n > s->limit;
    out->at = s->at;
    out->n = has_more ? s->limit : s->n;
    for (ptrdiff_t i = 0; i < out->n && err == OK; i++)
        err = put_owner(s, &s->at[i], why);
    out->next = has_more ? place_text(s->c->a, &s->at[s->limit - 1]) : S("");
    return err;
}

static enum err must_search(const struct call *c, const struct search_query *q, struct fail *why)
{
    if (!q->e)
        return must(c, RIGHT_SIGNED_IN, why);
    enum err err = must(c, right_to_read(q->e), why);
    if (err == OK && (q->e->is_bulk || q->e->is_base || !entity_is_searched(q->e)))
        return FAIL(why, ERR_INVALID, MSG_problem_no_search, ARG_MSG(q->e->titles));
    return err;
}

enum err search_records(struct call *c, const struct search_query *q, struct search_page *out,
                        struct fail *why)
{
    struct place from = {0};
    struct search_page page = {0};
    enum err err = c->who.is_system && !q->e ? OK : must_search(c, q, why);
    if (err != OK)
        return err;
    if (!place_read(q->cursor, &from))
        return FAIL(why, ERR_USAGE, MSG_store_bad_cursor, ARG_NONE);
    struct str words = utf8_head(q->words, SEARCH_WORDS);
    struct searching s = {.c = c, .q = q, .terms = search_terms_of(c->a, words)};
    s.l = lookups_on(c->a, c->view);
    s.limit = q->limit <= 0 ? SEARCH_LIMIT : q->limit < SEARCH_MOST ? q->limit : SEARCH_MOST;
    s.at = NEW(c->a, struct search_hit, s.limit + 1);
    page.is_empty = s.terms.n == 0;
    page.is_cut = s.terms.is_cut || words.len < q->words.len;
    int64_t as_of = view_as_of(c->view);
    if (as_of != 0)
        view_set_as_of(c->view, 0);
    err = page.is_empty ? OK : search_now(&s, from, &page, why);
    if (as_of != 0)
        view_set_as_of(c->view, as_of);
    if (err == OK)
        *out = page;
    return err;
}
