/*
 * calendar_feed.c -- the fields of calendar_feed.def. Making, reading and revoking is
 * app/calendar_feed.h's.
 */
#include "entity/calendar_feed.h"

#include "entity/account.h"
#include "entity/post.h"

const struct choice calendar_feed_states[CALENDAR_FEED_STATE_COUNT] = {
    CALENDAR_FEED_STATES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(calendar_feed, __VA_ARGS__, )
#include "entity/calendar_feed.def"
};

const struct entity calendar_feed_entity = {
    .name = S_("calendar_feed"),
    .plural = S_("calendar_feeds"),
    .title = MSG_entity_calendar_feed,
    .titles = MSG_entity_calendar_feeds,
    .topic = TOPIC_program,
    .about = MSG_entity_calendar_feed_about,
    .acts_only = WRITE_MAKE | WRITE_MEND | WRITE_VOID,
    .made_by = MSG_err_calendar_feed_is_made,
    .fields = fields,
    .n_fields = CALENDAR_FEED_N_FIELDS,
    .size = sizeof(struct calendar_feed),
    .set_offset = offsetof(struct calendar_feed, set),
    .key = S_(""),
    .show = S_("name"),
    .sort = S_("-id"),
};
