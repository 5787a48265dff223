/*
 * rights.c -- the table of roles and rights, and what it means for an entity's rows.
 *
 * A role reaches its own unit, its own unit and all below, or its county: the area (county, city,
 * province) that its unit is in, all below. What is above the county is seen where it holds for
 * the county too: its units, indicators and fields. Rights are always today's.
 */
#include "app/rights.h"

#include "app/change.h"
#include "app/lookup.h"
#include "entity/account.h"
#include "entity/answer_link.h"
#include "entity/attendance.h"
#include "entity/calendar_feed.h"
#include "entity/category.h"
#include "entity/commitment.h"
#include "entity/complaint.h"
#include "entity/deciding_post.h"
#include "entity/decision.h"
#include "entity/dispute.h"
#include "entity/document.h"
#include "entity/endpoint.h"
#include "entity/escalation.h"
#include "entity/extra_field.h"
#include "entity/holding.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"
#include "entity/mail_server.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "entity/matter_move.h"
#include "entity/matter_paper.h"
#include "entity/matter_party.h"
#include "entity/number_run.h"
#include "entity/observation.h"
#include "entity/paper_layout.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/request.h"
#include "entity/round.h"
#include "entity/round_item.h"
#include "entity/supervision.h"
#include "entity/target.h"
#include "entity/term.h"
#include "entity/unit_change.h"
#include "entity/unit_version.h"

enum reach { NONE, OWN, TREE, AREA };

/* tests/cases/rights.t says the same by hand, role by entity by act. */
static const unsigned char reaches[RIGHT_COUNT][POST_ROLE_COUNT] = {
    /* One column a role, in the order of POST_ROLES: leader, secretary, promotion, supervision,
     * statistics, unit_head, reporter, owner, auditor, sysadmin, secadmin. */
    [RIGHT_LOOK_UP] = {AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA},
    [RIGHT_VIEW] = {AREA, AREA, AREA, AREA, AREA, AREA, AREA, OWN, NONE, NONE, NONE},
    [RIGHT_PAPERS] = {AREA, AREA, AREA, AREA, TREE, TREE, OWN, OWN, NONE, AREA, NONE},
    [RIGHT_REPORT] = {NONE, NONE, NONE, NONE, AREA, TREE, OWN, OWN, NONE, NONE, NONE},
    [RIGHT_STATISTICS] = {NONE, NONE, NONE, NONE, AREA, NONE, NONE, NONE, NONE, NONE, NONE},
    [RIGHT_EDIT] = {AREA, AREA, AREA, AREA, TREE, TREE, OWN, OWN, NONE, AREA, NONE},
    [RIGHT_ORGANISE] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, AREA, NONE},
    [RIGHT_ACCOUNTS] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, AREA},
    [RIGHT_RECORD] = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, AREA, NONE, NONE},
    [RIGHT_RECORD_VALUES] = {AREA, AREA, AREA, AREA, AREA, AREA, AREA, OWN, NONE, NONE, NONE},
    [RIGHT_MATTERS] = {AREA, AREA, AREA, AREA, TREE, TREE, OWN, OWN, NONE, NONE, NONE},
    [RIGHT_RAISE] = {AREA, AREA, AREA, AREA, TREE, TREE, OWN, OWN, NONE, NONE, NONE},
    [RIGHT_COORDINATE] = {AREA, AREA, AREA, AREA, NONE, NONE, NONE, NONE, NONE, NONE, NONE},
    [RIGHT_COMPLAIN] = {AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA, AREA},
    [RIGHT_REPLY] = {NONE, NONE, AREA, NONE, NONE, NONE, NONE, NONE, NONE, AREA, NONE},
};

static const enum msg right_names[RIGHT_COUNT] = {
    [RIGHT_PUBLIC] = MSG_right_public,         [RIGHT_SIGNED_IN] = MSG_right_signed_in,
    [RIGHT_LOOK_UP] = MSG_right_look_up,       [RIGHT_VIEW] = MSG_right_view,
    [RIGHT_PAPERS] = MSG_right_papers,         [RIGHT_REPORT] = MSG_right_report,
    [RIGHT_STATISTICS] = MSG_right_statistics, [RIGHT_EDIT] = MSG_right_edit,
    [RIGHT_ORGANISE] = MSG_right_organise,     [RIGHT_ACCOUNTS] = MSG_right_accounts,
    [RIGHT_RECORD] = MSG_right_record,         [RIGHT_RECORD_VALUES] = MSG_right_record_values,
    [RIGHT_MATTERS] = MSG_right_matters,       [RIGHT_RAISE] = MSG_right_raise,
    [RIGHT_COORDINATE] = MSG_right_coordinate, [RIGHT_COMPLAIN] = MSG_right_complain,
    [RIGHT_REPLY] = MSG_right_reply,
};

