/*
 * rules.h -- what holds for the records of one entity beyond its fields: one row an entity.
 *
 * records.c and import.c ask these rows; none of them knows an entity by name. To add an entity
 * add its row in rules.c, with its functions in rules_NAME.c. Rules run inside the write, through
 * `c->view` and `l`, and must be repeatable. What a person entered wrongly goes to c->problems.
 */
#ifndef RULES_H
#define RULES_H

#include "app/lookup.h"
#include "app/rights.h"

struct change {
    struct call *c;
    struct lookups *l;
    const struct shape *s;
    const struct record *old; /* NULL: made new */
    struct value *v;          /* as they are to be; rules fill system fields in */
    int64_t owner;
    bool is_bulk; /* one of many rows: no question to the database for each */
};

typedef enum err rule_fn(struct change *ch, struct fail *why);
typedef enum err after_fn(struct change *ch, struct tx *tx, int64_t id, struct fail *why);
typedef enum err owner_fn(struct change *ch, int64_t *out, struct fail *why);

struct rules {
    const struct entity *e;
    owner_fn *owner_of; /* the unit that owns a new record, from its values; 0: none can be told */
    bool owner_is_free; /* a caller may name another owner within reach */
    rule_fn *may_write; /* in place of the owner's reach; NULL: that. Not asked of the system */
    rule_fn *check;     /* problems, system fields; NULL: there are none */
    /* What follows when one by one is made (old NULL) or changed, in the same act; NULL: nothing */
    after_fn *after;
    rule_fn *may_void; /* before a record is voided; v is what it held. NULL: nothing */
    /* Does what hangs on such a record belong to it? Else to the record's own owner. NULL: what
     * hangs on it belongs to something else. */
    bool (*is_area)(const struct value *v);
    /* Is the key of such a record given once in all, whatever its owner? NULL: never. */
    bool (*is_given_once)(const struct value *v);
};

const struct rules *rules_of(const struct entity *e);

/* The value of a field by its number in the entity's enum. */
static inline const struct value *change_value(const struct change *ch, int field)
{
    return &ch->v[field];
}
/* Does this field get another value than it had? True for new records. */
bool change_alters(const struct change *ch, int field);
/* A doubt about a field: shown, and does not stop the write. */
void change_doubt(struct change *ch, struct str field, enum msg id, const struct message_arg *args);

/* must() and the unit in reach, with lookups at hand. */
MUST_USE enum err must_reach(const struct call *c, struct lookups *l, const struct entity *e,
                             int64_t owner, struct fail *why);
/* The caller's county; for the command line the only area of the database, 0 if there is none or
 * no single one. */
MUST_USE enum err home_county(struct call *c, int64_t *out, struct fail *why);

/* Does the caller coordinate in the area that owns a matter? */
bool is_office(struct change *ch, int64_t owner);
bool matter_is_draft(const struct value *v);
/* The matter that a part of it (party, comment, document, link) hangs on, if the caller sees it. */
MUST_USE enum err part_matter(struct change *ch, struct record *out, bool *out_found,
                              struct fail *why);
/* The lead among the parties of a matter; out->v is NULL if there is none. */
MUST_USE enum err matter_lead_party(struct change *ch, int64_t matter, struct record *out,
                                    struct fail *why);

/* Rules of the entities, each in rules_NAME.c. */
rule_fn account_check;
/* A mail address that was typed must be one: a problem of c. */
void account_check_mail(struct change *ch);
owner_fn account_owner;
rule_fn extra_field_check;
rule_fn holding_check;
rule_fn holding_may_void;
owner_fn holding_owner;
rule_fn indicator_check;
owner_fn indicator_owner;
rule_fn category_check;
rule_fn ladder_step_check;
owner_fn ladder_step_owner;
rule_fn matter_check;
rule_fn matter_party_check;
rule_fn matter_party_may_void;
rule_fn number_run_check;
/* What people call a kind of own field. */
enum msg extra_kind_label(struct str code);
rule_fn observation_check;
rule_fn observation_may_write;
rule_fn observation_may_void;
rule_fn paper_layout_check;
rule_fn comment_check;
after_fn comment_after;
rule_fn link_check;
rule_fn complaint_check;
owner_fn part_owner;
rule_fn part_check;
rule_fn part_may_write;
rule_fn post_check;
rule_fn problem_check;
rule_fn round_check;
rule_fn round_item_check;
owner_fn round_item_owner;
rule_fn attendance_check;
owner_fn attendance_owner;
rule_fn target_check;
rule_fn unit_check;
owner_fn unit_owner;
bool unit_is_area(const struct value *v);
bool unit_is_given_once(const struct value *v);
/* Refuses a code of the national division that a unit of another owner has: as a problem of c. */
MUST_USE enum err unit_refuse_twin(struct call *c, struct lookups *l, struct str code,
                                   int64_t owner, struct fail *why);
rule_fn unit_may_void;

#endif
