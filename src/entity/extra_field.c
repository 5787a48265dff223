/*
 * extra_field.c -- the fields of extra_field.def and the rules across them.
 */
#include "entity/extra_field.h"

const struct choice extra_kinds[EXTRA_KIND_COUNT] = {EXTRA_KINDS(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(extra_field, __VA_ARGS__, )
#include "entity/extra_field.def"
};

static bool has(const struct extra_field *row, int field)
{
    return (row->set >> field) & 1;
}

/* Lower-case letters, digits, _; a letter first: it becomes a name in forms, files and the API. */
static bool is_name(struct str s)
{
    for (ptrdiff_t i = 0; i < s.len; i++) {
        bool is_letter = s.s[i] >= 'a' && s.s[i] <= 'z';
        bool is_other = (s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '_';
        if (!is_letter && !(i > 0 && is_other))
            return false;
    }
    return s.len > 0;
}

static bool is_taken(const struct entity *e, struct str code)
{
    static const struct str columns[] = {S_("id"),  S_("owner"), S_("version"),
                                         S_("seq"), S_("extra"), S_("to_seq")};
    for (ptrdiff_t i = 0; i < ARRAY_LEN(columns); i++)
        if (str_eq(columns[i], code))
            return true;
    struct shape s = entity_shape(e);
    return shape_index(&s, code) >= 0;
}

static void check_name(const struct extra_field *x, struct problems *probs)
{
    const struct entity *e = has(x, EXTRA_FIELD_entity) ? entity_find(x->entity) : NULL;
    /* A base is read only: its kinds have fields of their own. */
    if (has(x, EXTRA_FIELD_entity) && (!e || e->is_base || !str_eq(e->name, x->entity)))
        PROBLEM(probs, S("entity"), S("unknown"), MSG_problem_extra_entity, ARG_NONE);
    if (!has(x, EXTRA_FIELD_code))
        return;
    if (!is_name(x->code))
        PROBLEM(probs, S("code"), S("malformed"), MSG_problem_extra_code, ARG_NONE);
    else if (e && is_taken(e, x->code))
        PROBLEM(probs, S("code"), S("taken"), MSG_problem_extra_taken, ARG_NONE);
}

static void check_choices(const struct extra_field *x, struct problems *probs)
{
    bool is_enum = has(x, EXTRA_FIELD_kind) && x->kind == EXTRA_KIND_enum;
    if (!is_enum && has(x, EXTRA_FIELD_choices))
        PROBLEM(probs, S("choices"), S("not_wanted"), MSG_problem_only_enum_choices, ARG_NONE);
    struct field ignored;
    if (is_enum && !extra_describe(probs->a, x, &ignored))
        PROBLEM(probs, S("choices"), S("malformed"), MSG_problem_extra_choices, ARG_NONE);
}

static void check(const void *row, struct problems *probs)
{
    const struct extra_field *x = row;
    check_name(x, probs);
    check_choices(x, probs);
    bool has_both = has(x, EXTRA_FIELD_valid_from) && has(x, EXTRA_FIELD_valid_to);
    if (has_both && x->valid_to <= x->valid_from)
        PROBLEM(probs, S("valid_to"), S("order"), MSG_problem_after,
                ARG_MSG(MSG_extra_field_valid_from));
}

const struct entity extra_field_entity = {
    .name = S_("extra_field"),
    .plural = S_("extra_fields"),
    .title = MSG_entity_extra_field,
    .titles = MSG_entity_extra_fields,
    .topic = TOPIC_rules,
    .about = MSG_entity_extra_field_about,
    .fields = fields,
    .n_fields = EXTRA_FIELD_N_FIELDS,
    .size = sizeof(struct extra_field),
    .set_offset = offsetof(struct extra_field, set),
    .key = S_("entity,code"),
    .key_is_owners = true,
    .show = S_("label"),
    .sort = S_("position"),
    .check = check,
};
