/*
 * settings.c -- what a county keeps, as far as the reader may use it.
 */
#include "templates.h"
#include "web/pages/page.h"
#include "web/pages/pages.h"
#include "web/pages/tiles.h"

static const struct tile_page own_pages[] = {
    {TOPIC_program, RIGHT_SIGNED_IN, MSG_web_me_title, MSG_web_me_about, S_("/me")},
    {TOPIC_program, RIGHT_ORGANISE, MSG_web_outbox_title, MSG_web_outbox_about, S_("/outbox")},
    {TOPIC_program, RIGHT_RECORD, MSG_web_record_title, MSG_web_record_about, S_("/record")},
};

static bool is_read(const struct call *call, const struct entity *e)
{
    return may(call, right_to_read(e));
}

enum err page_settings(struct exchange *x, struct fail *why)
{
    static const struct tile_plan plan = {
        .under = S_("/data"),
        .is_shown = is_read,
        .pages = own_pages,
        .n_pages = ARRAY_LEN(own_pages),
    };
    struct view_settings v = {.shell =
                                  shell_on(x, words(x, MSG_web_settings_title), S("/settings"))};
    v.groups.n = tile_groups(x, &plan, &v.groups.at);
    if (wants_json(x))
        return respond_view(x, view_table_settings(), &v, why);
    struct buf page = respond_buf(x);
    template_settings(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}
