/*
 * statements_report.c -- figures about matters: what came of problems, who has how much to do, what
 * is asked of units.
 *
 * ?1 is the tree and ?2 the unit within whose reach matters are counted, ?3 whether those for few
 * count too (app/matter_reach.h).
 */
#include "store/statement_text.h"

#define IN_REACH                                                                    \
    "(m.owner IN (SELECT unit FROM unit_tree WHERE ancestor = ?1) OR m.owner = ?2 " \
    "OR m.lead = ?2) AND (m.visibility = 'normal' OR CAST(?3 AS bigint) = 1) "

const struct statement_text statements_report[] = {
    /* Open, or closed since a day: what was entered by mistake, twice or not at all is left out. */
    TEXT(effect_problems,
         "SELECT m.id, m.title, m.category, k.name_zh, k.name_en, m.lead, u.name_zh, u.name_en, "
         "m.opened_on, m.closed_on, m.project FROM @problem AS m "
         "LEFT JOIN @category AS k ON k.id = m.category LEFT JOIN @unit AS u ON u.id = m.lead "
         "WHERE " IN_REACH "AND m.state NOT IN ('draft', 'withdrawn', 'merged', 'voided') "
         "AND m.opened_on IS NOT NULL AND (m.closed_on IS NULL OR m.closed_on >= ?4) "
         "ORDER BY m.opened_on, m.id"),
    /* The moves whose effect is EFFECT_REOPEN in core/flows.c; a test compares. */
    TEXT(effect_reopened,
         "SELECT m.category, m.lead, r.moved_on FROM @matter_move AS r "
         "JOIN @problem AS m ON m.id = r.matter WHERE r.move IN ('reopen', 'not_solved') "
         "AND r.moved_on >= ?4 AND " IN_REACH "ORDER BY r.id"),
    TEXTS_END,
};
