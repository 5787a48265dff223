/*
 * complaints.c -- answering what is said of the program.
 */
#include "app/complaints.h"

#include "app/change.h"
#include "base/text.h"
#include "entity/complaint.h"

enum { REASON_MAX = 500, DAYS_COUNTED = 365 };

/* The state, the day, and the name if it is to stand there, are the program's to say. */
enum err complaint_check(struct change *ch, struct fail *why)
{
    (void)why;
    if (ch->old)
        return OK;
    bool is_named = ch->v[COMPLAINT_named].type == VALUE_INT && ch->v[COMPLAINT_named].i != 0;
    ch->v[COMPLAINT_made_on] = VALUE_OF_INT(ch->c->today);
    if (is_named && ch->c->who.post != 0)
        ch->v[COMPLAINT_author] = VALUE_OF_INT(ch->c->who.post);
    return OK;
}

/* One complaint and what is done with it: the same at each try of the write. */
struct replying {
    struct call *c;
    int64_t id;
    struct str answer; /* "": it is withheld */
};

static enum err reply_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct replying *r = ctx;
    struct call inside = call_in(r->c, tx_view(tx));
    struct lookups l = lookups_on(inside.a, inside.view);
    struct shape shape = {0};
    struct record old = {0};
    int64_t made = 0;
    enum err err = records_get(&inside, &complaint_entity, r->id, &shape, &old, why);
    if (err != OK)
        return err;
    if (r->answer.len == 0)
        return tx_void(tx, &shape, r->id, old.version, why);
    struct change ch = {.c = &inside, .l = &l, .s = &shape, .old = &old, .owner = old.owner};
    ch.v = NEW(inside.a, struct value, shape.n);
    for (int i = 0; i < shape.n; i++)
        ch.v[i] = old.v[i];
    ch.v[COMPLAINT_answer] = VALUE_OF_TEXT(r->answer);
    ch.v[COMPLAINT_state] = VALUE_OF_TEXT(complaint_states[COMPLAINT_STATE_answered].code);
    ch.v[COMPLAINT_answered_on] = VALUE_OF_INT(inside.today);
    if (inside.who.post != 0)
        ch.v[COMPLAINT_answered_by] = VALUE_OF_INT(inside.who.post);
    return change_write(&ch, tx, old.version, &made, why);
}

static enum err say_wrong(struct call *c, struct str field, enum msg id, int64_t most,
                          struct fail *why)
{
    PROBLEM(&c->problems, field, S("missing"), id, ARG_INT(most));
    return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
}

static bool is_words(struct str text, int64_t most)
{
    return text.len > 0 && utf8_count(text) <= most;
}

enum err complaint_answer(struct call *c, int64_t id, struct str answer, struct fail *why)
{
    struct receipt receipt = {0};
    struct replying r = {.c = c, .id = id, .answer = str_trim(answer)};
    int64_t most = complaint_entity.fields[COMPLAINT_answer].max;
    enum err err = must(c, RIGHT_REPLY, why);
    if (err == OK && !is_words(r.answer, most))
        err = say_wrong(c, S("answer"), MSG_complaint_answer_words, most, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_reply, S(""));
    return call_write(c, &act, reply_in, &r, &receipt, why);
}

enum err complaint_withhold(struct call *c, int64_t id, struct str reason, struct fail *why)
{
    struct receipt receipt = {0};
    struct replying r = {.c = c, .id = id};
    reason = str_trim(reason);
    enum err err = must(c, RIGHT_REPLY, why);
    if (err == OK && !is_words(reason, REASON_MAX))
        err = say_wrong(c, S("reason"), MSG_problem_void_reason, REASON_MAX, why);
    if (err != OK)
        return err;
    struct act act = call_act(c, ACT_void, reason);
    return call_write(c, &act, reply_in, &r, &receipt, why);
}

enum err complaints_count(struct call *c, struct complaint_counts *out, struct fail *why)
{
    enum { OPEN, OLDEST, ANSWERED };
    struct rows rows = {0};
    int64_t county = 0;
    enum err err = must(c, RIGHT_COMPLAIN, why);
    if (err == OK)
        err = home_county(c, &county, why);
    struct value args[] = {VALUE_OF_INT(county), VALUE_OF_INT(call_day(c) - DAYS_COUNTED)};
    if (err == OK)
        err = view_query(c->view, c->a, STMT_complaint_counts, args, ARRAY_LEN(args), &rows, why);
    if (err != OK)
        return err;
    const struct value *oldest = rows_at(&rows, 0, OLDEST);
    *out = (struct complaint_counts){
        .open = rows_at(&rows, 0, OPEN)->i,
        .answered = rows_at(&rows, 0, ANSWERED)->i,
        .oldest = oldest->type == VALUE_INT ? call_day(c) - oldest->i : -1,
    };
    return OK;
}
