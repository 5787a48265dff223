/*
 * statements_matter.c -- what was done with a matter (app/matters.h).
 */
#include "store/statement_text.h"

const struct statement_text statements_matter[] = {
    /* Who made the answer that stands: the last one, by post and by account. */
    TEXT(matter_last_answer,
         "SELECT m.post, j.account FROM @matter_move AS m JOIN journal AS j ON j.seq = m.seq "
         "WHERE m.matter = ?1 AND m.move IN ('answer', 'reply') ORDER BY m.id DESC LIMIT 1"),
    /* The last answer that was sent back since the matter took its last step. */
    TEXT(
        matter_poor,
        "SELECT m.moved_on FROM @matter_move AS m WHERE m.matter = ?1 AND m.move = 'send_back' AND "
        "m.seq > (SELECT max(e.seq) FROM @escalation AS e WHERE e.matter = ?1) "
        "ORDER BY m.id DESC LIMIT 1"),
    TEXT(matter_reminded,
         "SELECT m.moved_on FROM @matter_move AS m WHERE m.matter = ?1 AND m.move = 'remind' "
         "ORDER BY m.id DESC LIMIT 1"),
    /* Who assigned it last, or asked for it, if that post coordinates. */
    TEXT(matter_assigner,
         "SELECT q.id FROM (SELECT 0 AS far, m.id AS move, p.id, p.role, p.closed_on FROM "
         "@matter_move AS m JOIN @post AS p ON p.id = coalesce(m.on_behalf_of, m.post) WHERE "
         "m.matter = ?1 AND m.move IN ('assign', 'reassign') UNION ALL "
         "SELECT 1, 0, p.id, p.role, p.closed_on FROM @matter AS x JOIN @post AS p ON p.id = "
         "x.asked_by WHERE x.id = ?1 UNION ALL "
         "SELECT 2, 0, p.id, p.role, p.closed_on FROM @matter AS x JOIN @post AS p ON p.id = "
         "x.author WHERE x.id = ?1) AS q WHERE q.closed_on IS NULL AND q.role IN ('leader', "
         "'promotion', 'supervision') ORDER BY q.far, q.move DESC LIMIT 1"),
    TEXT(post_is_held,
         "SELECT h.post FROM @holding AS h JOIN @account AS a ON a.id = h.account JOIN @post AS p "
         "ON p.id = h.post WHERE h.post = ?1 AND h.held_from <= ?2 AND (h.held_to IS NULL OR "
         "h.held_to > ?2) AND a.state = 'active' AND (p.closed_on IS NULL OR p.closed_on > ?2) "
         "LIMIT 1"),
    TEXT(post_supervision,
         "SELECT p.id FROM @post AS p JOIN unit_tree AS t ON t.unit = p.unit WHERE t.ancestor = ?1 "
         "AND p.role = 'supervision' AND p.closed_on IS NULL AND EXISTS (SELECT 1 FROM @holding AS "
         "h JOIN @account AS a ON a.id = h.account WHERE h.post = p.id AND h.held_from <= ?2 AND "
         "(h.held_to IS NULL OR h.held_to > ?2) AND a.state = 'active') ORDER BY p.id LIMIT 1"),
    /*
     * Open matters that a post answers for, is to decide or has in draft, and nobody who may sign
     * in holds that post: posts of the units below ?2, as of the day ?4. Few posts are empty, so it
     * is from them that the matters are found.
     */
    TEXT(
        matters_orphaned,
        "WITH empty_post AS (SELECT p.id FROM @post AS p WHERE p.unit IN "
        "(SELECT unit FROM unit_tree WHERE ancestor = ?2) AND (p.closed_on <= ?4 OR NOT EXISTS "
        "(SELECT 1 FROM @holding AS h JOIN @account AS a ON a.id = h.account WHERE h.post = p.id "
        "AND h.held_from <= ?4 AND (h.held_to IS NULL OR h.held_to > ?4) AND a.state = 'active'))) "
        "SELECT m.id, coalesce(m.due, 99999999) FROM @matter AS m WHERE m.closed_on IS NULL AND "
        "(CAST(?1 AS text) = '' OR m.kind = ?1) AND "
        "(m.visibility = 'normal' OR CAST(?3 AS bigint) = 1) AND m.id IN ("
        "SELECT a.id FROM @matter AS a WHERE a.responsible IN (SELECT id FROM empty_post) "
        "UNION SELECT b.id FROM @matter AS b WHERE b.ruler IN (SELECT id FROM empty_post) "
        "UNION SELECT d.id FROM @matter AS d WHERE d.state = 'draft' AND "
        "d.author IN (SELECT id FROM empty_post) "
        "UNION SELECT r.id FROM @request AS r WHERE r.state = 'asked' AND "
        "r.decider IN (SELECT id FROM empty_post)) "
        "AND (coalesce(m.due, 99999999), m.id) > (CAST(?5 AS bigint), CAST(?6 AS bigint)) "
        "ORDER BY coalesce(m.due, 99999999), m.id LIMIT ?7"),
    /*
     * Whose turn it is: ?6 to ?10 are ",kind.state,..." for author, lead, blocked, decider, office,
     * ?14 for the deciding post; where none is named that is the office.
     * Each hand's matters are found by its own index; without a due day they come last. Relations
     * of the caller let a matter be seen, so only the office is asked whether it sees those for
     * few.
     */
    TEXT(matters_waiting,
         "SELECT m.id, coalesce(m.due, 99999999) FROM @matter AS m WHERE m.closed_on IS NULL AND "
         "(CAST(?1 AS text) = '' OR m.kind = ?1) AND m.id IN ("
         "SELECT a.id FROM @matter AS a WHERE (a.author = ?2 OR a.asked_by = ?2) AND "
         "CAST(?6 AS text) LIKE '%,' || a.kind || '.' || a.state || ',%' "
         "UNION SELECT l.id FROM @matter AS l WHERE (l.lead = ?3 OR l.responsible = ?2) AND "
         "CAST(?7 AS text) LIKE '%,' || l.kind || '.' || l.state || ',%' "
         "UNION SELECT x.id FROM @matter_party AS p JOIN @matter AS x ON x.id = p.matter WHERE "
         "(p.unit = ?3 OR p.post = ?2) AND ((p.role = 'lead' AND "
         "CAST(?7 AS text) LIKE '%,' || x.kind || '.' || x.state || ',%') OR (p.role = 'blocked' "
         "AND CAST(?8 AS text) LIKE '%,' || x.kind || '.' || x.state || ',%')) "
         "UNION SELECT d.id FROM @request AS d WHERE d.decider = ?2 AND "
         "CAST(?9 AS text) LIKE '%,' || d.kind || '.' || d.state || ',%' "
         "UNION SELECT r.id FROM @matter AS r WHERE r.ruler = ?2 AND "
         "CAST(?14 AS text) LIKE '%,' || r.kind || '.' || r.state || ',%' "
         "UNION SELECT o.id FROM @matter AS o WHERE o.owner IN "
         "(SELECT unit FROM unit_tree WHERE ancestor = ?4) AND "
         "(o.visibility = 'normal' OR CAST(?5 AS bigint) = 1) AND "
         "(CAST(?10 AS text) LIKE '%,' || o.kind || '.' || o.state || ',%' OR (o.ruler IS NULL AND "
         "CAST(?14 AS text) LIKE '%,' || o.kind || '.' || o.state || ',%'))) "
         "AND (coalesce(m.due, 99999999), m.id) > (CAST(?11 AS bigint), CAST(?12 AS bigint)) "
         "ORDER BY coalesce(m.due, 99999999), m.id LIMIT ?13"),
    TEXTS_END,
};
