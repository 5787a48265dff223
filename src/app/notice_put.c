/*
 * notice_put.c -- whom a notice reaches: the posts of the hands that a move or a step tells.
 *
 * A hand is a post, or all posts of a unit that may have to do with matters; the office is the two
 * offices that see to the matters of the county. All of them may see the matter by that relation.
 */
#include "app/lookup.h"
#include "app/notices.h"
#include "app/outbox.h"
#include "entity/matter.h"
#include "entity/matter_party.h"
#include "entity/post.h"

enum { POSTS_MOST = 500, RELATED_MOST = 450 };

/* Those who are told, as they are found. */
struct recipients {
    const struct call *c; /* who acts; not told */
    struct value units[RELATED_MOST], posts[RELATED_MOST];
    int n_units, n_posts;
    int64_t told[POSTS_MOST];
    int n_told;
};

static void want(struct value *list, int *n, const struct value *id)
{
    if (id->type == VALUE_INT && *n < RELATED_MOST)
        list[(*n)++] = *id;
}

static void want_spine(struct recipients *r, const struct matter_sight *m, unsigned hands)
{
    const struct value *v = m->record.v;
    int decider = shape_index(&m->shape, S("decider"));
    if (hands & HAND_AUTHOR) {
        want(r->posts, &r->n_posts, &v[MATTER_author]);
        want(r->posts, &r->n_posts, &v[MATTER_asked_by]);
    }
    if (hands & HAND_LEAD) {
        want(r->units, &r->n_units, &v[MATTER_lead]);
        want(r->posts, &r->n_posts, &v[MATTER_responsible]);
    }
    if (hands & HAND_RULER)
        want(r->posts, &r->n_posts, &v[MATTER_ruler]);
    if ((hands & HAND_DECIDER) && decider >= 0)
        want(r->posts, &r->n_posts, &v[decider]);
}

static void want_parties(struct recipients *r, const struct matter_sight *m, unsigned hands)
{
    static const struct {
        unsigned hand;
        enum matter_party_role role;
    } roles[] = {{HAND_LEAD, MATTER_PARTY_ROLE_lead},
                 {HAND_JOINT, MATTER_PARTY_ROLE_joint},
                 {HAND_LINKED, MATTER_PARTY_ROLE_linked},
                 {HAND_BLOCKED, MATTER_PARTY_ROLE_blocked}};
    for (ptrdiff_t i = 0; i < m->parties.n; i++) {
        const struct value *v = m->parties.at[i].v;
        for (ptrdiff_t k = 0; k < ARRAY_LEN(roles); k++) {
            struct str role = matter_party_roles[roles[k].role].code;
            if (!(hands & roles[k].hand) || !str_eq(role, v[MATTER_PARTY_role].t))
                continue;
            want(r->units, &r->n_units, &v[MATTER_PARTY_unit]);
            want(r->posts, &r->n_posts, &v[MATTER_PARTY_post]);
        }
    }
}

/* Administrators see no matters. */
static bool is_told(const struct recipients *r, const struct record *post)
{
    static const enum post_role never[] = {POST_ROLE_auditor, POST_ROLE_sysadmin,
                                           POST_ROLE_secadmin};
    bool is_actor = post->id == r->c->who.post || post->id == r->c->who.on_behalf;
    for (ptrdiff_t i = 0; i < ARRAY_LEN(never); i++)
        is_actor = is_actor || str_eq(post_roles[never[i]].code, post->v[POST_role].t);
    for (int i = 0; i < r->n_told; i++)
        is_actor = is_actor || r->told[i] == post->id;
    return !is_actor && r->n_told < POSTS_MOST;
}

/* Posts that are open and have one of the values. */
static enum err add_posts(struct recipients *r, struct call *c, struct condition in,
                          const struct scope *scope, struct fail *why)
{
    struct shape s = entity_shape(&post_entity);
    struct condition where[] = {{.column = S("closed_on"), .op = OP_NULL}, in};
    struct select q = {
        .shape = &s, .where = where, .n_where = 2, .scope = scope, .limit = POSTS_MOST};
    struct page page = {0};
    if (in.n_values == 0)
        return OK;
    enum err err = view_select(c->view, c->a, &q, &page, why);
    for (ptrdiff_t i = 0; err == OK && i < page.n; i++)
        if (is_told(r, &page.at[i]))
            r->told[r->n_told++] = page.at[i].id;
    return err;
}

static enum err add_offices(struct recipients *r, struct call *c, int64_t owner, struct fail *why)
{
    struct value roles[] = {VALUE_OF_TEXT(post_roles[POST_ROLE_promotion].code),
                            VALUE_OF_TEXT(post_roles[POST_ROLE_supervision].code)};
    struct lookups l = lookups_on(c->a, c->view);
    const struct unit_info *unit = NULL;
    enum err err = lookup_unit(&l, owner, &unit, why);
    if (err != OK || !unit)
        return err;
    struct scope area = {.trees = &unit->county, .n_trees = 1};
    struct condition in = {
        .column = S("role"), .op = OP_IN, .values = roles, .n_values = ARRAY_LEN(roles)};
    return add_posts(r, c, in, &area, why);
}

