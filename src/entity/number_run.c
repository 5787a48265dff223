/*
 * number_run.c -- the fields of number_run.def.
 */
#include "entity/number_run.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(number_run, __VA_ARGS__, )
#include "entity/number_run.def"
};

const struct entity number_run_entity = {
    .name = S_("number_run"),
    .plural = S_("number_runs"),
    .title = MSG_entity_number_run,
    .titles = MSG_entity_number_runs,
    .topic = TOPIC_rules,
    .about = MSG_entity_number_run_about,
    .fields = fields,
    .n_fields = NUMBER_RUN_N_FIELDS,
    .size = sizeof(struct number_run),
    .set_offset = offsetof(struct number_run, set),
    .key = S_("series,year"),
    .key_is_owners = true,
    .show = S_("series,year"),
    .sort = S_("-year"),
};
