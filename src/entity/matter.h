/*
 * matter.h -- the spine of every kind of matter: who asked, who answers for it, by when, where it
 * stands.
 *
 * A matter is read as one and written through its kinds, whose fields follow the spine's. So a
 * MATTER_x is the number of the field in the spine and in every kind.
 */
#ifndef MATTER_H
#define MATTER_H

#include "entity/entity.h"

#define MATTER_KINDS(X)          \
    X(matter, kind, problem)     \
    X(matter, kind, supervision) \
    X(matter, kind, request)     \
    X(matter, kind, commitment)  \
    X(matter, kind, decision)    \
    X(matter, kind, round)       \
    X(matter, kind, project)     \
    X(matter, kind, dispute)
enum matter_kind {
#define X(entity, field, code) MATTER_KIND_##code,
    MATTER_KINDS(X)
#undef X
        MATTER_KIND_COUNT
};
extern const struct choice matter_kinds[MATTER_KIND_COUNT];

/* Where a matter stands: the words of core/flow.h, whose tables say how it gets there. */
#define MATTER_STATE_CODES(X) \
    X(flow_state, draft)      \
    X(flow_state, raised)     \
    X(flow_state, assigned)   \
    X(flow_state, objected)   \
    X(flow_state, working)    \
    X(flow_state, delaying)   \
    X(flow_state, disagreed)  \
    X(flow_state, answered)   \
    X(flow_state, confirming) \
    X(flow_state, asked)      \
    X(flow_state, decided)    \
    X(flow_state, taken)      \
    X(flow_state, replaced)   \
    X(flow_state, planned)    \
    X(flow_state, held)       \
    X(flow_state, halted)     \
    X(flow_state, received)   \
    X(flow_state, refused)    \
    X(flow_state, replied)    \
    X(flow_state, reviewing)  \
    X(flow_state, reviewed)   \
    X(flow_state, rechecking) \
    X(flow_state, closed)     \
    X(flow_state, withdrawn)  \
    X(flow_state, merged)     \
    X(flow_state, voided)
enum matter_state_code {
#define X(name, code) MATTER_STATE_##code,
    MATTER_STATE_CODES(X)
#undef X
        MATTER_STATE_COUNT
};
extern const struct choice matter_states[MATTER_STATE_COUNT];

#define MATTER_VISIBILITIES(X)    \
    X(matter, visibility, normal) \
    X(matter, visibility, few)
enum matter_visibility {
#define X(entity, field, code) MATTER_VISIBILITY_##code,
    MATTER_VISIBILITIES(X)
#undef X
        MATTER_VISIBILITY_COUNT
};
extern const struct choice matter_visibilities[MATTER_VISIBILITY_COUNT];

struct matter {
#define FIELD(...) FIELD_MEMBER(__VA_ARGS__, )
#include "entity/matter.def"
    uint64_t set; /* bit MATTER_x: field x has a value */
};

enum {
#define FIELD(...)              FIELD_NUMBER(__VA_ARGS__, )
#define FIELD_NUMBER(k, n, ...) MATTER_##n,
#include "entity/matter.def"
#undef FIELD_NUMBER
    MATTER_N_FIELDS
};

extern const struct entity matter_entity;

/* Has a row, of the spine or of a kind, a value in that field? */
#define MATTER_HAS(row, field) ((((row)->set) >> (field)) & 1)
/* What the spine's description and those of its kinds have in common: `e` is the name, `row` its
 * struct, with the table `fields` of n fields before it. */
#define MATTER_ENTITY(e, row, n)                                                                \
    .name = S_(#e), .plural = S_(#e "s"), .title = MSG_entity_##e, .titles = MSG_entity_##e##s, \
    .about = MSG_entity_##e##_about, .topic = TOPIC_matters, .fields = fields, .n_fields = (n), \
    .size = sizeof(row), .set_offset = offsetof(row, set), .key = S_("code"),                   \
    .key_is_owners = true, .key_is_optional = true, .show = S_("title"), .sort = S_("-id"),     \
    .is_subject = true, /* Voided by a move of its flow, and whom it concerns is told. */       \
        .acts_only = WRITE_VOID, .made_by = MSG_err_matter_void
/* Is it the spine, or one of its kinds? */
bool is_matter(const struct entity *e);

#endif
