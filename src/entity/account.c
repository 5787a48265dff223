/*
 * account.c -- the fields of account.def and the rules across them.
 */
#include "entity/account.h"

#include "entity/choices.h"

const struct choice account_states[ACCOUNT_STATE_COUNT] = {ACCOUNT_STATES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(account, __VA_ARGS__, )
#include "entity/account.def"
};

const struct entity account_entity = {
    .name = S_("account"),
    .plural = S_("accounts"),
    .title = MSG_entity_account,
    .titles = MSG_entity_accounts,
    .topic = TOPIC_organisation,
    .about = MSG_entity_account_about,
    .fields = fields,
    .n_fields = ACCOUNT_N_FIELDS,
    .size = sizeof(struct account),
    .set_offset = offsetof(struct account, set),
    .key = S_("login"),
    .show = S_("name"),
    .sort = S_("login"),
};
