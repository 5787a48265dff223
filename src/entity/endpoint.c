/*
 * endpoint.c -- the fields of endpoint.def and the rules across them.
 */
#include "entity/endpoint.h"

#include "base/outside.h"
#include "entity/choices.h"
#include "entity/unit.h"

const struct choice endpoint_kinds[ENDPOINT_KIND_COUNT] = {ENDPOINT_KINDS(CHOICE_ROW)};
const struct choice endpoint_paces[ENDPOINT_PACE_COUNT] = {ENDPOINT_PACES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(endpoint, __VA_ARGS__, )
#include "entity/endpoint.def"
};

static bool has(const struct endpoint *row, int field)
{
    return (row->set >> field) & 1;
}

/* What a robot's address ends with is a password: it is kept as one, apart. */
static void check(const void *row, struct problems *probs)
{
    const struct endpoint *e = row;
    bool is_robot = e->kind != ENDPOINT_KIND_webhook;
    if (has(e, ENDPOINT_address) && !url_is_plain(e->address))
        PROBLEM(probs, S("address"), S("malformed"), MSG_problem_url, ARG_NONE);
    else if (has(e, ENDPOINT_address) && is_robot && str_find(e->address, S("?")) >= 0)
        PROBLEM(probs, S("address"), S("token"), MSG_problem_url_token, ARG_NONE);
    if (has(e, ENDPOINT_kind) && is_robot && !has(e, ENDPOINT_token))
        PROBLEM(probs, S("token"), S("required"), MSG_problem_robot_token, ARG_NONE);
    if (has(e, ENDPOINT_kind) && e->kind != ENDPOINT_KIND_wecom && !has(e, ENDPOINT_secret))
        PROBLEM(probs, S("secret"), S("required"), MSG_problem_hook_secret, ARG_NONE);
}

const struct entity endpoint_entity = {
    .name = S_("endpoint"),
    .plural = S_("endpoints"),
    .title = MSG_entity_endpoint,
    .titles = MSG_entity_endpoints,
    .topic = TOPIC_program,
    .about = MSG_entity_endpoint_about,
    .fields = fields,
    .n_fields = ENDPOINT_N_FIELDS,
    .size = sizeof(struct endpoint),
    .set_offset = offsetof(struct endpoint, set),
    .key = S_("code"),
    .key_is_owners = true,
    .show = S_("name"),
    .sort = S_("code"),
    .check = check,
};