/* What an entity takes. `shared`: rows that hold for everybody below their owner (an indicator, a
 * county's own field): whoever may read at all reads those of the county and above it. */
static const struct entity_right {
    const struct entity *e;
    enum right read, write;
    bool shared;
} entity_rights[] = {
    {&unit_entity, RIGHT_LOOK_UP, RIGHT_ORGANISE, true},
    {&unit_version_entity, RIGHT_LOOK_UP, RIGHT_ORGANISE, true},
    {&unit_change_entity, RIGHT_LOOK_UP, RIGHT_ORGANISE, true},
    {&post_entity, RIGHT_LOOK_UP, RIGHT_ORGANISE, false},
    {&extra_field_entity, RIGHT_LOOK_UP, RIGHT_ORGANISE, true},
    {&account_entity, RIGHT_ACCOUNTS, RIGHT_ACCOUNTS, false},
    {&holding_entity, RIGHT_ACCOUNTS, RIGHT_ACCOUNTS, false},
    {&calendar_feed_entity, RIGHT_ACCOUNTS, RIGHT_ACCOUNTS, false},
    {&indicator_entity, RIGHT_VIEW, RIGHT_STATISTICS, true},
    {&target_entity, RIGHT_VIEW, RIGHT_STATISTICS, false},
    {&observation_entity, RIGHT_VIEW, RIGHT_REPORT, false},
    {&document_entity, RIGHT_PAPERS, RIGHT_EDIT, false},
    {&category_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&matter_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&problem_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&supervision_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&request_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&commitment_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&decision_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&round_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&project_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&dispute_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&round_item_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&attendance_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&matter_party_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&matter_move_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&answer_link_entity, RIGHT_MATTERS, RIGHT_COORDINATE, false},
    {&matter_comment_entity, RIGHT_MATTERS, RIGHT_MATTERS, false},
    {&matter_document_entity, RIGHT_MATTERS, RIGHT_MATTERS, false},
    {&matter_link_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&escalation_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&complaint_entity, RIGHT_COMPLAIN, RIGHT_COMPLAIN, false},
    {&term_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&deciding_post_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&number_run_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&paper_layout_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&matter_paper_entity, RIGHT_MATTERS, RIGHT_RAISE, false},
    {&ladder_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&ladder_step_entity, RIGHT_LOOK_UP, RIGHT_COORDINATE, true},
    {&mail_server_entity, RIGHT_ORGANISE, RIGHT_ORGANISE, false},
    {&endpoint_entity, RIGHT_ORGANISE, RIGHT_ORGANISE, false},
};

/* Relations to a record that let it be seen whatever its owner is. */
enum relative { BY_POST, BY_UNIT };
static const struct entity_relation {
    const struct entity *e; /* or its kinds */
    struct str column;
    enum relative who;
    const struct entity *through; /* a record of this one relates, by `of` */
    struct str of;
} entity_relations[] = {
    {.e = &observation_entity, .column = S_("reported_by"), .who = BY_POST}, /* author */
    {.e = &observation_entity, .column = S_("subject"), .who = BY_UNIT},     /* what it is about */
    {.e = &target_entity, .column = S_("subject"), .who = BY_UNIT},
    {.e = &indicator_entity, .column = S_("source_unit"), .who = BY_UNIT}, /* asked to report it */
    {.e = &document_entity, .column = S_("owner"), .who = BY_UNIT},
    {.e = &matter_entity, .column = S_("author"), .who = BY_POST},
    {.e = &matter_entity, .column = S_("asked_by"), .who = BY_POST},
    {.e = &matter_entity, .column = S_("responsible"), .who = BY_POST},
    {.e = &matter_entity, .column = S_("ruler"), .who = BY_POST},
    {.e = &matter_entity, .column = S_("lead"), .who = BY_UNIT},
    {.e = &matter_entity,
     .column = S_("unit"),
     .who = BY_UNIT,
     .through = &matter_party_entity,
     .of = S_("matter")},
    {.e = &matter_entity,
     .column = S_("post"),
     .who = BY_POST,
     .through = &matter_party_entity,
     .of = S_("matter")},
    {.e = &matter_entity,
     .column = S_("unit"),
     .who = BY_UNIT,
     .through = &attendance_entity,
     .of = S_("round")},
    {.e = &matter_entity,
     .column = S_("post"),
     .who = BY_POST,
     .through = &attendance_entity,
     .of = S_("round")},
    {.e = &matter_entity,
     .column = S_("help_unit"),
     .who = BY_UNIT,
     .through = &problem_entity,
     .of = S_("id")},
    {.e = &matter_entity,
     .column = S_("instructed_by"),
     .who = BY_POST,
     .through = &supervision_entity,
     .of = S_("id")},
    {.e = &matter_entity,
     .column = S_("decided_by"),
     .who = BY_POST,
     .through = &decision_entity,
     .of = S_("id")},
    {.e = &matter_entity,
     .column = S_("chair"),
     .who = BY_POST,
     .through = &round_entity,
     .of = S_("id")},
    {.e = &matter_entity,
     .column = S_("owner_unit"),
     .who = BY_UNIT,
     .through = &project_entity,
     .of = S_("id")},
    {.e = &matter_entity,
     .column = S_("decider"),
     .who = BY_POST,
     .through = &request_entity,
     .of = S_("id")},
};

