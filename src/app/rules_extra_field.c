/*
 * rules_extra_field.c -- own fields: one code means one kind of value, above and below one another.
 *
 * Values stand in the records by the code of their field. A unit's list reads the records of the
 * units below it with its own fields, so two kinds under one code would read one as the other: a
 * whole number as a day. The same holds over time, as the values of a voided field stay in the
 * records and their history.
 */
#include "app/rules.h"
#include "entity/extra_field.h"

enum msg extra_kind_label(struct str code)
{
    for (int i = 0; i < EXTRA_KIND_COUNT; i++)
        if (str_eq(extra_kinds[i].code, code))
            return extra_kinds[i].label;
    return MSG_none;
}

enum err extra_field_check(struct change *ch, struct fail *why)
{
    const struct value *v = ch->v;
    struct rows rows = {0};
    bool is_whole = v[EXTRA_FIELD_entity].type == VALUE_TEXT &&
                    v[EXTRA_FIELD_code].type == VALUE_TEXT &&
                    v[EXTRA_FIELD_kind].type == VALUE_TEXT;
    /* Entity, code and kind are fixed, so only a new field can go wrong. */
    if (ch->old || !is_whole || ch->owner == 0)
        return OK;
    struct value args[] = {v[EXTRA_FIELD_entity], v[EXTRA_FIELD_code], v[EXTRA_FIELD_kind],
                           VALUE_OF_INT(ch->owner)};
    enum err err = view_query(ch->c->view, ch->c->a, STMT_extra_field_others, args, ARRAY_LEN(args),
                              &rows, why);
    if (err != OK || rows.n == 0)
        return err;
    bool has_english = rows_at(&rows, 0, 2)->type == VALUE_TEXT && ch->c->lang == LANG_EN;
    bool is_voided = rows_at(&rows, 0, 3)->i == 0;
    PROBLEM(&ch->c->problems, S("kind"), S("other_kind"),
            is_voided ? MSG_problem_extra_kind_past : MSG_problem_extra_kind,
            ARG_TEXT(v[EXTRA_FIELD_code].t), ARG_MSG(extra_kind_label(rows_at(&rows, 0, 0)->t)),
            ARG_TEXT(rows_at(&rows, 0, has_english ? 2 : 1)->t));
    return OK;
}
