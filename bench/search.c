/*
 * search.c -- how long a search takes, as a post asks it, without process start or network.
 *
 * usage: search WHERE POST < QUERIES
 * WHERE is a county's folder or URL, POST the code of a post, QUERIES one a line. Prints
 * p50 p95 p99 worst, in microseconds, and how many records were found.
 */
#include "app/search.h"

#include <stdio.h>

enum { QUERIES_MAX = 10000 };

static int64_t now_us(void)
{
    return os_real.ticks(os_real.ctx);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Whoever holds a post: rights hang on the post, so any account will do. */
static enum err caller_of(struct app *app, struct arena *a, struct str code, struct caller *out,
                          struct fail *why)
{
    struct shape shape = entity_shape(&post_entity);
    struct value v = VALUE_OF_TEXT(code);
    struct condition is_it = {S("code"), OP_EQ, &v, 1};
    struct select q = {.shape = &shape, .where = &is_it, .n_where = 1, .limit = 1};
    struct page page = {0};
    struct view *view = NULL;
    int64_t role = 0;
    enum err err = view_open(app->store, 0, &view, why);
    if (err == OK)
        err = view_select(view, a, &q, &page, why);
    view_close(view);
    if (err != OK || page.n != 1)
        return err != OK ? err : ERR_NOT_FOUND;
    const struct value *post = page.at[0].v;
    while (role < POST_ROLE_COUNT && !str_eq(post_roles[role].code, post[POST_role].t))
        role++;
    *out = (struct caller){.account = 1,
                           .post = page.at[0].id,
                           .unit = post[POST_unit].i,
                           .role = (enum post_role)role};
    return OK;
}

/* One search; what it took in *out. */
static enum err search_once(struct app *app, struct caller who, struct str words, int64_t *out_us,
                            int64_t *out_found, struct fail *why)
{
    struct arena a;
    struct call c = {0};
    struct search_query q = {.words = words};
    struct search_page page = {0};
    arena_init(&a, 64 * MIB);
    enum err err = call_begin(app, &a, who, LANG_ZH, 0, &c, why);
    if (err == OK) {
        int64_t began = now_us();
        err = search_records(&c, &q, &page, why);
        *out_us = now_us() - began;
        *out_found += page.n;
        call_done(&c);
    }
    arena_done(&a);
    return err;
}

static enum err search_all(struct app *app, struct caller who, struct fail *why)
{
    static int64_t took[QUERIES_MAX];
    char line[256];
    int64_t n_found = 0;
    size_t n = 0;
    while (n < QUERIES_MAX && fgets(line, sizeof line, stdin)) {
        enum err err = search_once(app, who, str_trim(str_of(line)), &took[n], &n_found, why);
        if (err != OK)
            return err;
        n++;
    }
    assert(n > 0);
    qsort(took, n, sizeof *took, by_size);
    printf("%lld %lld %lld %lld %lld\n", (long long)took[n / 2], (long long)took[n * 95 / 100],
           (long long)took[n * 99 / 100], (long long)took[n - 1], (long long)n_found);
    return OK;
}

int main(int argc, char **argv)
{
    struct arena a;
    struct app app = {.os = &os_real};
    struct caller who = {0};
    struct fail why = {0};
    if (argc != 3)
        return 2;
    struct store_options options = {.os = &os_real, .where = str_of(argv[1]), .n_readers = 2};
    arena_init(&a, 64 * MIB);
    enum err err = store_open(&options, &app.store, &why);
    if (err == OK)
        err = caller_of(&app, &a, str_of(argv[2]), &who, &why);
    if (err == OK)
        err = search_all(&app, who, &why);
    if (err != OK)
        fprintf(stderr, "search: %s\n", message_str(&a, LANG_EN, &why.message).s);
    store_close(app.store);
    arena_done(&a);
    return err != OK;
}
