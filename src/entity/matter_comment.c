/*
 * matter_comment.c -- the fields of matter_comment.def. Who may say it, and to whom, is in
 * app/rules_part.c.
 */
#include "entity/matter_comment.h"

#include "entity/matter.h"
#include "entity/post.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_comment, __VA_ARGS__, )
#include "entity/matter_comment.def"
};

const struct entity matter_comment_entity = {
    .name = S_("matter_comment"),
    .plural = S_("matter_comments"),
    .title = MSG_entity_matter_comment,
    .titles = MSG_entity_matter_comments,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_comment_about,
    .fields = fields,
    .n_fields = MATTER_COMMENT_N_FIELDS,
    .size = sizeof(struct matter_comment),
    .set_offset = offsetof(struct matter_comment, set),
    .key = S_(""),
    .show = S_("said"),
    .sort = S_("-id"),
};
