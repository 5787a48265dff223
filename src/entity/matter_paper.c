/*
 * matter_paper.c -- the fields of matter_paper.def. What fits is core/paper.h's to say.
 */
#include "entity/matter_paper.h"

#include "entity/document.h"
#include "entity/matter.h"
#include "entity/paper_layout.h"
#include "entity/post.h"
#include "entity/unit.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_paper, __VA_ARGS__, )
#include "entity/matter_paper.def"
};

const struct entity matter_paper_entity = {
    .name = S_("matter_paper"),
    .plural = S_("matter_papers"),
    .title = MSG_entity_matter_paper,
    .titles = MSG_entity_matter_papers,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_paper_about,
    .fields = fields,
    .n_fields = MATTER_PAPER_N_FIELDS,
    .size = sizeof(struct matter_paper),
    .set_offset = offsetof(struct matter_paper, set),
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_paper_is_issued,
    .key = S_(""),
    .show = S_("paper,number"),
    .sort = S_("-issued_on"),
};
