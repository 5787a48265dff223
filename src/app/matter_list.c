/*
 * matter_list.c -- matters whose turn is the caller's, and those whose post is empty, by one
 * statement each.
 */
#include "app/matter_list.h"

#include "app/matter_reach.h"
#include "entity/matter.h"

enum { WAITING_MOST = 50, PAIRS_MAX = 4096 };

/* ",problem.draft,request.draft,": kinds and states in which it is that hand's turn. */
static struct value turns_of(struct arena *a, enum flow_hand hand)
{
    struct buf b = buf_on(a, PAIRS_MAX);
    buf_byte(&b, ',');
    for (int f = 0; f < n_flows; f++)
        for (int s = 0; s < flows[f].n_states; s++) {
            const struct flow_state *state = &flows[f].states[s];
            if (!(state->turn & (unsigned)hand))
                continue;
            buf_add(&b, flows[f].kind);
            buf_byte(&b, '.');
            buf_add(&b, matter_state_code(state->state));
            buf_byte(&b, ',');
        }
    assert(!b.full);
    return VALUE_OF_TEXT(buf_str(&b));
}

static bool awaits(struct str kind, enum matter_state state, enum flow_hand hand)
{
    for (int f = 0; f < n_flows; f++) {
        const struct flow_state *at = flow_state(&flows[f], state);
        bool is_of = kind.len == 0 || str_eq(kind, flows[f].kind);
        if (is_of && at && (at->turn & (unsigned)hand))
            return true;
    }
    return false;
}

struct str matter_states_awaiting(struct arena *a, struct str kind, enum flow_hand hand)
{
    struct buf b = buf_on(a, PAIRS_MAX);
    for (int i = 0; i < STATE_COUNT; i++) {
        enum matter_state state = (enum matter_state)i;
        if (state == STATE_draft || !awaits(kind, state, hand))
            continue;
        if (b.len > 0)
            buf_byte(&b, ',');
        buf_add(&b, matter_state_code(state));
    }
    return buf_str(&b);
}

/* "732000.17": the due day and id of the last row before. */
static bool read_after(struct str after, int64_t *due, int64_t *id)
{
    struct str rest = S("");
    *due = 0;
    *id = 0;
    return after.len == 0 || (str_digits(str_cut(after, '.', &rest), due) && str_digits(rest, id));
}

static enum err read_waiting(struct call *c, const struct waiting_query *q, struct rows *out,
                             struct fail *why)
{
    int64_t due = 0;
    int64_t id = 0;
    if (!read_after(q->after, &due, &id))
        return FAIL(why, ERR_USAGE, MSG_store_bad_cursor, ARG_NONE);
    struct scope scope = scope_to_read(c, &matter_entity);
    struct value args[] = {
        VALUE_OF_TEXT(q->kind),
        VALUE_OF_INT(c->who.post),
        VALUE_OF_INT(c->who.unit),
        VALUE_OF_INT(sees_to_matters(c) ? c->county : 0),
        VALUE_OF_INT(scope.within == NULL),
        turns_of(c->a, HAND_AUTHOR),
        turns_of(c->a, HAND_LEAD),
        turns_of(c->a, HAND_BLOCKED),
        turns_of(c->a, HAND_DECIDER),
        turns_of(c->a, HAND_OFFICE),
        VALUE_OF_INT(due),
        VALUE_OF_INT(id),
        VALUE_OF_INT(q->limit + 1),
        turns_of(c->a, HAND_RULER),
    };
    return view_query(c->view, c->a, STMT_matters_waiting, args, ARRAY_LEN(args), out, why);
}

static enum err read_orphaned(struct call *c, const struct waiting_query *q, struct rows *out,
                              struct fail *why)
{
    int64_t due = 0;
    int64_t id = 0;
    struct matter_reach reach = {0};
    if (!read_after(q->after, &due, &id))
        return FAIL(why, ERR_USAGE, MSG_store_bad_cursor, ARG_NONE);
    enum err err = matter_reach(c, &reach, why);
    int64_t tree = reach.tree != 0 ? reach.tree : reach.unit;
    struct value args[] = {
        VALUE_OF_TEXT(q->kind),    VALUE_OF_INT(tree), VALUE_OF_INT(reach.sees_few),
        VALUE_OF_INT(call_day(c)), VALUE_OF_INT(due),  VALUE_OF_INT(id),
        VALUE_OF_INT(q->limit + 1)};
    if (err != OK)
        return err;
    return view_query(c->view, c->a, STMT_matters_orphaned, args, ARRAY_LEN(args), out, why);
}

static const struct record *find_id(const struct page *p, int64_t id)
{
    for (ptrdiff_t i = 0; i < p->n; i++)
        if (p->at[i].id == id)
            return &p->at[i];
    return NULL;
}

/* The records of the ids, in their order. */
static enum err read_records(struct call *c, const struct rows *ids, ptrdiff_t n, struct page *out,
                             struct fail *why)
{
    struct shape *shape = NEW(c->a, struct shape, 1);
    struct scope scope = scope_to_read(c, &matter_entity);
    struct value *wanted = NEW(c->a, struct value, n + 1);
    struct page found = {0};
    *shape = entity_shape(&matter_entity);
    for (ptrdiff_t i = 0; i < n; i++)
        wanted[i] = *rows_at(ids, i, 0);
    struct condition in = {.column = S("id"), .op = OP_IN, .values = wanted, .n_values = (int)n};
    struct select q = {.shape = shape, .where = &in, .n_where = 1, .scope = &scope};
    q.limit = WAITING_MOST;
    enum err err = view_select(c->view, c->a, &q, &found, why);
    if (err != OK)
        return err;
    out->at = NEW(c->a, struct record, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        const struct record *r = find_id(&found, wanted[i].i);
        if (r)
            out->at[out->n++] = *r;
    }
    return OK;
}

typedef enum err ids_fn(struct call *c, const struct waiting_query *q, struct rows *out,
                        struct fail *why);

static enum err read_page(struct call *c, const struct waiting_query *q, ids_fn *read_ids,
                          struct page *out, struct fail *why)
{
    struct page page = {0};
    struct rows ids = {0};
    assert(q->limit >= 1 && q->limit <= WAITING_MOST);
    enum err err = must(c, right_to_read(&matter_entity), why);
    if (err == OK)
        err = read_ids(c, q, &ids, why);
    if (err != OK)
        return err;
    ptrdiff_t n = ids.n < q->limit ? ids.n : (ptrdiff_t)q->limit;
    if (n > 0)
        err = read_records(c, &ids, n, &page, why);
    if (err != OK)
        return err;
    if (ids.n > n)
        page.next = str_fmt(c->a, "%lld.%lld", (long long)rows_at(&ids, n - 1, 1)->i,
                            (long long)rows_at(&ids, n - 1, 0)->i);
    *out = page;
    return OK;
}

enum err matters_waiting(struct call *c, const struct waiting_query *q, struct page *out,
                         struct fail *why)
{
    return read_page(c, q, read_waiting, out, why);
}

enum err matters_orphaned(struct call *c, const struct waiting_query *q, struct page *out,
                          struct fail *why)
{
    return read_page(c, q, read_orphaned, out, why);
}
