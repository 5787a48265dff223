/*
 * mail_server.c -- the fields of mail_server.def and the rules across them.
 */
#include "entity/mail_server.h"

#include "base/outside.h"

const struct choice mail_securities[MAIL_SECURITY_COUNT] = {MAIL_SECURITIES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(mail_server, __VA_ARGS__, )
#include "entity/mail_server.def"
};

static bool has(const struct mail_server *row, int field)
{
    return (row->set >> field) & 1;
}

/* A password is never sent over a line that others can read. */
static void check(const void *row, struct problems *probs)
{
    const struct mail_server *m = row;
    if (has(m, MAIL_SERVER_host) && !host_is_plain(m->host))
        PROBLEM(probs, S("host"), S("malformed"), MSG_problem_host, ARG_NONE);
    if (has(m, MAIL_SERVER_from_address) && !mail_address_is_plain(m->from_address))
        PROBLEM(probs, S("from_address"), S("malformed"), MSG_problem_mail_address, ARG_NONE);
    if (m->security == MAIL_SECURITY_none && has(m, MAIL_SERVER_login))
        PROBLEM(probs, S("security"), S("open"), MSG_problem_mail_open, ARG_NONE);
}

const struct entity mail_server_entity = {
    .name = S_("mail_server"),
    .plural = S_("mail_servers"),
    .title = MSG_entity_mail_server,
    .titles = MSG_entity_mail_servers,
    .topic = TOPIC_program,
    .about = MSG_entity_mail_server_about,
    .fields = fields,
    .n_fields = MAIL_SERVER_N_FIELDS,
    .size = sizeof(struct mail_server),
    .set_offset = offsetof(struct mail_server, set),
    .key = S_("host"),
    .key_is_owners = true,
    .show = S_("host"),
    .sort = S_("host"),
    .check = check,
};