static const struct entity_right *right_of(const struct entity *e)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(entity_rights); i++)
        if (entity_rights[i].e == e)
            return &entity_rights[i];
    assert(false && "an entity without a row in entity_rights");
    return NULL;
}

static enum reach reach_of(const struct call *c, enum right r)
{
    if (c->who.role >= POST_ROLE_COUNT)
        return NONE;
    return (enum reach)reaches[r][c->who.role];
}

bool may(const struct call *c, enum right r)
{
    if (r == RIGHT_PUBLIC || c->who.is_system)
        return true;
    if (c->who.link != 0)
        return r == RIGHT_MATTERS;
    if (r == RIGHT_SIGNED_IN)
        return c->who.account != 0;
    return reach_of(c, r) != NONE;
}

enum err must(const struct call *c, enum right r, struct fail *why)
{
    if (may(c, r))
        return OK;
    if (c->who.account == 0)
        return FAIL(why, ERR_SIGN_IN, MSG_err_sign_in, ARG_NONE);
    if (c->who.role >= POST_ROLE_COUNT)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_no_post, ARG_MSG(right_names[r]));
    return FAIL(why, ERR_FORBIDDEN, MSG_err_right, ARG_MSG(right_names[r]));
}

enum right right_to_read(const struct entity *e)
{
    return right_of(e)->read;
}

enum right right_to_write(const struct entity *e)
{
    return right_of(e)->write;
}

static bool is_open_to(const struct call *c, const struct entity *e, enum write w)
{
    return entity_takes(e, w) || (c->who.is_system && e->is_taken_over);
}

enum err must_write_to(const struct call *c, const struct entity *e, enum write w, struct fail *why)
{
    enum { NAMES_MAX = 1024 };
    enum err err = must(c, right_to_write(e), why);
    if (err != OK || is_open_to(c, e, w))
        return err;
    if (!e->is_base)
        return FAIL(why, ERR_INVALID, e->made_by, ARG_NONE);
    struct buf kinds_of_it = buf_on(c->a, NAMES_MAX);
    for (int i = 0; entities[i]; i++) {
        if (entities[i]->base != e)
            continue;
        if (kinds_of_it.len > 0)
            buf_add(&kinds_of_it, c->lang == LANG_ZH ? S("、") : S(", "));
        buf_add(&kinds_of_it, msg_text(c->lang, entities[i]->titles));
    }
    return FAIL(why, ERR_INVALID, MSG_err_base_is_read, ARG_MSG(e->titles),
                ARG_TEXT(buf_str(&kinds_of_it)));
}

bool may_write_to(const struct call *c, const struct entity *e, enum write w)
{
    return is_open_to(c, e, w) && may(c, right_to_write(e));
}

/* Collects a scope in the arena of the call. */
struct scope_maker {
    int64_t *trees;
    struct relation *relations;
    struct scope scope;
};

static void scope_tree(struct scope_maker *m, int64_t unit)
{
    m->trees[m->scope.n_trees++] = unit;
}

static void scope_relation(struct scope_maker *m, struct str column, int64_t id)
{
    m->relations[m->scope.n_relations++] = (struct relation){.column = column, .id = id};
}

static void scope_shared(const struct call *c, struct scope_maker *m, const struct entity *e)
{
    /* A unit is owned by the area above it, so the county's own row is not in its own tree. */
    struct str column = e == &unit_entity ? S("id") : S("owner");
    if (e == &unit_entity)
        scope_relation(m, column, c->county);
    for (int i = 0; i < c->n_above; i++)
        scope_relation(m, column, c->above[i]);
}

