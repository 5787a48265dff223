/*
 * rules.c -- the rows, and owners that follow from one field.
 */
#include "app/rules.h"

#include "app/change.h"
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

static enum err ref_owner(const struct change *ch, int field, int64_t *out)
{
    const struct value *v = change_value(ch, field);
    *out = v->type == VALUE_INT ? v->i : 0;
    return OK;
}

static enum err post_owner(struct change *ch, int64_t *out, struct fail *why)
{
    (void)why;
    return ref_owner(ch, POST_unit, out);
}

static enum err observation_owner(struct change *ch, int64_t *out, struct fail *why)
{
    (void)why;
    return ref_owner(ch, OBSERVATION_subject, out);
}

static enum err target_owner(struct change *ch, int64_t *out, struct fail *why)
{
    (void)why;
    return ref_owner(ch, TARGET_subject, out);
}

static enum err version_owner(struct change *ch, int64_t *out, struct fail *why)
{
    (void)why;
    return ref_owner(ch, UNIT_VERSION_unit, out);
}

static enum err unit_change_owner(struct change *ch, int64_t *out, struct fail *why)
{
    (void)why;
    bool has_from = change_value(ch, UNIT_CHANGE_from_unit)->type == VALUE_INT;
    return ref_owner(ch, has_from ? UNIT_CHANGE_from_unit : UNIT_CHANGE_to_unit, out);
}

static enum err county_owner(struct change *ch, int64_t *out, struct fail *why)
{
    return home_county(ch->c, out, why);
}

/* One's own unit; the command line has none and writes for the county. */
static enum err own_owner(struct change *ch, int64_t *out, struct fail *why)
{
    if (ch->c->who.unit == 0)
        return home_county(ch->c, out, why);
    *out = ch->c->who.unit;
    return OK;
}

static enum err document_may_write(struct change *ch, struct fail *why)
{
    struct str order = document_types[DOCUMENT_TYPE_organisation].code;
    if (reads_orders_only(ch->c) && !str_eq(change_value(ch, DOCUMENT_type)->t, order))
        return FAIL(why, ERR_FORBIDDEN, MSG_err_orders_only, ARG_NONE);
    return must_reach(ch->c, ch->l, ch->s->e, ch->owner, why);
}

static const struct rules rules[] = {
    {.e = &unit_entity,
     .owner_of = unit_owner,
     .is_area = unit_is_area,
     .is_given_once = unit_is_given_once,
     .check = unit_check,
     .may_void = unit_may_void},
    {.e = &unit_version_entity, .owner_of = version_owner},
    {.e = &unit_change_entity, .owner_of = unit_change_owner},
    {.e = &post_entity, .owner_of = post_owner, .check = post_check},
    {.e = &account_entity,
     .owner_of = account_owner,
     .owner_is_free = true,
     .check = account_check},
    {.e = &holding_entity,
     .owner_of = holding_owner,
     .check = holding_check,
     .may_void = holding_may_void},
    {.e = &extra_field_entity,
     .owner_of = county_owner,
     .owner_is_free = true,
     .check = extra_field_check},
    {.e = &indicator_entity,
     .owner_of = indicator_owner,
     .owner_is_free = true,
     .check = indicator_check},
    {.e = &target_entity, .owner_of = target_owner, .check = target_check},
    {.e = &observation_entity,
     .owner_of = observation_owner,
     .may_write = observation_may_write,
     .check = observation_check,
     .may_void = observation_may_void},
    {.e = &document_entity,
     .owner_of = own_owner,
     .owner_is_free = true,
     .may_write = document_may_write},
    {.e = &category_entity,
     .owner_of = county_owner,
     .owner_is_free = true,
     .check = category_check},
    {.e = &matter_entity, .owner_of = own_owner},
    {.e = &problem_entity, .owner_of = own_owner, .owner_is_free = true, .check = problem_check},
    {.e = &supervision_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &request_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &commitment_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &decision_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &round_entity, .owner_of = own_owner, .owner_is_free = true, .check = round_check},
    {.e = &project_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &dispute_entity, .owner_of = own_owner, .owner_is_free = true, .check = matter_check},
    {.e = &round_item_entity, .owner_of = round_item_owner, .check = round_item_check},
    {.e = &attendance_entity, .owner_of = attendance_owner, .check = attendance_check},
    {.e = &matter_party_entity,
     .owner_of = part_owner,
     .check = matter_party_check,
     .may_void = matter_party_may_void},
    {.e = &matter_move_entity, .owner_of = own_owner},
    {.e = &answer_link_entity, .owner_of = own_owner},
    {.e = &calendar_feed_entity, .owner_of = own_owner},
    {.e = &matter_comment_entity,
     .owner_of = part_owner,
     .may_write = part_may_write,
     .check = comment_check,
     .after = comment_after},
    {.e = &matter_document_entity,
     .owner_of = part_owner,
     .may_write = part_may_write,
     .check = part_check},
    {.e = &matter_link_entity, .owner_of = part_owner, .check = link_check},
    {.e = &escalation_entity, .owner_of = own_owner},
    {.e = &complaint_entity, .owner_of = county_owner, .check = complaint_check},
    {.e = &term_entity, .owner_of = county_owner, .owner_is_free = true},
    {.e = &deciding_post_entity, .owner_of = county_owner, .owner_is_free = true},
    {.e = &ladder_entity, .owner_of = county_owner, .owner_is_free = true},
    {.e = &ladder_step_entity, .owner_of = ladder_step_owner, .check = ladder_step_check},
    {.e = &number_run_entity,
     .owner_of = county_owner,
     .owner_is_free = true,
     .check = number_run_check},
    {.e = &paper_layout_entity,
     .owner_of = county_owner,
     .owner_is_free = true,
     .check = paper_layout_check},
    {.e = &matter_paper_entity, .owner_of = own_owner},
    {.e = &mail_server_entity, .owner_of = county_owner, .owner_is_free = true},
    {.e = &endpoint_entity, .owner_of = county_owner, .owner_is_free = true},
};

const struct rules *rules_of(const struct entity *e)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(rules); i++)
        if (rules[i].e == e)
            return &rules[i];
    assert(false && "an entity without a row in rules");
    return NULL;
}

enum err change_may(struct change *ch, struct fail *why)
{
    const struct rules *row = rules_of(ch->s->e);
    if (!row->may_write || ch->c->who.is_system)
        return must_reach(ch->c, ch->l, ch->s->e, ch->owner, why);
    enum err err = must(ch->c, right_to_write(ch->s->e), why);
    return err == OK ? row->may_write(ch, why) : err;
}

bool change_alters(const struct change *ch, int field)
{
    return !ch->old || !value_eq(&ch->v[field], &ch->old->v[field]);
}

void change_doubt(struct change *ch, struct str field, enum msg id, const struct message_arg *args)
{
    struct problems *p = &ch->c->problems;
    ptrdiff_t before = p->n;
    problem_add(p, field, S("doubtful"), id, args);
    if (p->n > before)
        p->at[before].doubtful = true;
}

enum err home_county(struct call *c, int64_t *out, struct fail *why)
{
    *out = c->county;
    if (c->county != 0)
        return OK;
    struct rows rows = {0};
    enum err err = view_query(c->view, c->a, STMT_home_areas, NULL, 0, &rows, why);
    if (err == OK && rows.n == 1)
        *out = rows_at(&rows, 0, 0)->i;
    return err;
}
