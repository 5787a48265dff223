/*
 * escalation.c -- the fields of escalation.def.
 */
#include "entity/escalation.h"

#include "entity/ladder_step.h"
#include "entity/matter.h"

const struct choice escalation_causes[ESCALATION_CAUSE_COUNT] = {ESCALATION_CAUSES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW_IN(escalation_row, escalation, __VA_ARGS__, )
#include "entity/escalation.def"
};

const struct entity escalation_entity = {
    .name = S_("escalation"),
    .plural = S_("escalations"),
    .title = MSG_entity_escalation,
    .titles = MSG_entity_escalations,
    .topic = TOPIC_traces,
    .about = MSG_entity_escalation_about,
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_step_is_taken,
    .fields = fields,
    .n_fields = ESCALATION_N_FIELDS,
    .size = sizeof(struct escalation_row),
    .set_offset = offsetof(struct escalation_row, set),
    .key = S_(""),
    .show = S_("step"),
    .sort = S_("-taken_on"),
};
