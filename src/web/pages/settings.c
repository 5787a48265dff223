/*
 * settings.c -- what a county keeps, as far as the reader may use it.
 */
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"

enum { OWN_PAGES = 3 };

enum err page_settings(struct exchange *x, struct fail *why)
{
    ptrdiff_t n_entities = 0;
    while (entities[n_entities])
        n_entities++;
    struct view_settings_item *at = NEW(x->a, struct view_settings_item, n_entities + OWN_PAGES);
    ptrdiff_t n = 0;
    at[n++] = (struct view_settings_item){words(x, MSG_web_me_title), words(x, MSG_web_me_about),
                                          S("/me")};
    for (ptrdiff_t i = 0; i < n_entities; i++) {
        const struct entity *e = entities[i];
        if (may(&x->call, right_to_read(e)))
            at[n++] = (struct view_settings_item){words(x, e->titles), words(x, e->about),
                                                  str_fmt(x->a, "/data/%.*s", STR_ARG(e->plural))};
    }
    if (may(&x->call, RIGHT_ORGANISE))
        at[n++] = (struct view_settings_item){words(x, MSG_web_outbox_title),
                                              words(x, MSG_web_outbox_about), S("/outbox")};
    if (may(&x->call, RIGHT_RECORD))
        at[n++] = (struct view_settings_item){words(x, MSG_web_record_title),
                                              words(x, MSG_web_record_about), S("/record")};
    struct view_settings v = {
        .shell = shell_on(x, words(x, MSG_web_settings_title), S("/settings")), .items = {at, n}};
    if (wants_json(x))
        return respond_view(x, view_table_settings(), &v, why);
    struct buf page = respond_buf(x);
    template_settings(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
