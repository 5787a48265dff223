/*
 * notices.c -- what the posts of the reader are told, newest first, and marking it as read.
 */
#include "templates.h"
#include "web/pages/matter_row.h"
#include "web/pages/notice_rows.h"
#include "web/pages/pages.h"

enum { SHOWN = 50 };

const struct view_notice_row *notice_rows(struct exchange *x, const struct notices *n)
{
    struct view_notice_row *at = NEW(x->a, struct view_notice_row, n->n + 1);
    for (ptrdiff_t i = 0; i < n->n; i++)
        at[i] = (struct view_notice_row){.title = n->at[i].title,
                                         .address = matter_address(x, n->at[i].matter),
                                         .kind = n->at[i].kind,
                                         .said = n->at[i].said,
                                         .day = date_words(x, n->at[i].told_on),
                                         .is_new = n->at[i].is_new};
    return at;
}

enum err page_notices(struct exchange *x, struct fail *why)
{
    struct notices n = {0};
    int64_t below = 0;
    struct str cursor = query_get(x, S("cursor"));
    if (cursor.len > 0 && !str_digits(cursor, &below))
        return FAIL(why, ERR_INVALID, MSG_store_bad_cursor, ARG_NONE);
    enum err err = notices_list(&x->call, false, below, SHOWN, &n, why);
    if (err != OK)
        return err;
    struct view_notices v = {.shell = shell_on(x, words(x, MSG_web_notices_title), S("/")),
                             .rows = {notice_rows(x, &n), n.n},
                             .newest = n.n > 0 ? n.at[0].id : 0,
                             .csrf = x->csrf};
    for (ptrdiff_t i = 0; i < n.n; i++)
        v.has_new = v.has_new || n.at[i].is_new;
    if (n.next != 0)
        v.next = str_fmt(x->a, "/notices?cursor=%lld", (long long)n.next);
    if (below != 0)
        v.first = S("/notices");
    if (wants_json(x))
        return respond_view(x, view_table_notices(), &v, why);
    struct buf page = respond_buf(x);
    template_notices(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

enum err post_notices_read(struct exchange *x, struct fail *why)
{
    int64_t newest = 0;
    if (!str_digits(form_get(x, S("newest")), &newest))
        return FAIL(why, ERR_INVALID, MSG_web_form_field, ARG_TEXT(S("newest")));
    enum err err = notices_read(&x->call, newest, why);
    return err == OK ? respond_redirect(x, S("/notices")) : err;
}
