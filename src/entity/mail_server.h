/*
 * mail_server.h -- the mail server of a county.
 */
#ifndef ENTITY_MAIL_SERVER_H
#define ENTITY_MAIL_SERVER_H

#include "entity/entity.h"

/* How the way to the server is kept from being read: TLS from the start, or after STARTTLS. */
#define MAIL_SECURITIES(X)             \
    X(mail_server, security, tls)      \
    X(mail_server, security, starttls) \
    X(mail_server, security, none)
enum mail_security {
#define X(entity, field, code) MAIL_SECURITY_##code,
    MAIL_SECURITIES(X)
#undef X
        MAIL_SECURITY_COUNT
};
extern const struct choice mail_securities[MAIL_SECURITY_COUNT];

struct mail_server {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/mail_server.def"
    uint64_t set; /* bit MAIL_SERVER_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MAIL_SERVER_##n,
#include "entity/mail_server.def"
#undef FIELD_NUMBER
    MAIL_SERVER_N_FIELDS
};

extern const struct entity mail_server_entity;

#endif