/* The posts of the hands, as the matter stands in the view of the call. */
static enum err find(struct call *c, int64_t matter, unsigned hands, struct recipients *out,
                     struct fail *why)
{
    struct call machine = *c;
    struct matter_sight m = {0};
    machine.who = (struct caller){.is_system = true, .role = POST_ROLE_COUNT};
    enum err err = matter_see(&machine, matter, &m, why);
    if (err != OK)
        return err;
    want_spine(out, &m, hands);
    want_parties(out, &m, hands);
    struct condition units = {
        .column = S("unit"), .op = OP_IN, .values = out->units, .n_values = out->n_units};
    struct condition posts = {
        .column = S("id"), .op = OP_IN, .values = out->posts, .n_values = out->n_posts};
    err = add_posts(out, &machine, units, NULL, why);
    if (err == OK)
        err = add_posts(out, &machine, posts, NULL, why);
    /* Where no post is named to decide, the offices do. */
    bool is_offices = (hands & HAND_RULER) && m.record.v[MATTER_ruler].type != VALUE_INT;
    return err == OK && (is_offices || (hands & HAND_OFFICE))
               ? add_offices(out, &machine, m.record.owner, why)
               : err;
}

static struct value day_or_null(int64_t day)
{
    return day == DATE_NONE ? VALUE_OF_NULL : VALUE_OF_INT(day);
}

/* A post that is told whatever its hand: who is mentioned. Not oneself. */
static void add_one(struct recipients *r, int64_t post)
{
    bool is_told_already = post == 0 || post == r->c->who.post || post == r->c->who.on_behalf;
    for (int i = 0; i < r->n_told; i++)
        is_told_already = is_told_already || r->told[i] == post;
    if (!is_told_already && r->n_told < POSTS_MOST)
        r->told[r->n_told++] = post;
}

enum err notices_put(struct tx *tx, struct call *c, const struct notice_order *o, struct fail *why)
{
    struct recipients *r = NEW(c->a, struct recipients, 1);
    int64_t newest = 0;
    r->c = c;
    bool is_told_of = o->hands != 0 && !c->who.is_replay;
    enum err err = is_told_of ? find(c, o->matter, o->hands, r, why) : OK;
    if (!c->who.is_replay)
        add_one(r, o->post);
    if (err == OK)
        err = outbox_mark(tx, o->matter, &newest, why);
    for (int i = 0; err == OK && i < r->n_told; i++) {
        struct value args[] = {VALUE_OF_INT(r->told[i]),
                               VALUE_OF_INT(o->matter),
                               VALUE_OF_TEXT(notice_code(o->about)),
                               o->row != 0 ? VALUE_OF_INT(o->row) : VALUE_OF_NULL,
                               day_or_null(o->due),
                               VALUE_OF_INT(c->today)};
        err = tx_exec(tx, STMT_notice_add, args, ARRAY_LEN(args), NULL, why);
    }
    return err == OK && r->n_told > 0 ? outbox_put(tx, c, o->matter, newest, why) : err;
}

enum err notices_stop(struct tx *tx, const struct call *c, int64_t matter, struct fail *why)
{
    struct value arg = VALUE_OF_INT(matter);
    enum err err = outbox_stop(tx, c, matter, why);
    return err == OK ? tx_exec(tx, STMT_notice_stop, &arg, 1, NULL, why) : err;
}

/* --- soon --------------------------------------------------------------------------------------
 */

struct reminding {
    const struct call *c;
    const struct recipients *to;
    int64_t matter, due, n;
};

static enum err remind_in(struct tx *tx, void *ctx, struct fail *why)
{
    struct reminding *w = ctx;
    int64_t newest = 0;
    enum err err = outbox_mark(tx, w->matter, &newest, why);
    w->n = 0;
    for (int i = 0; err == OK && i < w->to->n_told; i++) {
        struct value args[] = {VALUE_OF_INT(w->to->told[i]), VALUE_OF_INT(w->matter),
                               VALUE_OF_INT(w->due), VALUE_OF_INT(w->c->today)};
        int64_t n = 0;
        err = tx_exec(tx, STMT_notice_soon, args, ARRAY_LEN(args), &n, why);
        w->n += n;
    }
    return err == OK && w->n > 0 ? outbox_put(tx, w->c, w->matter, newest, why) : err;
}

enum err notices_remind(struct call *c, int64_t matter, int64_t due, int64_t *out_n,
                        struct fail *why)
{
    struct recipients *r = NEW(c->a, struct recipients, 1);
    struct matter_sight m = {0};
    struct reminding w = {.c = c, .to = r, .matter = matter, .due = due};
    r->c = c;
    enum err err = matter_see(c, matter, &m, why);
    if (err == OK)
        err = find(c, matter, m.state->turn & ~(unsigned)HAND_CLOCK, r, why);
    if (err == OK && r->n_told > 0)
        err = store_keep(c->app->store, remind_in, &w, why);
    if (err == OK)
        *out_n = w.n;
    return err;
}
