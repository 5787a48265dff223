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
    /* Own fields of entity ?1 and code ?2 of another kind than ?3, at unit ?4 or above or below it:
     * those there are first, then those there were, whose values records still hold. */
    TEXT(extra_field_others,
         "SELECT h.kind, u.name_zh, u.name_en, CASE WHEN x.id IS NULL THEN 0 ELSE 1 END AS "
         "is_there FROM extra_field_history AS h JOIN unit AS u ON u.id = h.owner "
         "LEFT JOIN extra_field AS x ON x.id = h.id "
         "WHERE h.entity = ?1 AND h.code = ?2 AND h.kind <> ?3 AND EXISTS (SELECT 1 FROM unit_tree "
         "AS t WHERE (t.unit = ?4 AND t.ancestor = h.owner) OR (t.unit = h.owner AND t.ancestor = "
         "?4)) ORDER BY is_there DESC, h.id, h.version LIMIT 1"),
    /* An own field that unit ?1, those above or those below it have or had, and that ?2 or a unit
     * above it has or had as another kind; the kind and the unit are those of the latter. */
    TEXT(extra_field_clash,
         "SELECT a.code, a.kind, u.name_zh, u.name_en FROM unit_tree AS t JOIN extra_field_history "
         "AS a ON a.owner = t.ancestor JOIN extra_field_history AS b ON b.entity = a.entity AND "
         "b.code = a.code AND b.kind <> a.kind JOIN unit AS u ON u.id = a.owner WHERE t.unit = ?2 "
         "AND EXISTS (SELECT 1 FROM unit_tree AS m WHERE (m.ancestor = ?1 AND m.unit = b.owner) OR "
         "(m.unit = ?1 AND m.ancestor = b.owner)) ORDER BY a.id, b.id LIMIT 1"),
    /*
     * The unit ?1 (0: every top) and what was below it on day ?2, ?3 levels deep. On that day a
     * unit was as it is now, or as one of its earlier versions says. The recursion names the two
     * tables one after the other, so that each is entered by its index on parent; PostgreSQL
     * allows one recursive term only.
     */
    TEXTS(unit_tree_at,
          "WITH RECURSIVE below (id, parent, code, name_zh, name_en, level, position, depth) AS ("
          "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, u.position, 0 FROM @unit "
          "AS u WHERE ?1 <> 0 AND u.id = ?1 AND u.valid_from <= ?2 AND coalesce(u.closed_on, ?2 + "
          "1) > ?2 UNION ALL "
          "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, u.position, 0 FROM @unit "
          "AS u WHERE ?1 = 0 AND u.parent IS NULL AND u.valid_from <= ?2 AND coalesce(u.closed_on, "
          "?2 + 1) > ?2 UNION ALL "
          "SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, u.position, 0 FROM "
          "@unit_version AS v JOIN @unit AS u ON u.id = v.unit WHERE v.valid_from <= ?2 AND "
          "v.valid_to > ?2 AND (v.unit = ?1 OR (?1 = 0 AND v.parent IS NULL)) UNION ALL "
          "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, u.position, b.depth + 1 "
          "FROM below AS b CROSS JOIN @unit AS u ON u.parent = b.id WHERE b.depth < ?3 AND "
          "u.valid_from <= ?2 AND coalesce(u.closed_on, ?2 + 1) > ?2 UNION ALL "
          "SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, u.position, b.depth + 1 "
          "FROM below AS b CROSS JOIN @unit_version AS v ON v.parent = b.id CROSS JOIN @unit AS u "
          "ON u.id = v.unit WHERE b.depth < ?3 AND v.valid_from <= ?2 AND v.valid_to > ?2) "
          "SELECT id, parent, code, name_zh, name_en, level, position, depth FROM below",
          "WITH RECURSIVE below (id, parent, code, name_zh, name_en, level, position, depth) AS (("
          "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, u.position, CAST(0 AS "
          "bigint) FROM @unit AS u WHERE (u.id = ?1 OR (?1 = 0 AND u.parent IS NULL)) AND "
          "u.valid_from <= ?2 AND coalesce(u.closed_on, ?2 + 1) > ?2 UNION ALL "
          "SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, u.position, CAST(0 AS "
          "bigint) FROM @unit_version AS v JOIN @unit AS u ON u.id = v.unit WHERE v.valid_from <= "
          "?2 AND v.valid_to > ?2 AND (v.unit = ?1 OR (?1 = 0 AND v.parent IS NULL))) UNION ALL "
          "SELECT s.id, s.parent, s.code, s.name_zh, s.name_en, s.level, s.position, b.depth + 1 "
          "FROM below AS b CROSS JOIN LATERAL ("
          "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, u.position FROM @unit AS "
          "u WHERE u.parent = b.id AND u.valid_from <= ?2 AND coalesce(u.closed_on, ?2 + 1) > ?2 "
          "UNION ALL SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, u.position "
          "FROM @unit_version AS v JOIN @unit AS u ON u.id = v.unit WHERE v.parent = b.id AND "
          "v.valid_from <= ?2 AND v.valid_to > ?2) AS s WHERE b.depth < ?3) "
          "SELECT id, parent, code, name_zh, name_en, level, position, depth FROM below"),
    /*
     * A page of what stands right below ?1 (0: of what has no parent) on day ?2: ?3 units after
     * (position, code, id) = (?4, ?5, ?6); only those of ",12,15," in ?7 unless that is empty. What
     * is below each is looked for only once the page is known.
     */
    TEXT(
        unit_below,
        "SELECT t.id, t.parent, t.code, t.name_zh, t.name_en, t.level, t.position, CASE WHEN "
        "EXISTS (SELECT 1 FROM @unit AS k WHERE k.parent = t.id AND k.valid_from <= ?2 AND "
        "coalesce(k.closed_on, ?2 + 1) > ?2) OR EXISTS (SELECT 1 FROM @unit_version AS w WHERE "
        "w.parent = t.id AND w.valid_from <= ?2 AND w.valid_to > ?2) THEN 1 ELSE 0 END FROM ("
        "SELECT s.id, s.parent, s.code, s.name_zh, s.name_en, s.level, s.position FROM ("
        "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, coalesce(u.position, 0) AS "
        "position FROM @unit AS u WHERE u.parent = ?1 AND u.valid_from <= ?2 AND "
        "coalesce(u.closed_on, ?2 + 1) > ?2 UNION ALL "
        "SELECT u.id, u.parent, u.code, u.name_zh, u.name_en, u.level, coalesce(u.position, 0) "
        "FROM @unit AS u WHERE ?1 = 0 AND u.parent IS NULL AND u.valid_from <= ?2 AND "
        "coalesce(u.closed_on, ?2 + 1) > ?2 UNION ALL "
        "SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, coalesce(u.position, 0) "
        "FROM @unit_version AS v JOIN @unit AS u ON u.id = v.unit WHERE v.parent = ?1 AND "
        "v.valid_from <= ?2 AND v.valid_to > ?2 UNION ALL "
        "SELECT v.unit, v.parent, v.code, v.name_zh, v.name_en, v.level, coalesce(u.position, 0) "
        "FROM @unit_version AS v JOIN @unit AS u ON u.id = v.unit WHERE ?1 = 0 AND v.parent IS "
        "NULL AND v.valid_from <= ?2 AND v.valid_to > ?2) AS s WHERE (s.position > ?4 OR "
        "(s.position = ?4 AND (s.code > ?5 OR (s.code = ?5 AND s.id > ?6)))) AND (?7 = '' OR ?7 "
        "LIKE '%,' || CAST(s.id AS text) || ',%') ORDER BY s.position, s.code, s.id LIMIT ?3) AS t "
        "ORDER BY t.position, t.code, t.id"),
    TEXT(
        unit_owned_below,
        "SELECT u.id FROM unit_tree AS t JOIN unit AS u ON u.id = t.unit WHERE t.ancestor = ?1 AND "
        "t.depth > 0 AND u.owner = ?2 ORDER BY t.depth, u.id"),
    /* Accounts of county ?2 whose posts on day ?3 are all in unit ?1 or below it. */
    TEXT(unit_accounts,
         "SELECT a.id FROM account AS a WHERE a.owner = ?2 AND EXISTS (SELECT 1 FROM holding AS h "
         "JOIN post AS p ON p.id = h.post JOIN unit_tree AS t ON t.unit = p.unit AND t.ancestor = "
         "?1 WHERE h.account = a.id AND (h.held_to IS NULL OR h.held_to > ?3)) AND NOT EXISTS "
         "(SELECT 1 FROM holding AS g JOIN post AS q ON q.id = g.post WHERE g.account = a.id AND "
         "(g.held_to IS NULL OR g.held_to > ?3) AND NOT EXISTS (SELECT 1 FROM unit_tree AS x WHERE "
         "x.unit = q.unit AND x.ancestor = ?1)) ORDER BY a.id"),
    TEXT(unit_values,
         "SELECT o.subject, o.value FROM @observation AS o WHERE o.indicator = ?1 AND o.basis = ?2 "
         "AND o.period = ?3 AND o.kind = 'actual' AND o.value IS NOT NULL"),
    /* The same of the units in ?4, "12,15,16": by the key, one after the other. */
    TEXTS(unit_values_of,
          "SELECT o.subject, o.value FROM json_each('[' || ?4 || ']') AS j CROSS JOIN @observation "
          "AS o WHERE o.subject = j.value AND o.period = ?3 AND o.indicator = ?1 AND o.basis = ?2 "
          "AND o.kind = 'actual' AND o.value IS NOT NULL",
          "SELECT o.subject, o.value FROM unnest(CAST(string_to_array(?4, ',') AS bigint[])) AS j "
          "(id) JOIN @observation AS o ON o.subject = j.id WHERE o.period = ?3 AND o.indicator = "
          "?1 AND o.basis = ?2 AND o.kind = 'actual' AND o.value IS NOT NULL"),
    /* Another open unit with code ?1 that is not ?2's. */
    TEXT(unit_twin, "SELECT u.id FROM @unit AS u WHERE u.code = ?1 AND u.closed_on IS NULL AND "
                    "coalesce(u.owner, 0) <> ?2 ORDER BY u.id LIMIT 1"),
    /* What the units ?1 have in the periods ?3 of the indicators ?4, each "12,15,16". A unit's
     * figures of a period stand together and are few, so each indicator is not looked up. */
    TEXTS(unit_figures,
          "SELECT o.subject, o.indicator, o.period, o.value, o.certainty FROM json_each('[' || ?1 "
          "|| ']') AS j CROSS JOIN @observation AS o WHERE o.subject = j.value AND o.period IN "
          "(SELECT p.value FROM json_each('[' || ?3 || ']') AS p) AND o.basis = ?2 AND o.kind = "
          "'actual' AND o.value IS NOT NULL AND +o.indicator IN (SELECT i.value FROM json_each('[' "
          "|| ?4 || ']') AS i)",
          "SELECT o.subject, o.indicator, o.period, o.value, o.certainty FROM "
          "unnest(CAST(string_to_array(?1, ',') AS bigint[])) AS j (id) JOIN @observation AS o ON "
          "o.subject = j.id WHERE o.period = ANY (CAST(string_to_array(?3, ',') AS bigint[])) AND "
          "o.basis = ?2 AND o.kind = 'actual' AND o.value IS NOT NULL AND o.indicator = ANY "
          "(CAST(string_to_array(?4, ',') AS bigint[]))"),
    TEXTS_END,
};
