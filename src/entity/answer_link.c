/*
 * answer_link.c -- the fields of answer_link.def. Making, using and revoking is
 * app/answer_link.h's.
 */
#include "entity/answer_link.h"

#include "entity/matter.h"
#include "entity/post.h"

const struct choice answer_link_states[ANSWER_LINK_STATE_COUNT] = {ANSWER_LINK_STATES(CHOICE_ROW)};

const struct choice answer_link_answers[ANSWER_LINK_ANSWER_COUNT] = {
    ANSWER_LINK_ANSWERS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(answer_link, __VA_ARGS__, )
#include "entity/answer_link.def"
};

const struct entity answer_link_entity = {
    .name = S_("answer_link"),
    .plural = S_("answer_links"),
    .title = MSG_entity_answer_link,
    .titles = MSG_entity_answer_links,
    .topic = TOPIC_traces,
    .about = MSG_entity_answer_link_about,
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_answer_link_is_made,
    .fields = fields,
    .n_fields = ANSWER_LINK_N_FIELDS,
    .size = sizeof(struct answer_link),
    .set_offset = offsetof(struct answer_link, set),
    .key = S_(""),
    .show = S_("holder"),
    .sort = S_("-id"),
};
