/*
 * attendance.c -- the fields of attendance.def and the rule across them.
 */
#include "entity/attendance.h"

#include "entity/matter.h"
#include "entity/post.h"
#include "entity/unit.h"

const struct choice attendance_presences[ATTENDANCE_PRESENCE_COUNT] = {
    ATTENDANCE_PRESENCES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(attendance, __VA_ARGS__, )
#include "entity/attendance.def"
};

static void check(const void *row, struct problems *probs)
{
    const struct attendance *at = row;
    bool has_unit = (at->set >> ATTENDANCE_unit) & 1;
    bool has_post = (at->set >> ATTENDANCE_post) & 1;
    if (has_unit == has_post)
        PROBLEM(probs, has_unit ? S("post") : S("unit"), S("one_of"), MSG_problem_unit_or_post,
                ARG_NONE);
}

const struct entity attendance_entity = {
    .name = S_("attendance"),
    .plural = S_("attendances"),
    .title = MSG_entity_attendance,
    .titles = MSG_entity_attendances,
    .topic = TOPIC_traces,
    .about = MSG_entity_attendance_about,
    .fields = fields,
    .n_fields = ATTENDANCE_N_FIELDS,
    .size = sizeof(struct attendance),
    .set_offset = offsetof(struct attendance, set),
    .key = S_("round,unit,post"),
    .show = S_("round,unit,post"),
    .sort = S_("round"),
    .check = check,
};
