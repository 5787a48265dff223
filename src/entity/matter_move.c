/*
 * matter_move.c -- the fields of matter_move.def. What a move needs is the flow's to say.
 */
#include "entity/matter_move.h"

#include "entity/answer_link.h"
#include "entity/document.h"
#include "entity/matter.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice matter_move_moves[MATTER_MOVE_MOVE_COUNT] = {
    MATTER_MOVE_MOVES(SHARED_CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_move, __VA_ARGS__, )
#include "entity/matter_move.def"
};

const struct entity matter_move_entity = {
    .name = S_("matter_move"),
    .plural = S_("matter_moves"),
    .title = MSG_entity_matter_move,
    .titles = MSG_entity_matter_moves,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_move_about,
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_move_is_made,
    .fields = fields,
    .n_fields = MATTER_MOVE_N_FIELDS,
    .size = sizeof(struct matter_move),
    .set_offset = offsetof(struct matter_move, set),
    .key = S_(""),
    .show = S_("move"),
    .sort = S_("-moved_on"),
};
