/*
 * statements_board.c -- how a unit stands (app/board.h): a fixed number of statements a page.
 */
#include "store/statement_text.h"

const struct statement_text statements_board[] = {
    TEXTS(board_unit,
          "SELECT u.id, coalesce(v.code, u.code), coalesce(v.name_zh, u.name_zh), "
          "coalesce(v.name_en, u.name_en), coalesce(v.level, u.level) "
          "FROM @unit AS u LEFT JOIN @unit_version AS v ON v.unit = u.id AND v.valid_from <= ?2 "
          "AND v.valid_to > ?2 WHERE u.id = ?1",
          ""),
    TEXTS(board_counties,
          "SELECT u.id FROM @unit AS u WHERE u.level = 'county' AND u.closed_on IS NULL "
          "ORDER BY u.id LIMIT 2",
          ""),
    TEXTS(board_unit_by_code, "SELECT u.id FROM @unit AS u WHERE u.code = ?1 ORDER BY u.id LIMIT 2",
          ""),
    /* The year is found from the end of the key; only that year's periods are then sorted. */
    /* The last month of this year and the one before that at least half as many indicators have
     * reached as any other: one early figure does not move everybody on. */
    TEXTS(board_last_period,
          "WITH reached AS (SELECT o.period / 10000 AS in_year, o.period % 100 AS to_month, "
          "count(DISTINCT o.indicator) AS n, min(o.period) AS period FROM @observation AS o "
          "WHERE o.subject = ?1 AND o.basis = ?2 AND o.kind IN ('actual', 'growth') "
          "AND o.status <> 'missing' AND o.period >= "
          "(SELECT p.period FROM @observation AS p WHERE p.subject = ?1 AND p.basis = ?2 "
          "AND p.kind IN ('actual', 'growth') AND p.status <> 'missing' "
          "ORDER BY p.period DESC LIMIT 1) / 10000 * 10000 - 10000 "
          "GROUP BY o.period / 10000, o.period % 100) "
          "SELECT period FROM reached WHERE 2 * n >= (SELECT max(n) FROM reached) "
          "ORDER BY in_year DESC, to_month DESC LIMIT 1",
          ""),
    /* The months in which figures of one year end: that year's rows and no others. */
    TEXTS(board_months,
          "SELECT DISTINCT o.period % 100 FROM @observation AS o WHERE o.subject = ?1 "
          "AND o.basis = ?2 AND o.period BETWEEN ?3 AND ?4 "
          "AND o.kind IN ('actual', 'growth') AND o.status <> 'missing' ORDER BY 1",
          ""),
    /* Put in order by the caller: a database copies whole rows for that. */
    TEXTS(
        board_indicators,
        "SELECT i.id, i.code, i.name_zh, i.name_en, i.measure_zh, i.measure_en, "
        "i.decimals, i.direction, i.aggregation, i.cumulative, i.frequency, i.part_of, s.name_zh, "
        "s.name_en, i.source_unit, i.position, i.negative FROM @indicator AS i "
        "LEFT JOIN @unit AS s ON s.id = i.source_unit "
        "WHERE i.owner IN (SELECT ancestor FROM unit_tree WHERE unit = ?1) AND i.basis = ?2 "
        "AND i.valid_from <= ?3 AND (i.valid_to IS NULL OR i.valid_to > ?3)",
        ""),
    TEXTS(board_definition, "SELECT i.definition FROM @indicator AS i WHERE i.id = ?1", ""),
    /* Of the months shown, single and cumulative, and those a year before: whole. */
    TEXTS(board_figures,
          "SELECT o.indicator, o.period, o.kind, o.id, o.value, o.status, o.certainty, "
          "o.reason FROM @observation AS o WHERE o.subject = ?1 AND o.basis = ?2 "
          "AND o.period IN (?4, ?5, ?6, ?7) AND (o.kind = 'actual' OR o.period > ?3)",
          ""),
    /* The same of quarters, halves and years: their months are those of many monthly figures. */
    TEXTS(board_figures_slow,
          "SELECT o.indicator, o.period, o.kind, o.id, o.value, o.status, o.certainty, "
          "o.reason FROM @observation AS o WHERE o.subject = ?1 AND o.basis = ?2 "
          "AND o.period IN (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
          "AND (o.kind = 'actual' OR o.period > ?3) "
          "AND o.indicator IN (SELECT i.id FROM @indicator AS i WHERE i.frequency <> 'month')",
          ""),
    /* Of two years of periods: the bare values, as a key with all of them in it gives them. Each
     * indicator is of one basis, so that needs no asking. */
    TEXTS(board_trends,
          "SELECT o.indicator, o.period, o.value FROM @observation AS o "
          "WHERE o.subject = ?1 AND o.kind = 'actual' AND o.period BETWEEN ?2 AND ?3",
          ""),
    TEXTS(board_targets,
          "SELECT t.indicator, t.period, t.measure, t.revision, t.id, t.value, t.certainty "
          "FROM @target AS t WHERE t.subject = ?1 AND t.basis = ?2 "
          "AND t.period BETWEEN ?3 AND ?4",
          ""),
    TEXTS(board_points,
          "SELECT o.indicator, o.period, o.kind, o.id, o.value, o.status, o.certainty, "
          "o.reason FROM @observation AS o WHERE o.subject = ?1 AND o.indicator = ?2 AND o.basis = "
          "?3 "
          "ORDER BY o.period / 10000, o.period % 100, o.period, o.kind, o.id",
          ""),
    TEXTS(
        board_point_targets,
        "SELECT t.indicator, t.period, t.measure, t.revision, t.id, t.value, "
        "t.certainty FROM @target AS t WHERE t.subject = ?1 AND t.indicator = ?2 AND t.basis = ?3 "
        "ORDER BY t.period, t.measure, t.revision",
        ""),
    TEXTS(
        board_parts,
        "WITH kid AS (SELECT u.id, u.position, coalesce(v.code, u.code) AS code, "
        "coalesce(v.name_zh, u.name_zh) AS name_zh, coalesce(v.name_en, u.name_en) AS name_en, "
        "CASE WHEN v.id IS NULL THEN u.parent ELSE v.parent END AS parent FROM @unit AS u "
        "LEFT JOIN @unit_version AS v ON v.unit = u.id AND v.valid_from <= ?5 AND v.valid_to > ?5 "
        "WHERE u.id IN (SELECT k.id FROM @unit AS k WHERE k.parent = ?1 "
        "UNION SELECT w.unit FROM @unit_version AS w WHERE w.parent = ?1) "
        "AND (v.id IS NOT NULL OR u.valid_from <= ?5) AND (u.closed_on IS NULL OR u.closed_on > "
        "?5)) "
        "SELECT k.id, k.code, k.name_zh, k.name_en, o.kind, o.id, o.value, o.status, o.certainty, "
        "o.reason, "
        "t.id, t.value, t.certainty FROM kid AS k "
        "LEFT JOIN @observation AS o ON o.subject = k.id AND o.indicator = ?2 AND o.basis = ?3 "
        "AND o.period = ?4 AND o.kind IN ('actual', 'growth') "
        "LEFT JOIN @target AS t ON t.subject = k.id AND t.indicator = ?2 AND t.basis = ?3 AND "
        "t.period = ?6 "
        "AND t.measure = 'absolute' AND NOT EXISTS (SELECT 1 FROM @target AS h WHERE h.subject = "
        "k.id "
        "AND h.indicator = ?2 AND h.basis = ?3 AND h.period = ?6 AND h.measure = 'absolute' "
        "AND h.revision > t.revision) "
        "WHERE k.parent = ?1 ORDER BY k.position, k.code, k.id, o.kind",
        ""),
    TEXTS(board_sources,
          "SELECT o.id, o.period, o.kind, o.value, o.status, o.certainty, o.reason, o.source, "
          "o.note, o.document, d.title, p.name_zh, p.name_en, b.name_zh, b.name_en, o.version, "
          "o.seq, "
          "j.instant FROM @observation AS o LEFT JOIN @document AS d ON d.id = o.document "
          "LEFT JOIN @post AS p ON p.id = o.reported_by LEFT JOIN @post AS b ON b.id = "
          "o.on_behalf_of "
          "LEFT JOIN journal AS j ON j.seq = o.seq "
          "WHERE o.subject = ?1 AND o.indicator = ?2 AND o.basis = ?3 "
          "ORDER BY o.period / 10000 DESC, o.period % 100 DESC, o.kind, o.id LIMIT ?4",
          ""),
    TEXTS_END,
};
