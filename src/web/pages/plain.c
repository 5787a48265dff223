/*
 * plain.c -- failures as plain text, where no template is needed.
 */
#include "web/inside.h"
#include "web/pages/pages.h"

void page_error(struct exchange *x, const struct fail *why)
{
    struct buf b = respond_buf(x);
    struct fail full = {0};
    buf_add(&b, msg_text(x->call.lang, err_title(why->err)));
    buf_byte(&b, '\n');
    message_write(&b, x->call.lang, &why->message);
    buf_byte(&b, '\n');
    if (respond_text(x, err_http(why->err), S("text/plain; charset=utf-8"), &b, &full) != OK)
        (void)respond_empty(x, err_http(full.err));
}

enum err page_sign_in_again(struct exchange *x, const struct fail *tried, struct fail *why)
{
    (void)x;
    return fail_with(why, tried->err, tried->message.id, tried->message.args);
}

enum err page_sign_in_link_again(struct exchange *x, const struct fail *tried, struct fail *why)
{
    (void)x;
    return fail_with(why, tried->err, tried->message.id, tried->message.args);
}
