/*
 * answer_link.c -- making, revoking, seeing and using a one-time link.
 */
#include "app/answer_link.h"

#include "app/change.h"
#include "app/secret.h"
#include "base/text.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/matter_move.h"
#include "entity/matter_party.h"
#include "entity/problem.h"

enum { LINKS_SHOWN = 50, MOVES_READ = 200, WRONG_MOST = 20, HOLDER_MAX = 120 };

static const int64_t wrong_forgotten = (int64_t)3600 * 1000000; /* an hour */

static struct value state_value(enum answer_link_state state)
{
    return VALUE_OF_TEXT(answer_link_states[state].code);
}

/* --- the office's side ------------------------------------------------------------------------ */

/* Asked while it waits for the blocked party, and again after it ended. Problems only: what
 * residents say is never shown to anybody by a link. */
bool answer_link_fits(const struct matter_sight *m)
{
    bool waits = (m->state->turn & HAND_BLOCKED) != 0;
    return str_eq(m->flow->kind, S("problem")) && (waits || m->state->state == STATE_closed);
}

enum err answer_links(struct call *c, int64_t matter, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value of = VALUE_OF_INT(matter);
    struct condition where = {.column = S("matter"), .op = OP_EQ, .values = &of, .n_values = 1};
    struct scope scope = scope_to_read(c, &answer_link_entity);
    *shape = entity_shape(&answer_link_entity);
    struct select q = {.shape = shape,
                       .where = &where,
                       .n_where = 1,
                       .scope = &scope,
                       .sort = S("-id"),
                       .limit = LINKS_SHOWN};
    return view_select(c->view, c->a, &q, out, why);
}

static bool is_open(const struct record *link)
{
    return str_eq(link->v[ANSWER_LINK_state].t, answer_link_states[ANSWER_LINK_STATE_open].code);
}

static enum err set_state(struct tx *tx, const struct record *link, enum answer_link_state state,
                          struct fail *why)
{
    struct shape s = entity_shape(&answer_link_entity);
    struct value *v = NEW(tx_arena(tx), struct value, s.n);
    for (int i = 0; i < s.n; i++)
        v[i] = link->v[i];
    v[ANSWER_LINK_state] = state_value(state);
    return tx_update(tx, &s, link->id, link->version, v, why);
}

static enum err revoke_open(struct tx *tx, struct call *c, int64_t matter, struct fail *why)
{
    struct page links = {0};
    enum err err = answer_links(c, matter, &links, why);
    for (ptrdiff_t i = 0; err == OK && i < links.n; i++)
        if (is_open(&links.at[i]))
            err = set_state(tx, &links.at[i], ANSWER_LINK_STATE_revoked, why);
    return err;
}

struct making {
    struct call *c;
    int64_t matter;
    struct str holder;
    struct answer_link_made made;
};

/* The name of the first party that is blocked. */
static enum err blocked_name(struct call *c, const struct matter_sight *m, struct str *out,
                             struct fail *why)
{
    struct lookups l = lookups_on(c->a, c->view);
    struct shape posts = entity_shape(&post_entity);
    struct str role = matter_party_roles[MATTER_PARTY_ROLE_blocked].code;
    for (ptrdiff_t i = 0; i < m->parties.n; i++) {
        const struct value *v = m->parties.at[i].v;
        const struct unit_info *unit = NULL;
        struct record post = {0};
        if (!str_eq(v[MATTER_PARTY_role].t, role))
            continue;
        enum err err = OK;
        if (v[MATTER_PARTY_unit].type == VALUE_INT)
            err = lookup_unit(&l, v[MATTER_PARTY_unit].i, &unit, why);
        else
            err = view_get(c->view, c->a, &posts, NULL, v[MATTER_PARTY_post].i, &post, why);
        if (err == OK)
            *out = unit ? unit->name[c->lang] : post.v ? post.v[POST_name_zh].t : S("");
        return err;
    }
    return OK;
}

static enum err judge_making(struct making *w, struct call *inside, struct matter_sight *m,
                             struct fail *why)
{
    enum err err = matter_see(inside, w->matter, m, why);
    if (err != OK)
        return err;
    if (!(m->hands & HAND_OFFICE))
        return FAIL(why, ERR_FORBIDDEN, MSG_problem_by_office, ARG_NONE);
    if (!answer_link_fits(m))
        return FAIL(why, ERR_CONFLICT, MSG_err_answer_link_not_now, ARG_NONE);
    w->made.holder = w->holder;
    if (w->holder.len == 0)
        err = blocked_name(inside, m, &w->made.holder, why);
    if (err == OK && (w->made.holder.len == 0 || w->made.holder.len > HOLDER_MAX)) {
        PROBLEM(&w->c->problems, S("holder"), S("missing"), MSG_problem_answer_link_holder,
                ARG_NONE);
        return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
    }
    return err;
}

