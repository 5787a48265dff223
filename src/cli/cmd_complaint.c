/*
 * cmd_complaint.c -- what is said of the program: listed, written, answered.
 */
#include "app/complaints.h"
#include "cli/print.h"
#include "entity/complaint.h"
#include "format/json_write.h"

enum { PAGE = 500, ID_COLUMNS = 8, STATE_COLUMNS = 12 };

static void show_one(const struct run *r, struct json_writer *w, const struct record *k)
{
    struct str state = k->v[COMPLAINT_state].t;
    if (w) {
        json_object(w);
        json_put_int(w, S("id"), k->id);
        json_put_text(w, S("state"), state);
        json_put_text(w, S("title"), k->v[COMPLAINT_title].t);
        json_put_text(w, S("said"), k->v[COMPLAINT_said].t);
        json_put_text(w, S("answer"), k->v[COMPLAINT_answer].t);
        json_object_end(w);
        return;
    }
    struct buf line = buf_on(r->a, 64 * KIB);
    buf_padded(&line, str_fmt(r->a, "%lld", (long long)k->id), ID_COLUMNS);
    for (int i = 0; i < COMPLAINT_STATE_COUNT; i++)
        if (str_eq(complaint_states[i].code, state))
            buf_padded(&line, choice_label(&complaint_states[i], r->lang), STATE_COLUMNS);
    buf_add(&line, k->v[COMPLAINT_title].t);
    print_line(r, buf_str(&line));
}

static enum err list(struct run *r, struct fail *why)
{
    struct list_query q = {.e = &complaint_entity, .limit = PAGE};
    return print_records(r, q, show_one, why);
}

/* ponan complaint add title=... said=... */
static enum err add(struct run *r, struct fail *why)
{
    struct input in[WORDS_MAX] = {0};
    int64_t id = 0;
    ptrdiff_t n = 0;
    for (int i = 1; i < r->words.n; i++) {
        struct str given = S("");
        struct str name = str_cut(r->words.word[i], '=', &given);
        if (name.len == r->words.word[i].len)
            return FAIL(why, ERR_USAGE, MSG_cli_matter_given, ARG_TEXT(r->words.word[i]));
        in[n++] = (struct input){.field = name, .text = given};
    }
    r->entity = &complaint_entity;
    enum err err = records_create(&r->call, &complaint_entity, 0, in, n, &id, why);
    if (err == OK)
        SAY(r, MSG_cli_complaint_added, ARG_INT(id));
    return err;
}

static enum err need_id(const struct run *r, int64_t *out, struct fail *why)
{
    struct str word = r->words.n > 1 ? r->words.word[1] : S("");
    if (r->words.n == 3 && str_digits(word, out) && *out > 0)
        return OK;
    return FAIL(why, ERR_USAGE, MSG_cli_complaint_id, ARG_TEXT(word));
}

/* ponan complaint answer ID TEXT */
static enum err answer(struct run *r, struct fail *why)
{
    int64_t id = 0;
    enum err err = need_id(r, &id, why);
    if (err == OK)
        err = complaint_answer(&r->call, id, r->words.word[2], why);
    if (err == OK)
        SAY(r, MSG_cli_complaint_answered, ARG_INT(id));
    return err;
}

static enum err withhold(struct run *r, struct fail *why)
{
    int64_t id = 0;
    enum err err = need_id(r, &id, why);
    if (err == OK)
        err = complaint_withhold(&r->call, id, r->words.word[2], why);
    if (err == OK)
        SAY(r, MSG_cli_complaint_withheld, ARG_INT(id));
    return err;
}

enum err cmd_complaint(struct run *r, struct fail *why)
{
    static const struct {
        struct str name;
        enum err (*run)(struct run *r, struct fail *why);
    } acts[] = {
        {S_("list"), list}, {S_("add"), add}, {S_("answer"), answer}, {S_("withhold"), withhold}};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(acts); i++)
        if (str_eq(acts[i].name, r->words.word[0]))
            return acts[i].run(r, why);
    return FAIL(why, ERR_USAGE, MSG_cli_usage_complaint, ARG_TEXT(r->words.word[0]));
}
