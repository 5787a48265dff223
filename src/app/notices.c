/*
 * notices.c -- notices of the caller's posts: listed, counted, read.
 */
#include "app/notices.h"

#include "app/matter_climb.h"
#include "entity/escalation.h"
#include "entity/matter.h"
#include "entity/matter_move.h"

/* Columns of STMT_notice_list. */
enum {
    COL_ID,
    COL_MATTER,
    COL_ABOUT,
    COL_DUE,
    COL_TOLD_ON,
    COL_READ_ON,
    COL_MOVE,
    COL_POST_ZH,
    COL_POST_EN,
    COL_STEP_ZH,
    COL_STEP_EN,
    COL_CAUSE,
    COL_MISSED,
    COL_STEP_DUE
};

struct str notice_code(enum notice_about about)
{
    static const struct str codes[NOTICE_ABOUT_COUNT] = {
#define X(code) [NOTICE_##code] = S_(#code),
        NOTICE_ABOUTS(X)
#undef X
    };
    return codes[about];
}

static enum notice_about about_of(struct str code)
{
    int i = 0;
    while (i < NOTICE_ABOUT_COUNT - 1 && !str_eq(notice_code((enum notice_about)i), code))
        i++;
    return (enum notice_about)i;
}

static struct str in_language(const struct rows *rows, ptrdiff_t i, int zh, enum lang lang)
{
    struct str en = rows_at(rows, i, zh + 1)->t;
    return lang == LANG_EN && en.len > 0 ? en : rows_at(rows, i, zh)->t;
}

static enum msg move_label(struct str code)
{
    for (int i = 0; i < MATTER_MOVE_MOVE_COUNT; i++)
        if (str_eq(matter_move_moves[i].code, code))
            return matter_move_moves[i].label;
    return MSG_notice_program;
}

static struct message step_words(struct call *c, const struct rows *rows, ptrdiff_t i)
{
    struct value v[ESCALATION_N_FIELDS] = {
        [ESCALATION_cause] = *rows_at(rows, i, COL_CAUSE),
        [ESCALATION_missed] = *rows_at(rows, i, COL_MISSED),
        [ESCALATION_due] = *rows_at(rows, i, COL_STEP_DUE),
    };
    return climb_why(v, in_language(rows, i, COL_STEP_ZH, c->lang));
}

static struct message words_of(struct call *c, const struct rows *rows, ptrdiff_t i)
{
    struct str post = in_language(rows, i, COL_POST_ZH, c->lang);
    enum msg label = move_label(rows_at(rows, i, COL_MOVE)->t);
    const struct value *due = rows_at(rows, i, COL_DUE);
    int64_t day = due->type == VALUE_INT ? due->i : DATE_NONE;
    switch (about_of(rows_at(rows, i, COL_ABOUT)->t)) {
    case NOTICE_step: return step_words(c, rows, i);
    case NOTICE_soon: return (struct message){.id = MSG_notice_soon, .args = {ARG_DATE(day)}};
    case NOTICE_mention:
        return (struct message){.id = MSG_notice_mention, .args = {ARG_TEXT(post)}};
    case NOTICE_remind: return (struct message){.id = MSG_notice_remind, .args = {ARG_NONE}};
    case NOTICE_move:
    case NOTICE_ABOUT_COUNT: break;
    }
    if (post.len == 0)
        return (struct message){.id = MSG_notice_move_by_program, .args = {ARG_MSG(label)}};
    return (struct message){.id = MSG_notice_move, .args = {ARG_MSG(label), ARG_TEXT(post)}};
}

/* The matters of the rows that the caller may see today. */
static enum err read_matters(struct call *c, const struct rows *rows, struct page *out,
                             struct fail *why)
{
    struct shape s = entity_shape(&matter_entity);
    struct scope scope = scope_to_read(c, &matter_entity);
    struct value *ids = NEW(c->a, struct value, rows->n + 1);
    for (ptrdiff_t i = 0; i < rows->n; i++)
        ids[i] = *rows_at(rows, i, COL_MATTER);
    struct condition in = {.column = S("id"), .op = OP_IN, .values = ids, .n_values = (int)rows->n};
    struct select q = {.shape = &s, .where = &in, .n_where = 1, .scope = &scope, .limit = 1000};
    return view_select(c->view, c->a, &q, out, why);
}

static enum msg kind_label(const struct value *kind)
{
    int i = 0;
    while (i < MATTER_KIND_COUNT - 1 && !str_eq(matter_kinds[i].code, kind->t))
        i++;
    return matter_kinds[i].label;
}

static bool is_guarded(const struct record *m)
{
    return str_eq(m->v[MATTER_kind].t, matter_kinds[MATTER_KIND_dispute].code) ||
           !str_eq(m->v[MATTER_visibility].t, S("normal"));
}

