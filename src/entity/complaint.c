/*
 * complaint.c -- the fields of complaint.def. Who answers, and whose name is kept, is in
 * app/complaints.c.
 */
#include "entity/complaint.h"

#include "entity/post.h"

const struct choice complaint_kinds[COMPLAINT_KIND_COUNT] = {COMPLAINT_KINDS(CHOICE_ROW)};
const struct choice complaint_states[COMPLAINT_STATE_COUNT] = {COMPLAINT_STATES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(complaint, __VA_ARGS__, )
#include "entity/complaint.def"
};

const struct entity complaint_entity = {
    .name = S_("complaint"),
    .plural = S_("complaints"),
    .title = MSG_entity_complaint,
    .titles = MSG_entity_complaints,
    .topic = TOPIC_program,
    .about = MSG_entity_complaint_about,
    .fields = fields,
    .n_fields = COMPLAINT_N_FIELDS,
    .acts_only = WRITE_MEND | WRITE_VOID,
    .made_by = MSG_complaint_made_by,
    .size = sizeof(struct complaint),
    .set_offset = offsetof(struct complaint, set),
    .key = S_(""),
    .show = S_("title"),
    .sort = S_("-id"),
};
