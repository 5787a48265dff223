/*
 * cmd_search.c -- records found by words, best first.
 */
#include "app/search.h"
#include "cli/print.h"
#include "format/json_write.h"

static void put_whole(struct json_writer *w, struct str name, struct arena *a,
                      const struct excerpt *e)
{
    json_put_text(w, name, STR_CAT(a, e->before, e->hit, e->after));
}

static void print_json(const struct run *r, const struct search_page *p)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    struct json_writer w = json_writer_on(&b);
    json_array(&w);
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const struct search_hit *h = &p->at[i];
        json_object(&w);
        json_put_text(&w, S("entity"), h->e->name);
        json_put_int(&w, S("id"), h->record.id);
        put_whole(&w, S("title"), r->a, &h->title);
        json_put_text(&w, S("field"), h->field ? h->field->name : S(""));
        put_whole(&w, S("text"), r->a, &h->text);
        json_put_text(&w, S("owner"), h->owner);
        json_object_end(&w);
    }
    json_array_end(&w);
    print_line(r, buf_str(&b));
}

/* One line a record: what it is, its id, its title, where it was found. */
static void print_hit(const struct run *r, const struct search_hit *h)
{
    struct buf b = buf_on(r->a, PRINT_MAX);
    buf_fmt(&b, "%.*s\t%lld\t%.*s%.*s%.*s", STR_ARG(msg_text(r->lang, h->e->title)),
            (long long)h->record.id, STR_ARG(h->title.before), STR_ARG(h->title.hit),
            STR_ARG(h->title.after));
    if (h->field)
        buf_fmt(&b, "\t%.*s: %.*s%.*s%.*s", STR_ARG(field_label(h->field, r->lang)),
                STR_ARG(h->text.before), STR_ARG(h->text.hit), STR_ARG(h->text.after));
    for (ptrdiff_t i = 0; i < b.len; i++)
        if (b.s[i] == '\n' || b.s[i] == '\r')
            b.s[i] = ' ';
    print_line(r, buf_str(&b));
}

enum err cmd_search(struct run *r, struct fail *why)
{
    struct search_query q = {.limit = SEARCH_MOST};
    struct search_page page = {0};
    struct buf words = buf_on(r->a, 64 * KIB);
    enum err err = OK;
    for (int i = 0; i < r->words.n; i++)
        buf_fmt(&words, "%s%.*s", i > 0 ? " " : "", STR_ARG(r->words.word[i]));
    q.words = buf_str(&words);
    if (r->words.has[OPTION_entity])
        err = entity_named(r, r->words.option[OPTION_entity], &q.e, why);
    if (err == OK)
        err = search_records(&r->call, &q, &page, why);
    if (err != OK)
        return err;
    if (r->json) {
        print_json(r, &page);
        return OK;
    }
    for (ptrdiff_t i = 0; i < page.n; i++)
        print_hit(r, &page.at[i]);
    if (page.n == 0)
        SAY(r, MSG_cli_search_none, ARG_NONE);
    else if (page.next.len > 0)
        SAY(r, MSG_cli_search_more, ARG_INT(page.n));
    return OK;
}