static void add_notice(struct call *c, const struct rows *rows, ptrdiff_t i,
                       const struct page *matters, struct notices *out)
{
    for (ptrdiff_t k = 0; k < matters->n; k++) {
        const struct record *m = &matters->at[k];
        if (m->id != rows_at(rows, i, COL_MATTER)->i)
            continue;
        out->at[out->n++] =
            (struct notice){.id = rows_at(rows, i, COL_ID)->i,
                            .matter = m->id,
                            .about = about_of(rows_at(rows, i, COL_ABOUT)->t),
                            .title = m->v[MATTER_title].t,
                            .kind = kind_label(&m->v[MATTER_kind]),
                            .kind_code = m->v[MATTER_kind].t,
                            .is_guarded = is_guarded(m),
                            .said = words_of(c, rows, i),
                            .told_on = rows_at(rows, i, COL_TOLD_ON)->i,
                            .is_new = rows_at(rows, i, COL_READ_ON)->type == VALUE_NULL};
        return;
    }
}

enum err notices_list(struct call *c, bool only_new, int64_t below, int64_t limit,
                      struct notices *out, struct fail *why)
{
    struct rows rows = {0};
    struct page matters = {0};
    assert(limit >= 1 && limit <= 100);
    *out = (struct notices){0};
    if (c->who.post == 0 || !may(c, RIGHT_MATTERS))
        return OK;
    struct value args[] = {VALUE_OF_INT(c->who.post), VALUE_OF_INT(c->who.on_behalf),
                           VALUE_OF_INT(only_new), VALUE_OF_INT(below != 0 ? below : INT64_MAX),
                           VALUE_OF_INT(limit + 1)};
    enum err err = view_query(c->view, c->a, STMT_notice_list, args, ARRAY_LEN(args), &rows, why);
    if (err == OK && rows.n > 0)
        err = read_matters(c, &rows, &matters, why);
    if (err != OK)
        return err;
    ptrdiff_t n = rows.n > limit ? limit : rows.n;
    out->at = NEW(c->a, struct notice, n + 1);
    for (ptrdiff_t i = 0; i < n; i++)
        add_notice(c, &rows, i, &matters, out);
    if (rows.n > limit)
        out->next = rows_at(&rows, n - 1, COL_ID)->i;
    return OK;
}

enum err notices_carried(struct call *c, int64_t message, int64_t post, struct notices *out,
                         ptrdiff_t *out_all, struct fail *why)
{
    struct value args[] = {VALUE_OF_INT(message), VALUE_OF_INT(post)};
    struct rows rows = {0};
    struct page matters = {0};
    *out = (struct notices){0};
    *out_all = 0;
    enum err err =
        view_query(c->view, c->a, STMT_outbox_notices, args, ARRAY_LEN(args), &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    out->at = NEW(c->a, struct notice, rows.n);
    for (ptrdiff_t from = 0; err == OK && from < rows.n; from += NOTICES_CARRIED) {
        ptrdiff_t n = rows.n - from < NOTICES_CARRIED ? rows.n - from : NOTICES_CARRIED;
        struct rows part = {&rows.at[from * rows.n_cols], n, rows.n_cols};
        err = read_matters(c, &part, &matters, why);
        for (ptrdiff_t i = 0; err == OK && i < n; i++)
            if (rows_at(&part, i, COL_READ_ON)->type == VALUE_NULL)
                add_notice(c, &part, i, &matters, out);
    }
    *out_all = out->n;
    if (out->n > NOTICES_CARRIED)
        out->n = NOTICES_CARRIED;
    return err;
}

enum err notices_count(struct call *c, int64_t *out, struct fail *why)
{
    struct rows rows = {0};
    *out = 0;
    if (c->who.post == 0 || !may(c, RIGHT_MATTERS))
        return OK;
    struct value args[] = {VALUE_OF_INT(c->who.post), VALUE_OF_INT(c->who.on_behalf),
                           VALUE_OF_INT(NOTICES_COUNTED)};
    enum err err = view_query(c->view, c->a, STMT_notice_count, args, ARRAY_LEN(args), &rows, why);
    if (err == OK)
        *out = rows_at(&rows, 0, 0)->i;
    return err;
}

struct reading {
    const struct call *c;
    int64_t id;
};

static enum err read_in(struct tx *tx, void *ctx, struct fail *why)
{
    const struct reading *r = ctx;
    struct value args[] = {VALUE_OF_INT(r->c->who.post), VALUE_OF_INT(r->c->who.on_behalf),
                           VALUE_OF_INT(r->id), VALUE_OF_INT(r->c->today)};
    return tx_exec(tx, STMT_notice_read, args, ARRAY_LEN(args), NULL, why);
}

enum err notices_read(struct call *c, int64_t id, struct fail *why)
{
    struct reading r = {.c = c, .id = id};
    enum err err = must(c, RIGHT_MATTERS, why);
    return err == OK ? store_keep(c->app->store, read_in, &r, why) : err;
}