static struct str hash_text(struct arena *a, struct str token)
{
    return hex_of(a, token_hash(a, token).t);
}

/* The row of a new link; one that was open until now is revoked. */
static enum err put_link(struct tx *tx, struct call *inside, const struct record *matter,
                         struct answer_link_made *made, struct fail *why)
{
    struct shape s = entity_shape(&answer_link_entity);
    enum err err = revoke_open(tx, inside, matter->id, why);
    if (err != OK)
        return err;
    made->expires_on = inside->today + ANSWER_LINK_DAYS;
    struct value v[ANSWER_LINK_N_FIELDS] = {
        [ANSWER_LINK_matter] = VALUE_OF_INT(matter->id),
        [ANSWER_LINK_holder] = VALUE_OF_TEXT(made->holder),
        [ANSWER_LINK_state] = state_value(ANSWER_LINK_STATE_open),
        [ANSWER_LINK_made_on] = VALUE_OF_INT(inside->today),
        [ANSWER_LINK_expires_on] = VALUE_OF_INT(made->expires_on),
        [ANSWER_LINK_token] = VALUE_OF_TEXT(hash_text(inside->a, made->token)),
    };
    if (inside->who.post != 0)
        v[ANSWER_LINK_post] = VALUE_OF_INT(inside->who.post);
    return tx_insert(tx, &s, matter->owner, v, &made->id, why);
}

static enum err make_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct making *w = ctx;
    struct call inside = call_in(w->c, tx_view(tx));
    struct matter_sight m = {0};
    w->c->problems = problems_on(w->c->a);
    enum err err = judge_making(w, &inside, &m, why);
    return err == OK ? put_link(tx, &inside, &m.record, &w->made, why) : err;
}

enum err answer_link_with_move(struct tx *tx, struct call *inside, const struct matter_sight *m,
                               enum matter_state to, struct answer_link_made *out, struct fail *why)
{
    struct answer_link_made made = {.token = out->token};
    struct matter_sight after = *m;
    after.state = flow_state(m->flow, to);
    bool is_news = !(m->state->turn & HAND_BLOCKED) && !flow_is_end(after.state);
    out->id = 0;
    if (!is_news || !(m->hands & HAND_OFFICE) || !answer_link_fits(&after))
        return OK;
    enum err err = blocked_name(inside, m, &made.holder, why);
    if (err != OK || made.holder.len == 0 || made.holder.len > HOLDER_MAX)
        return err; /* nobody is known to ask: the office names a holder by hand */
    err = put_link(tx, inside, &m->record, &made, why);
    made.holder = str_dup(inside->a, made.holder);
    if (err == OK)
        *out = made;
    return err;
}

enum err answer_link_make(struct call *c, int64_t matter, struct str holder,
                          struct answer_link_made *out, struct fail *why)
{
    struct receipt receipt = {0};
    struct making w = {.c = c, .matter = matter, .holder = str_trim(holder)};
    w.made.token = token_make(c->app->os, c->a);
    struct act act = call_act(c, ACT_answer_link, S("make"));
    enum err err = call_write(c, &act, make_in, &w, &receipt, why);
    if (err != OK)
        return err;
    w.made.holder = str_dup(c->a, w.made.holder);
    *out = w.made;
    return OK;
}

struct revoking {
    struct call *c;
    int64_t id;
};

static enum err revoke_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct revoking *w = ctx;
    struct call inside = call_in(w->c, tx_view(tx));
    struct shape s = entity_shape(&answer_link_entity);
    struct scope scope = scope_to_read(&inside, &answer_link_entity);
    struct record link = {0};
    struct matter_sight m = {0};
    enum err err = view_get(inside.view, inside.a, &s, &scope, w->id, &link, why);
    if (err == OK)
        err = matter_see(&inside, link.v[ANSWER_LINK_matter].i, &m, why);
    if (err != OK)
        return err;
    if (!(m.hands & HAND_OFFICE))
        return FAIL(why, ERR_FORBIDDEN, MSG_problem_by_office, ARG_NONE);
    if (!is_open(&link))
        return FAIL(why, ERR_CONFLICT, MSG_err_answer_link_over, ARG_NONE);
    return set_state(tx, &link, ANSWER_LINK_STATE_revoked, why);
}

