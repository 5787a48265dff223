/*
 * look_back.c -- a call that looks at what was known at the end of a past day.
 */
#include "app/app.h"

/* Today is not over: it is now. Rights and the call's place in the tree stay as they are today. */
enum err call_look_back(struct call *c, int64_t date, struct fail *why)
{
    int64_t seq = 0;
    if (date == DATE_NONE || date == c->today) {
        view_set_as_of(c->view, 0);
        c->as_of = 0;
        return OK;
    }
    if (date > c->today)
        return FAIL(why, ERR_INVALID, MSG_err_day_not_over, ARG_DATE(date), ARG_DATE(c->today));
    enum err err = view_seq_at_day(c->view, date, &seq, why);
    if (err != OK)
        return err;
    view_set_as_of(c->view, seq > 0 ? seq : -1);
    c->as_of = instant_of_day_end(date);
    return OK;
}

int64_t call_day(const struct call *c)
{
    return c->as_of == 0 ? c->today : instant_date(c->as_of - 1); /* the first instant after it */
}
