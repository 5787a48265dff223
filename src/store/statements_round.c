/*
 * statements_round.c -- what a round of coordination deals with (app/rounds.h).
 */
#include "store/statement_text.h"

/* The project of a matter that a link names; a project is its own. */
#define PROJECT_OF(matter) \
    "CASE WHEN " matter ".kind = 'project' THEN " matter ".id ELSE " matter ".project END"

/* How many projects a problem affects: its own, those of its parts, and those it is linked to: what
 * it blocks, is part of or repeats, and what repeats it or is part of it. */
#define AFFECTED                                                                                \
    "(SELECT count(a.project) FROM (SELECT x.project FROM @matter AS x WHERE x.id = p.id OR "   \
    "x.parent = p.id UNION SELECT " PROJECT_OF(                                                 \
        "o") " FROM @matter_link AS l JOIN @matter AS "                                         \
             "o ON o.id = l.other WHERE l.matter = p.id UNION SELECT " PROJECT_OF(              \
                 "f") " FROM "                                                                  \
                      "@matter_link AS k JOIN @matter AS f ON f.id = k.matter WHERE k.other = " \
                      "p.id AND "                                                               \
                      "k.relation IN ('part_of', 'duplicates')) AS a) AS projects "

/* Problems of the area ?1 that stand open and are not on the agenda of ?2 yet, with the day since
 * which they block and how many projects they affect. */
#define BLOCKING                                                                               \
    "SELECT p.id, coalesce(p.blocked_since, p.opened_on) AS since, " AFFECTED "FROM @problem " \
    "AS p WHERE p.closed_on IS NULL AND p.state <> 'draft' AND p.visibility = 'normal' AND "   \
    "p.owner IN (SELECT unit FROM unit_tree WHERE ancestor = ?1) AND p.id NOT IN (SELECT "     \
    "i.matter FROM @round_item AS i WHERE i.round = ?2)"

const struct statement_text statements_round[] = {
    TEXT(round_last_place,
         "SELECT coalesce(max(i.position), 0), count(*) FROM @round_item AS i WHERE i.round = ?1"),
    /* The round of the owner ?1 that was held last before the day ?3. */
    TEXT(round_previous, "SELECT r.id FROM @round AS r WHERE r.owner = ?1 AND r.id <> ?2 AND "
                         "r.state IN ('held', 'closed') AND coalesce(r.held_on, r.due) <= ?3 "
                         "ORDER BY coalesce(r.held_on, r.due) DESC, r.id DESC LIMIT 1"),
    /* What the round ?1 left: its decisions and commitments that stand open, and what it put off.
     */
    TEXT(round_promised,
         "SELECT m.id FROM @matter AS m WHERE m.closed_on IS NULL AND m.visibility = 'normal' AND "
         "m.id IN (SELECT c.id FROM @commitment AS c WHERE c.round = ?1 UNION SELECT d.id FROM "
         "@decision AS d WHERE d.round = ?1 UNION SELECT i.matter FROM @round_item AS i WHERE "
         "i.round = ?1 AND i.removed = 0 AND i.outcome IN ('open', 'goes_on', 'put_off')) AND m.id "
         "NOT IN (SELECT n.matter FROM @round_item AS n WHERE n.round = ?2) "
         "ORDER BY coalesce(m.due, 99999999), m.id LIMIT 100"),
    TEXT(round_blocked, BLOCKING " ORDER BY 2, p.id LIMIT ?3"),
    TEXT(round_widest, "SELECT id, since, projects FROM (" BLOCKING
                       ") AS w WHERE projects > 1 ORDER BY projects DESC, since, id LIMIT ?3"),
    /* Who answers for, works on or is blocked by what is on the agenda of ?1, and is not asked to
     * come yet. */
    TEXT(round_concerned,
         "SELECT u.unit, u.post FROM (SELECT m.lead AS unit, CAST(NULL AS bigint) AS post FROM "
         "@round_item AS i JOIN @matter AS m ON m.id = i.matter WHERE i.round = ?1 AND i.removed = "
         "0 AND m.lead IS NOT NULL UNION SELECT p.unit, p.post FROM @round_item AS i JOIN "
         "@matter_party AS p ON p.matter = i.matter WHERE i.round = ?1 AND i.removed = 0 AND "
         "p.role IN ('lead', 'joint', 'blocked')) AS u WHERE NOT EXISTS (SELECT 1 FROM @attendance "
         "AS a WHERE a.round = ?1 AND coalesce(a.unit, 0) = coalesce(u.unit, 0) AND "
         "coalesce(a.post, 0) = coalesce(u.post, 0)) ORDER BY 1, 2 LIMIT 200"),
    TEXT(round_made, "SELECT c.id FROM @commitment AS c WHERE c.round = ?1 UNION SELECT d.id FROM "
                     "@decision AS d WHERE d.round = ?1 ORDER BY 1 LIMIT 500"),
    TEXT(round_open_items,
         "SELECT count(*) FROM @round_item AS i WHERE i.round = ?1 AND i.removed = 0 AND "
         "i.outcome = 'open'"),
    /* The last thing that was said of each matter on the agenda of ?1. */
    TEXT(
        round_last_words,
        "SELECT m.matter, m.move, m.moved_on, coalesce(m.result, m.progress, m.opinion, m.reason, "
        "m.measure) FROM @matter_move AS m WHERE m.id IN (SELECT max(w.id) FROM @matter_move AS w "
        "JOIN @round_item AS i ON i.matter = w.matter WHERE i.round = ?1 AND (w.result IS NOT "
        "NULL OR w.progress IS NOT NULL OR w.opinion IS NOT NULL OR w.reason IS NOT NULL) GROUP BY "
        "w.matter)"),
    TEXTS_END,
};