enum err answer_link_revoke(struct call *c, int64_t id, struct fail *why)
{
    struct receipt receipt = {0};
    struct revoking w = {.c = c, .id = id};
    struct act act = call_act(c, ACT_answer_link, S("revoke"));
    enum err err = must(c, right_to_read(&answer_link_entity), why);
    return err == OK ? call_write(c, &act, revoke_in, &w, &receipt, why) : err;
}

/* --- wrong tokens ----------------------------------------------------------------------------- */

static struct str wrong_key(struct arena *a, struct str peer)
{
    return STR_CAT(a, S("link:"), peer);
}

static int64_t machine_now(const struct call *c)
{
    return c->app->os->now(c->app->os->ctx);
}

static enum err wrong_of(const struct call *c, struct view *v, struct str peer, int64_t *out,
                         struct fail *why)
{
    struct rows rows = {0};
    struct value key = VALUE_OF_TEXT(wrong_key(c->a, peer));
    enum err err = view_query(v, c->a, STMT_failure_find, &key, 1, &rows, why);
    bool counts =
        err == OK && rows.n > 0 && machine_now(c) - rows_at(&rows, 0, 1)->i < wrong_forgotten;
    *out = counts ? rows_at(&rows, 0, 0)->i : 0;
    return err;
}

struct wrong {
    const struct call *c;
    struct str peer;
};

static enum err wrong_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct wrong *w = ctx;
    int64_t n = 0;
    enum err err = wrong_of(w->c, tx_view(tx), w->peer, &n, why);
    struct value args[] = {VALUE_OF_TEXT(wrong_key(w->c->a, w->peer)), VALUE_OF_INT(n + 1),
                           VALUE_OF_INT(machine_now(w->c))};
    return err == OK ? tx_exec(tx, STMT_failure_put, args, ARRAY_LEN(args), NULL, why) : err;
}

static enum err turn_away(const struct call *c, struct str peer, struct fail *why)
{
    struct wrong w = {.c = c, .peer = peer};
    enum err err = store_keep(c->app->store, wrong_in, &w, why);
    return err == OK ? FAIL(why, ERR_NOT_FOUND, MSG_err_answer_link_unknown, ARG_NONE) : err;
}

static enum err must_not_guess(const struct call *c, struct str peer, struct fail *why)
{
    int64_t n = 0;
    enum err err = wrong_of(c, c->view, peer, &n, why);
    if (err == OK && n >= WRONG_MOST)
        return FAIL(why, ERR_TOO_MANY, MSG_err_answer_link_guess, ARG_NONE);
    return err;
}

/* --- the holder's side ------------------------------------------------------------------------ */

/* The link of a token as the view shows it; out->v NULL if there is none. */
static enum err find_link(const struct call *c, struct view *view, struct str token,
                          struct record *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value hash = VALUE_OF_TEXT(hash_text(c->a, token));
    struct condition where = {.column = S("token"), .op = OP_EQ, .values = &hash, .n_values = 1};
    struct page page = {0};
    *shape = entity_shape(&answer_link_entity);
    struct select q = {.shape = shape, .where = &where, .n_where = 1, .limit = 1};
    enum err err = view_select(view, c->a, &q, &page, why);
    *out = err == OK && page.n > 0 ? page.at[0] : (struct record){0};
    return err;
}

/* The call as the link's holder makes it. */
static struct call as_holder(const struct call *c, const struct record *link)
{
    struct call held = *c;
    held.who = (struct caller){
        .role = POST_ROLE_COUNT, .link = link->id, .link_matter = link->v[ANSWER_LINK_matter].i};
    held.problems = problems_on(c->a);
    return held;
}

/* A link that can be answered, and its matter as the holder stands to it. */
static enum err open_link(const struct call *c, struct view *view, const struct record *link,
                          struct matter_sight *out, struct fail *why)
{
    struct call held = as_holder(c, link);
    held.view = view;
    if (!is_open(link) || link->v[ANSWER_LINK_expires_on].i < c->today)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_answer_link_over, ARG_NONE);
    enum err err = matter_see(&held, link->v[ANSWER_LINK_matter].i, out, why);
    if (err == OK && !answer_link_fits(out))
        return FAIL(why, ERR_NOT_FOUND, MSG_err_answer_link_over, ARG_NONE);
    return err;
}

