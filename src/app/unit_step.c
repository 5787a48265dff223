/*
 * unit_step.c -- a dated change as it is asked for in words: by the API and the command line.
 */
#include "app/board.h"
#include "app/units.h"

/* The members of a request, and the field that says how each is written. */
static const struct member {
    struct str name;
    const struct entity *e;
} members[] = {
    {S_("change"), &unit_change_entity},   {S_("changed_on"), &unit_change_entity},
    {S_("to_unit"), &unit_change_entity},  {S_("note"), &unit_change_entity},
    {S_("document"), &unit_change_entity}, {S_("code"), &unit_entity},
    {S_("name_zh"), &unit_entity},         {S_("name_en"), &unit_entity},
};
enum { CHANGE, CHANGED_ON, TO_UNIT, NOTE, DOCUMENT, CODE, NAME_ZH, NAME_EN, MEMBERS };
static_assert(ARRAY_LEN(members) == MEMBERS, "a name for each member");

const struct field *unit_step_field(int i)
{
    if (i >= MEMBERS)
        return NULL;
    const struct shape s = entity_shape(members[i].e);
    return members[i].e->fields + shape_index(&s, members[i].name);
}

static int member_find(struct str name)
{
    for (int i = 0; i < MEMBERS; i++)
        if (str_eq(members[i].name, name))
            return i;
    return -1;
}

static void read_member(struct call *c, int i, const struct input *in, struct value *out)
{
    const struct field *f = unit_step_field(i);
    struct message why = {0};
    if (!in->is_null && !kind_parse(c->a, f, in->text, out, &why))
        problem_add(&c->problems, in->field, S("malformed"), why.id, why.args);
}

/* The other unit by its code. */
static enum err read_to_code(struct call *c, const struct input *in, struct value *out,
                             struct fail *why)
{
    struct fail tried = {0};
    int64_t id = 0;
    if (out->type != VALUE_NULL) {
        PROBLEM(&c->problems, in->field, S("twice"), MSG_problem_step_to_code, ARG_NONE);
        return OK;
    }
    enum err err = board_unit(c, str_trim(in->text), &id, &tried);
    if (err == ERR_NOT_FOUND || err == ERR_CONFLICT) {
        problem_add(&c->problems, in->field, S("unknown"), tried.message.id, tried.message.args);
        return OK;
    }
    if (err != OK)
        *why = tried;
    else
        *out = VALUE_OF_INT(id);
    return err;
}

static void must_have(struct call *c, int i, const struct value *v)
{
    bool is_said = false;
    for (ptrdiff_t k = 0; k < c->problems.n; k++)
        is_said = is_said || str_eq(c->problems.at[k].field, members[i].name);
    if (v->type == VALUE_NULL && !is_said)
        PROBLEM(&c->problems, members[i].name, S("missing"), MSG_problem_missing, ARG_NONE);
}

static struct str text_of(const struct value *v)
{
    return v->type == VALUE_TEXT ? v->t : S("");
}

static int64_t number_of(const struct value *v)
{
    return v->type == VALUE_INT ? v->i : 0;
}

static enum unit_change_kind kind_of(const struct value *v)
{
    int i = 0;
    while (i < UNIT_CHANGE_COUNT && !str_eq(unit_changes[i].code, v->t))
        i++;
    return (enum unit_change_kind)i;
}

enum err unit_step_read(struct call *c, int64_t unit, const struct input *in, ptrdiff_t n,
                        struct unit_step *out, struct fail *why)
{
    struct value v[MEMBERS] = {0};
    const struct input *to_code = NULL;
    enum err err = OK;
    for (ptrdiff_t i = 0; i < n; i++) {
        int at = member_find(in[i].field);
        if (at >= 0)
            read_member(c, at, &in[i], &v[at]);
        else if (str_eq(in[i].field, S("to_code")))
            to_code = &in[i];
        else
            PROBLEM(&c->problems, in[i].field, S("unknown"), MSG_problem_unknown,
                    ARG_TEXT(in[i].field));
    }
    if (to_code)
        err = read_to_code(c, to_code, &v[TO_UNIT], why);
    must_have(c, CHANGE, &v[CHANGE]);
    must_have(c, CHANGED_ON, &v[CHANGED_ON]);
    if (err == OK && problems_stop(&c->problems))
        err = FAIL(why, ERR_INVALID, MSG_err_invalid, ARG_INT(c->problems.n_all));
    if (err != OK)
        return err;
    *out = (struct unit_step){
        .change = kind_of(&v[CHANGE]),
        .on = v[CHANGED_ON].i,
        .unit = unit,
        .other = number_of(&v[TO_UNIT]),
        .code = text_of(&v[CODE]),
        .name_zh = text_of(&v[NAME_ZH]),
        .name_en = text_of(&v[NAME_EN]),
        .note = text_of(&v[NOTE]),
        .document = number_of(&v[DOCUMENT]),
    };
    return OK;
}
