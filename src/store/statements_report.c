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

/*
 * Load is counted by the unit that leads, or one below it: of the units right below ?3, and of ?3
 * itself without those. ?1 is the tree within which those for few count, if ?2 says so.
 */
#define LED_BELOW                                                                  \
    "JOIN unit_tree AS t ON t.unit = m.lead JOIN @unit AS u ON u.id = t.ancestor " \
    "WHERE (u.parent = ?3 OR (u.id = ?3 AND t.depth = 0)) "
#define COUNTED                                                                        \
    "AND (m.visibility = 'normal' OR (CAST(?2 AS bigint) = 1 AND m.owner IN "          \
    "(SELECT unit FROM unit_tree WHERE ancestor = ?1))) AND m.state NOT IN ('draft', " \
    "'withdrawn', 'merged', 'voided') "

/*
 * What is asked of units, from day ?3 to ?4: of those right below ?1 and of ?1 itself without
 * those, or of ?2 with what is below it. ?5: by day, else all days are 0.
 */
#define ASKED_OF                                                                                \
    "JOIN @unit AS u ON u.id = t.ancestor WHERE (u.parent = ?1 OR (u.id = ?1 AND t.depth = 0) " \
    "OR u.id = ?2) AND "
#define BY_DAY(day) "CASE WHEN CAST(?5 AS bigint) = 1 THEN " day " ELSE 0 END"
/* A day begins at 00:00 +08:00. */
#define DAY_OF_INSTANT  "(j.instant + 28800000000) / 86400000000"
#define INSTANT_OF(day) "(" day ") * 86400000000 - 28800000000"

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
    /* The same of matters of the kind ?5: they have no category. */
    TEXT(effect_matters,
         "SELECT m.id, m.title, CAST(NULL AS bigint), CAST(NULL AS text), CAST(NULL AS text), "
         "m.lead, u.name_zh, u.name_en, m.opened_on, m.closed_on, m.project FROM @matter AS m "
         "LEFT JOIN @unit AS u ON u.id = m.lead WHERE m.kind = ?5 AND " IN_REACH
         "AND m.state NOT IN ('draft', 'withdrawn', 'merged', 'voided') "
         "AND m.opened_on IS NOT NULL AND (m.closed_on IS NULL OR m.closed_on >= ?4) "
         "ORDER BY m.opened_on, m.id"),
    TEXT(effect_matters_reopened,
         "SELECT CAST(NULL AS bigint), m.lead, r.moved_on FROM @matter_move AS r "
         "JOIN @matter AS m ON m.id = r.matter WHERE r.move = 'reopen' AND m.kind = ?5 "
         "AND r.moved_on >= ?4 AND " IN_REACH "ORDER BY r.id"),
    /* The unit ?1 and those right below it on day ?2. */
    TEXT(load_units,
         "SELECT u.id, u.name_zh, u.name_en, u.level, CASE WHEN EXISTS (SELECT 1 FROM @unit AS k "
         "WHERE k.parent = u.id AND coalesce(k.closed_on, ?2 + 1) > ?2) THEN 1 ELSE 0 END "
         "FROM @unit AS u WHERE (u.parent = ?1 OR u.id = ?1) AND coalesce(u.closed_on, ?2 + 1) > "
         "?2 ORDER BY u.position, u.code, u.id"),
    /* ?4 is the day, ?5 the last one that is near. */
    TEXT(load_open,
         "SELECT t.ancestor, m.kind, count(*), sum(CASE WHEN m.due >= ?4 AND m.due <= ?5 THEN 1 "
         "ELSE 0 END), sum(CASE WHEN m.due < ?4 THEN 1 ELSE 0 END), min(m.due) FROM @matter AS "
         "m " LED_BELOW "AND m.closed_on IS NULL " COUNTED
         "GROUP BY t.ancestor, m.kind ORDER BY t.ancestor, m.kind"),
    TEXT(load_joint,
         "SELECT t.ancestor, count(DISTINCT m.id) FROM @matter AS m JOIN @matter_party AS p ON "
         "p.matter = m.id AND p.role = 'joint' JOIN unit_tree AS t ON t.unit = p.unit JOIN @unit "
         "AS u ON u.id = t.ancestor WHERE (u.parent = ?3 OR (u.id = ?3 AND t.depth = 0)) AND "
         "m.closed_on IS NULL " COUNTED "GROUP BY t.ancestor ORDER BY t.ancestor"),
    /* Closed from day ?4 to ?5, and those of them behind their due day. */
    TEXT(load_closed,
         "SELECT t.ancestor, count(*), sum(CASE WHEN m.closed_on > m.due THEN 1 ELSE 0 END) FROM "
         "@matter AS m " LED_BELOW "AND m.closed_on >= ?4 AND m.closed_on <= ?5 " COUNTED
         "GROUP BY t.ancestor ORDER BY t.ancestor"),
    /* Answers that were sent back (EFFECT_RETURN out of "answered" in core/flows.c). */
    TEXT(load_returned, "SELECT t.ancestor, count(*) FROM @matter_move AS r JOIN @matter AS m ON "
                        "m.id = r.matter " LED_BELOW
                        "AND r.move = 'send_back' AND r.was = 'answered' AND r.moved_on >= ?4 AND "
                        "r.moved_on <= ?5 " COUNTED "GROUP BY t.ancestor ORDER BY t.ancestor"),
    /* Inside the unit ?1: of each post that may have to do with matters, and of none (id 0). ?2 is
     * the day, ?3 the last one that is near. */
    TEXT(load_posts,
         "SELECT q.id, q.name_zh, q.name_en, count(m.id), coalesce(sum(CASE WHEN m.due >= ?2 AND "
         "m.due <= ?3 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN m.due < ?2 THEN 1 ELSE 0 "
         "END), 0) FROM (SELECT p.id AS id, p.name_zh AS name_zh, p.name_en AS name_en FROM @post "
         "AS p WHERE p.unit = ?1 AND coalesce(p.closed_on, ?2 + 1) > ?2 AND p.role NOT IN "
         "('auditor', 'sysadmin', 'secadmin') UNION ALL SELECT 0, NULL, NULL) AS q LEFT JOIN "
         "@matter AS m ON (m.responsible = q.id OR (q.id = 0 AND m.lead = ?1 AND m.responsible IS "
         "NULL)) AND m.closed_on IS NULL AND (m.visibility = 'normal' OR m.lead = ?1) AND m.state "
         "NOT IN ('draft', 'withdrawn', 'merged', 'voided') GROUP BY q.id, q.name_zh, q.name_en "
         "ORDER BY CASE WHEN q.id = 0 THEN 1 ELSE 0 END, q.id"),
    /* Of ?1: what waits for an answer, since when, and what was answered from day ?2 on. */
    TEXT(complaint_counts,
         "SELECT coalesce(sum(CASE WHEN k.answered_on IS NULL THEN 1 ELSE 0 END), 0), min(CASE "
         "WHEN k.answered_on IS NULL THEN k.made_on END), coalesce(sum(CASE WHEN k.answered_on IS "
         "NULL THEN 0 ELSE 1 END), 0) FROM @complaint AS k WHERE k.owner IN (SELECT unit FROM "
         "unit_tree WHERE ancestor = ?1) AND (k.answered_on IS NULL OR k.answered_on >= ?2)"),
    TEXT(burden_moves, "SELECT t.ancestor, " BY_DAY(
                           "r.moved_on") ", m.kind, r.was, r.move, count(*) FROM "
                                         "@matter_move AS r JOIN @matter AS m ON m.id = r.matter "
                                         "JOIN @post AS p ON p.id = r.post "
                                         "JOIN unit_tree AS t ON t.unit = p.unit " ASKED_OF
                                         "r.moved_on >= ?3 AND r.moved_on <= ?4 GROUP BY 1, 2, 3, "
                                         "4, 5 ORDER BY 1, 2, 3, 4, 5"),
    /* Records entered one by one count one each, whatever was written with them. */
    TEXT(burden_forms,
         "SELECT t.ancestor, " BY_DAY(
             DAY_OF_INSTANT) ", j.entity, CAST(sum(CASE WHEN j.action = "
                             "'create' THEN 1 ELSE j.n_rows END) AS bigint) FROM journal AS j JOIN "
                             "@post AS p ON p.id "
                             "= j.post JOIN unit_tree AS t ON t.unit = p.unit " ASKED_OF
                             "j.action IN ('create', 'import', 'figures') AND j.entity IS NOT NULL "
                             "AND p.role NOT IN "
                             "('auditor', 'sysadmin', 'secadmin') AND j.instant >= " INSTANT_OF(
                                 "?3") " AND j.instant < " INSTANT_OF("?4 + 1") " GROUP BY 1, 2, 3 "
                                                                                "ORDER BY 1, 2, 3"),
    TEXT(burden_messages,
         "SELECT t.ancestor, " BY_DAY(
             "n.told_on") ", count(*) FROM notice AS n JOIN @post AS p ON "
                          "p.id = n.post JOIN unit_tree AS t ON t.unit = p.unit " ASKED_OF
                          "n.told_on >= ?3 AND n.told_on <= ?4 GROUP BY 1, 2 ORDER BY 1, 2"),
    TEXT(burden_papers,
         "SELECT t.ancestor, " BY_DAY(
             "q.issued_on") ", count(*) FROM @matter_paper AS q JOIN "
                            "unit_tree AS t ON t.unit = q.to_unit " ASKED_OF
                            "q.issued_on >= ?3 AND q.issued_on <= ?4 GROUP BY 1, 2 ORDER BY 1, 2"),
    TEXTS_END,
};
