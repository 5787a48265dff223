/*
 * statements_unit.c -- the organisation tree.
 */
#include "store/statement_text.h"

const struct statement_text statements_unit[] = {
    /* Today's tree whatever moment the view looks at: rights are always today's. */
    TEXT(unit_path,
         "SELECT u.id, u.parent, u.owner, u.level, u.code, u.name_zh, u.name_en, u.closed_on FROM "
         "unit_tree AS t JOIN unit AS u ON u.id = t.ancestor WHERE t.unit = ?1 ORDER BY t.depth "
         "DESC"),
    /* The only county; without counties the only top. Two rows say that there is no single one. */
    TEXT(home_areas,
         "SELECT u.id FROM unit AS u WHERE u.level IN ('county', 'district') OR (u.parent IS NULL "
         "AND NOT EXISTS (SELECT 1 FROM unit AS c WHERE c.level IN ('county', 'district'))) LIMIT "
         "2"),
    TEXTS_END,
};