bool sees_to_matters(const struct call *c)
{
    return c->who.role == POST_ROLE_promotion || c->who.role == POST_ROLE_supervision;
}

bool views_county(const struct call *c)
{
    return c->who.is_system || reach_of(c, RIGHT_VIEW) == AREA;
}

bool heads_own_unit(const struct call *c)
{
    return c->who.role == POST_ROLE_leader || c->who.role == POST_ROLE_unit_head;
}

bool reads_orders_only(const struct call *c)
{
    return c->who.role == POST_ROLE_sysadmin;
}

/*
 * Matters for few are seen by their parties, papers about them by who issued them, both by the two
 * offices that see to all of them; matters besides by who heads the unit that owns them or one
 * above it (somebody answers for them). A dispute with residents is none of those above: of heads,
 * only that of the unit which took it up sees it (architecture 5.8: seen by few). Who runs the
 * system sees no business: of papers, those that units were changed by.
 */
static const struct condition *narrowed_within(const struct call *c, const struct entity *e)
{
    static const struct value normal = {.type = VALUE_TEXT, .t = S_("normal")};
    static const struct value few = {.type = VALUE_TEXT, .t = S_("few")};
    static const struct condition is_normal = {
        .column = S_("visibility"), .op = OP_EQ, .values = &normal, .n_values = 1};
    static const struct value order = {.type = VALUE_TEXT, .t = S_("organisation")};
    static const struct condition is_order = {
        .column = S_("type"), .op = OP_EQ, .values = &order, .n_values = 1};
    static const struct condition is_not_few = {
        .column = S_("secrecy"), .op = OP_NE, .values = &few, .n_values = 1};
    if (sees_to_matters(c))
        return NULL;
    if (e == &document_entity)
        return reads_orders_only(c) ? &is_order : &is_not_few;
    return is_matter(e) ? &is_normal : NULL;
}

/* Relations of the entity and of its base, also of the post that the caller acts for. A party of a
 * matter sees it whoever else may not. */
static void scope_relations(const struct call *c, struct scope_maker *m, const struct entity *e)
{
    bool has_none = e == &document_entity && reads_orders_only(c);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(entity_relations) && !has_none; i++) {
        const struct entity_relation *r = &entity_relations[i];
        bool is_post = r->who == BY_POST;
        int64_t who[] = {is_post ? c->who.post : c->who.unit, is_post ? c->who.on_behalf : 0};
        for (int k = 0; k < 2 && (r->e == e || r->e == e->base); k++)
            if (who[k] != 0)
                m->relations[m->scope.n_relations++] = (struct relation){.column = r->column,
                                                                         .id = who[k],
                                                                         .through = r->through,
                                                                         .of = r->of,
                                                                         .is_wide = true};
    }
}

static void widen_to_head(const struct call *c, struct scope_maker *m)
{
    static const struct value dispute = {.type = VALUE_TEXT, .t = S_("dispute")};
    static const struct condition is_no_dispute = {
        .column = S_("kind"), .op = OP_NE, .values = &dispute, .n_values = 1};
    m->scope.wide_tree = c->who.unit;
    m->scope.wide_within = &is_no_dispute;
    m->relations[m->scope.n_relations++] =
        (struct relation){.column = S("owner"), .id = c->who.unit, .is_wide = true};
}

/* The holder of a link sees the one matter, and nothing else of anybody. */
static struct scope scope_of_link(const struct call *c, const struct entity *e)
{
    struct relation *own = NEW(c->a, struct relation, 1);
    *own = (struct relation){.column = S("id"), .id = c->who.link_matter};
    return is_matter(e) ? (struct scope){.relations = own, .n_relations = 1} : (struct scope){0};
}

static struct scope scope_of_rows(const struct call *c, const struct entity *e)
{
    if (c->who.link != 0)
        return scope_of_link(c, e);
    const struct entity_right *row = right_of(e);
    enum reach reach = reach_of(c, row->read);
    if (reach == NONE)
        return (struct scope){0};
    struct scope_maker m = {
        .trees = NEW(c->a, int64_t, 1),
        .relations = NEW(c->a, struct relation, c->n_above + 2 * ARRAY_LEN(entity_relations) + 3),
    };
    if (row->shared || reach == AREA)
        scope_tree(&m, c->county);
    else if (reach == TREE)
        scope_tree(&m, c->who.unit);
    else
        scope_relation(&m, S("owner"), c->who.unit);
    if (row->shared)
        scope_shared(c, &m, e);
    scope_relations(c, &m, e);
    m.scope.within = narrowed_within(c, e);
    if (m.scope.within && is_matter(e) && heads_own_unit(c))
        widen_to_head(c, &m);
    m.scope.trees = m.trees;
    m.scope.relations = m.relations;
    return m.scope;
}

