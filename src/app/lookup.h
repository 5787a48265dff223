/*
 * lookup.h -- what a batch of records needs to know about units and indicators, asked for once.
 *
 * Answers are as of now whatever moment the call looks at, and hold for one call or one try of a
 * write: they are dropped with it, so nothing can be out of date.
 */
#ifndef LOOKUP_H
#define LOOKUP_H

#include "app/app.h"
#include "app/map.h"
#include "entity/indicator.h"
#include "entity/unit.h"

struct unit_info {
    int64_t id, parent, owner;
    enum unit_level level;
    int64_t county;      /* itself or the nearest above that is an area; else the top */
    const int64_t *path; /* from the top down to the unit itself */
    int n_path;
    struct str code, name[LANG_COUNT], county_name[LANG_COUNT];
    int64_t closed_on; /* DATE_NONE: it is open */
};

struct indicator_info {
    int64_t id, owner;
    struct indicator row;
};

struct lookups {
    struct arena *a;
    struct view *view;
    struct map units, indicators; /* id to index + 1 */
    struct unit_info **unit_at;
    struct indicator_info **indicator_at;
    ptrdiff_t n_units, room_units, n_indicators, room_indicators;
};

struct lookups lookups_on(struct arena *a, struct view *view);
/* *out is NULL if there is no such unit (indicator). */
MUST_USE enum err lookup_unit(struct lookups *l, int64_t id, const struct unit_info **out,
                              struct fail *why);
MUST_USE enum err lookup_indicator(struct lookups *l, int64_t id, const struct indicator_info **out,
                                   struct fail *why);
/* Is the unit `tree` or below it, today? */
bool unit_is_in(const struct unit_info *unit, int64_t tree);
/* Is this an area with a government of its own, as a county is (not an office or department)? */
bool level_is_area(enum unit_level level);

#endif