/* The newest move of that code, NULL if there is none. */
static const struct record *last_move(const struct page *moves, struct str code)
{
    for (ptrdiff_t i = 0; i < moves->n; i++)
        if (str_eq(moves->at[i].v[MATTER_MOVE_move].t, code))
            return &moves->at[i];
    return NULL;
}

static enum err read_moves(const struct call *c, int64_t matter, struct page *out, struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct value of = VALUE_OF_INT(matter);
    struct condition where = {.column = S("matter"), .op = OP_EQ, .values = &of, .n_values = 1};
    *shape = entity_shape(&matter_move_entity);
    struct select q = {
        .shape = shape, .where = &where, .n_where = 1, .sort = S("-id"), .limit = MOVES_READ};
    return view_select(c->view, c->a, &q, out, why);
}

/* Titles of the papers that the moves gave as evidence, newest first. */
static enum err read_evidence(const struct call *c, const struct page *moves,
                              struct answer_sight *out, struct fail *why)
{
    struct shape documents = entity_shape(&document_entity);
    struct value *ids = NEW(c->a, struct value, moves->n + 1);
    struct page page = {0};
    int n = 0;
    for (ptrdiff_t i = 0; i < moves->n; i++)
        if (moves->at[i].v[MATTER_MOVE_evidence].type == VALUE_INT)
            ids[n++] = moves->at[i].v[MATTER_MOVE_evidence];
    if (n == 0)
        return OK;
    struct condition in = {.column = S("id"), .op = OP_IN, .values = ids, .n_values = n};
    struct select q = {
        .shape = &documents, .where = &in, .n_where = 1, .sort = S("-id"), .limit = MOVES_READ};
    enum err err = view_select(c->view, c->a, &q, &page, why);
    struct str *titles = NEW(c->a, struct str, page.n + 1);
    for (ptrdiff_t i = 0; err == OK && i < page.n; i++)
        titles[i] = page.at[i].v[DOCUMENT_title].t;
    out->evidence = titles;
    out->n_evidence = page.n;
    return err;
}

static struct str text_of(const struct matter_sight *m, struct str field)
{
    int at = shape_index(&m->shape, field);
    return at >= 0 ? m->record.v[at].t : S("");
}

static enum err put_checked(const struct call *c, const struct record *check,
                            struct answer_sight *out, struct fail *why)
{
    struct shape posts = entity_shape(&post_entity);
    struct record post = {0};
    out->checked_on = DATE_NONE;
    if (!check)
        return OK;
    out->checked_on = check->v[MATTER_MOVE_moved_on].i;
    out->opinion = check->v[MATTER_MOVE_opinion].t;
    if (check->v[MATTER_MOVE_post].type != VALUE_INT)
        return OK;
    enum err err = view_get(c->view, c->a, &posts, NULL, check->v[MATTER_MOVE_post].i, &post, why);
    if (err == OK)
        out->checked_by =
            post.v[c->lang == LANG_EN && post.v[POST_name_en].t.len > 0 ? POST_name_en
                                                                        : POST_name_zh]
                .t;
    return err;
}

static enum err put_sight(const struct call *c, const struct record *link,
                          const struct matter_sight *m, struct answer_sight *out, struct fail *why)
{
    struct page moves = {0};
    assert(link->v && m->record.v && m->state); /* both were found */
    int since = shape_index(&m->shape, S("blocked_since"));
    enum err err = read_moves(c, m->record.id, &moves, why);
    if (err != OK)
        return err;
    const struct record *answer = last_move(&moves, S("answer"));
    bool has_since = since >= 0 && m->record.v[since].type == VALUE_INT;
    *out = (struct answer_sight){
        .title = m->record.v[MATTER_title].t,
        .holder = link->v[ANSWER_LINK_holder].t,
        .blocked = text_of(m, S("blocked")),
        .result = answer ? answer->v[MATTER_MOVE_result].t : S(""),
        .measure = answer ? answer->v[MATTER_MOVE_measure].t : S(""),
        .blocked_since = has_since ? m->record.v[since].i : DATE_NONE,
        .expires_on = link->v[ANSWER_LINK_expires_on].i,
        .is_again = m->state->state == STATE_closed,
    };
    err = put_checked(c, last_move(&moves, S("check")), out, why);
    return err == OK ? read_evidence(c, &moves, out, why) : err;
}