/* Papers that a matter names are read by who sees the matter: they are what it is judged by. */
static const struct referrer papers_of_matters[] = {
    {&matter_move_entity, S_("evidence"), S_("matter")},
    {&matter_paper_entity, S_("document"), S_("matter")},
    {&matter_document_entity, S_("document"), S_("matter")},
    {&supervision_entity, S_("document"), S_("id")},
    {&request_entity, S_("document"), S_("id")},
    {&decision_entity, S_("document"), S_("id")},
};

/* What hangs on a matter is seen by those who see the matter: who has to do with it, what was done,
 * what a round says of it. Who takes part in a round, by those who see the round. */
static const struct hanging {
    const struct entity *e;
    struct str by;
} hangings[] = {
    {&matter_party_entity, S_("matter")},   {&matter_move_entity, S_("matter")},
    {&matter_paper_entity, S_("matter")},   {&round_item_entity, S_("matter")},
    {&matter_comment_entity, S_("matter")}, {&matter_document_entity, S_("matter")},
    {&matter_link_entity, S_("matter")},    {&attendance_entity, S_("round")},
    {&escalation_entity, S_("matter")},     {&answer_link_entity, S_("matter")},
};

struct scope scope_to_read(const struct call *c, const struct entity *e)
{
    const struct hanging *hangs = NULL;
    if (c->who.is_system)
        return (struct scope){.all = true};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(hangings); i++)
        if (hangings[i].e == e)
            hangs = &hangings[i];
    if (!hangs && e != &document_entity)
        return scope_of_rows(c, e);
    struct scope *of = NEW(c->a, struct scope, 1);
    *of = scope_of_rows(c, &matter_entity);
    if (hangs)
        return (struct scope){.hangs_by = hangs->by, .hangs_on = &matter_entity, .of = of};
    struct scope documents = scope_of_rows(c, e);
    documents.hangs_on = &matter_entity;
    documents.of = of;
    documents.referred_by = papers_of_matters;
    documents.n_referred_by = ARRAY_LEN(papers_of_matters);
    return documents;
}

struct scope scope_of_unit(const struct call *c, const struct entity *e, int64_t unit)
{
    struct scope_maker m = {.trees = NEW(c->a, int64_t, 1),
                            .relations = NEW(c->a, struct relation, 1)};
    scope_tree(&m, unit);
    if (e == &unit_entity) /* owned by the area above it */
        scope_relation(&m, S("id"), unit);
    m.scope.trees = m.trees;
    m.scope.relations = m.relations;
    return m.scope;
}

/* Does the caller's right to write reach records that this unit owns? */
static bool reaches_owner(const struct call *c, enum right r, const struct unit_info *owner)
{
    switch (reach_of(c, r)) {
    case NONE: return false;
    case OWN: return owner->id == c->who.unit;
    case TREE: return unit_is_in(owner, c->who.unit);
    case AREA: return unit_is_in(owner, c->county);
    }
    return false;
}

enum err must_reach(const struct call *c, struct lookups *l, const struct entity *e, int64_t owner,
                    struct fail *why)
{
    enum err err = must(c, right_to_write(e), why);
    if (err != OK || c->who.is_system)
        return err;
    const struct unit_info *unit = NULL;
    err = owner ? lookup_unit(l, owner, &unit, why) : OK;
    if (err != OK)
        return err;
    if (!unit)
        return FAIL(why, ERR_FORBIDDEN, MSG_err_top_unit, ARG_NONE);
    if (!reaches_owner(c, right_to_write(e), unit))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_other_unit, ARG_TEXT(unit->name[c->lang]));
    return OK;
}

enum err must_write(const struct call *c, const struct entity *e, int64_t owner,
                    const struct shape *s, const struct value *v, struct fail *why)
{
    assert(s->e == e);
    struct call aside = *c;
    struct lookups l = lookups_on(c->a, c->view);
    struct change change = {.c = &aside, .l = &l, .s = s, .owner = owner};
    change.v = NEW(c->a, struct value, s->n);
    for (int i = 0; i < s->n; i++)
        change.v[i] = v[i];
    return change_may(&change, why);
}
