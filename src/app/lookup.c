/*
 * lookup.c -- units and indicators by id, each read once.
 */
#include "app/lookup.h"

struct lookups lookups_on(struct arena *a, struct view *view)
{
    return (struct lookups){.a = a, .view = view, .units = map_on(a), .indicators = map_on(a)};
}

bool level_is_area(enum unit_level level)
{
    return level <= UNIT_LEVEL_district;
}

bool unit_is_in(const struct unit_info *unit, int64_t tree)
{
    for (int i = 0; i < unit->n_path; i++)
        if (unit->path[i] == tree)
            return true;
    return false;
}

static enum unit_level level_of(struct str code)
{
    for (int i = 0; i < UNIT_LEVEL_COUNT; i++)
        if (str_eq(unit_levels[i].code, code))
            return (enum unit_level)i;
    return UNIT_LEVEL_COUNT;
}

/* The names in columns 5 and 6; where English lacks, Chinese stands in. */
static void names_of(const struct rows *rows, ptrdiff_t row, struct str *out)
{
    struct str zh = rows_at(rows, row, 5)->t;
    struct str en = rows_at(rows, row, 6)->t;
    out[LANG_ZH] = zh;
    out[LANG_EN] = en.len > 0 ? en : zh;
}

/* Rows of STMT_unit_path: from the top down to the unit. */
static struct unit_info *unit_of_rows(struct arena *a, const struct rows *rows)
{
    struct unit_info *unit = NEW(a, struct unit_info, 1);
    int64_t *path = NEW(a, int64_t, rows->n);
    ptrdiff_t area = 0; /* the top, if no area is above */
    for (ptrdiff_t i = 0; i < rows->n; i++) {
        path[i] = rows_at(rows, i, 0)->i;
        if (level_is_area(level_of(rows_at(rows, i, 3)->t)))
            area = i;
    }
    ptrdiff_t last = rows->n - 1;
    const struct value *closed = rows_at(rows, last, 7);
    *unit = (struct unit_info){
        .id = path[last],
        .parent = rows_at(rows, last, 1)->i,
        .owner = rows_at(rows, last, 2)->i,
        .level = level_of(rows_at(rows, last, 3)->t),
        .county = path[area],
        .path = path,
        .n_path = (int)rows->n,
        .code = rows_at(rows, last, 4)->t,
        .closed_on = closed->type == VALUE_NULL ? DATE_NONE : closed->i,
    };
    names_of(rows, last, unit->name);
    names_of(rows, area, unit->county_name);
    return unit;
}

enum err lookup_unit(struct lookups *l, int64_t id, const struct unit_info **out, struct fail *why)
{
    int64_t *seen = map_at_id(&l->units, id);
    if (*seen > 0) {
        *out = l->unit_at[*seen - 1];
        return OK;
    }
    struct rows rows = {0};
    enum err err = view_query(l->view, l->a, STMT_unit_path, &VALUE_OF_INT(id), 1, &rows, why);
    if (err != OK)
        return err;
    if (l->n_units == l->room_units) {
        ptrdiff_t room = l->room_units > 0 ? l->room_units * 2 : 64;
        struct unit_info **at = NEW(l->a, struct unit_info *, room);
        for (ptrdiff_t i = 0; i < l->n_units; i++)
            at[i] = l->unit_at[i];
        l->unit_at = at;
        l->room_units = room;
    }
    l->unit_at[l->n_units++] = rows.n > 0 ? unit_of_rows(l->a, &rows) : NULL;
    *seen = l->n_units;
    *out = l->unit_at[*seen - 1];
    return OK;
}

static enum err indicator_read(struct lookups *l, int64_t id, struct indicator_info **out,
                               struct fail *why)
{
    struct shape shape = entity_shape(&indicator_entity);
    struct record record = {0};
    int64_t as_of = view_as_of(l->view);
    view_set_as_of(l->view, 0);
    enum err err = view_get(l->view, l->a, &shape, NULL, id, &record, why);
    view_set_as_of(l->view, as_of);
    if (err == ERR_NOT_FOUND) {
        *out = NULL;
        return OK;
    }
    if (err != OK)
        return err;
    struct indicator_info *info = NEW(l->a, struct indicator_info, 1);
    info->id = id;
    info->owner = record.owner;
    record_to_struct(&indicator_entity, record.v, &info->row);
    *out = info;
    return OK;
}

enum err lookup_indicator(struct lookups *l, int64_t id, const struct indicator_info **out,
                          struct fail *why)
{
    int64_t *seen = map_at_id(&l->indicators, id);
    if (*seen > 0) {
        *out = l->indicator_at[*seen - 1];
        return OK;
    }
    struct indicator_info *info = NULL;
    enum err err = indicator_read(l, id, &info, why);
    if (err != OK)
        return err;
    if (l->n_indicators == l->room_indicators) {
        ptrdiff_t room = l->room_indicators > 0 ? l->room_indicators * 2 : 64;
        struct indicator_info **at = NEW(l->a, struct indicator_info *, room);
        for (ptrdiff_t i = 0; i < l->n_indicators; i++)
            at[i] = l->indicator_at[i];
        l->indicator_at = at;
        l->room_indicators = room;
    }
    l->indicator_at[l->n_indicators++] = info;
    *seen = l->n_indicators;
    *out = info;
    return OK;
}