enum err answer_link_see(struct call *c, struct str token, struct str peer,
                         struct answer_sight *out, struct fail *why)
{
    struct record link = {0};
    struct matter_sight m = {0};
    enum err err = must_not_guess(c, peer, why);
    if (err == OK)
        err = find_link(c, c->view, token, &link, why);
    if (err != OK)
        return err;
    if (!link.v)
        return turn_away(c, peer, why);
    err = open_link(c, c->view, &link, &m, why);
    return err == OK ? put_sight(c, &link, &m, out, why) : err;
}

struct giving {
    struct call *c;
    const struct answer_given *given;
};

/* The move that an answer is; "" if a closed matter is solved still: only the link tells. */
static struct str move_of(const struct matter_sight *m, bool is_solved)
{
    bool is_closed = m->state->state == STATE_closed;
    if (is_closed)
        return is_solved ? S("") : S("reopen");
    return is_solved ? S("confirm") : S("not_solved");
}

/* What was said stands with the link too: "still solved" makes no move that could keep it. */
static enum err use_link(struct tx *tx, const struct call *c, const struct record *link,
                         const struct answer_given *g, struct fail *why)
{
    struct shape s = entity_shape(&answer_link_entity);
    struct value *v = NEW(tx_arena(tx), struct value, s.n);
    for (int i = 0; i < s.n; i++)
        v[i] = link->v[i];
    enum answer_link_answer answer =
        g->is_solved ? ANSWER_LINK_ANSWER_solved : ANSWER_LINK_ANSWER_not_solved;
    struct str said = str_trim(g->reason);
    v[ANSWER_LINK_state] = state_value(ANSWER_LINK_STATE_used);
    v[ANSWER_LINK_answer] = VALUE_OF_TEXT(answer_link_answers[answer].code);
    v[ANSWER_LINK_answered_on] = VALUE_OF_INT(c->today);
    v[ANSWER_LINK_said] = said.len > 0 ? VALUE_OF_TEXT(said) : VALUE_OF_NULL;
    return tx_update(tx, &s, link->id, link->version, v, why);
}

/* A move looks at what it is given; without one it is looked at here. */
static enum err check_said(struct call *c, struct str said, struct fail *why)
{
    int64_t max = answer_link_entity.fields[ANSWER_LINK_said].max;
    ptrdiff_t n = utf8_count(said);
    if (n <= max)
        return OK;
    PROBLEM(&c->problems, S("opinion"), S("too_long"), MSG_problem_too_long, ARG_INT(max),
            ARG_INT(n));
    return FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(1));
}

/* Found, judged and used up in one transaction: of two answers that come at once one is too late.
 */
static enum err give_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct giving *w = ctx;
    const struct answer_given *g = w->given;
    struct record link = {0};
    struct matter_sight m = {0};
    int64_t made = 0;
    enum err err = find_link(w->c, tx_view(tx), g->token, &link, why);
    if (err == OK && !link.v)
        return FAIL(why, ERR_NOT_FOUND, MSG_err_answer_link_unknown, ARG_NONE);
    if (err == OK)
        err = open_link(w->c, tx_view(tx), &link, &m, why);
    if (err != OK)
        return err;
    assert(m.state); /* the link is open, so its matter was seen */
    struct input reason = {.field = g->is_solved ? S("opinion") : S("reason"), .text = g->reason};
    struct call held = as_holder(w->c, &link);
    struct move_order order = {.matter = m.record.id, .move = move_of(&m, g->is_solved)};
    order.in = &reason;
    order.n_in = str_trim(g->reason).len > 0 ? 1 : 0;
    if (order.move.len > 0)
        err = matter_move_in(tx, &held, &order, &made, why);
    else
        err = check_said(&held, str_trim(g->reason), why);
    w->c->problems = held.problems;
    return err == OK ? use_link(tx, w->c, &link, g, why) : err;
}

enum err answer_link_give(struct call *c, const struct answer_given *given, struct fail *why)
{
    struct receipt receipt = {0};
    struct record link = {0};
    struct giving w = {.c = c, .given = given};
    enum err err = must_not_guess(c, given->peer, why);
    if (err == OK)
        err = find_link(c, c->view, given->token, &link, why);
    if (err != OK)
        return err;
    if (!link.v)
        return turn_away(c, given->peer, why);
    struct act act = call_act(c, ACT_move,
                              str_fmt(c->a, "answer_link #%lld %s", (long long)link.id,
                                      given->is_solved ? "solved" : "not_solved"));
    return call_write(c, &act, give_in, &w, &receipt, why);
}
