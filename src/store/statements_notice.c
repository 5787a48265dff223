/*
 * statements_notice.c -- notices, and what the clock reads at once of all open matters.
 */
#include "store/statement_text.h"

const struct statement_text statements_notice[] = {
    TEXT(notice_add, "INSERT INTO notice (post, matter, about, told_of, due, told_on) VALUES (?1, "
                     "?2, ?3, ?4, ?5, ?6)"),
    /* Once for a post and a day, and only of what is open. */
    TEXT(notice_soon,
         "INSERT INTO notice (post, matter, about, due, told_on) SELECT ?1, m.id, 'soon', ?3, ?4 "
         "FROM matter m WHERE m.id = ?2 AND m.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM "
         "notice n WHERE n.post = ?1 AND n.matter = ?2 AND n.about = 'soon' AND n.due = ?3)"),
    TEXT(notice_stop, "DELETE FROM notice WHERE matter = ?1 AND about IN ('remind', 'soon', "
                      "'step') AND read_on IS NULL"),
    TEXT(notice_list,
         "SELECT n.id, n.matter, n.about, n.due, n.told_on, n.read_on, m.move, p.name_zh, "
         "p.name_en, s.name_zh, s.name_en, e.cause, e.missed, e.due FROM notice n "
         "LEFT JOIN @matter_move AS m ON n.about IN ('move', 'remind') AND m.id = n.told_of "
         "LEFT JOIN @matter_comment AS k ON n.about = 'mention' AND k.id = n.told_of "
         "LEFT JOIN @post AS p ON p.id = coalesce(m.post, k.post) "
         "LEFT JOIN @escalation AS e ON n.about = 'step' AND e.id = n.told_of "
         "LEFT JOIN @ladder_step AS s ON s.id = e.step "
         "WHERE n.post IN (?1, ?2) AND (CAST(?3 AS bigint) = 0 OR n.read_on IS NULL) AND n.id < ?4 "
         "ORDER BY n.id DESC LIMIT ?5"),
    TEXT(notice_count, "SELECT count(*) FROM (SELECT 1 FROM notice WHERE post IN (?1, ?2) AND "
                       "read_on IS NULL LIMIT ?3) AS new_ones"),
    TEXT(notice_read, "UPDATE notice SET read_on = ?4 WHERE post IN (?1, ?2) AND id <= ?3 AND "
                      "read_on IS NULL"),
    TEXT(clock_reminded,
         "SELECT m.matter, max(m.moved_on) FROM @matter_move AS m JOIN @matter AS x ON x.id = "
         "m.matter WHERE x.closed_on IS NULL AND m.move = 'remind' GROUP BY m.matter"),
    TEXT(clock_told, "SELECT n.matter, max(n.due) FROM notice n JOIN @matter AS x ON x.id = "
                     "n.matter WHERE x.closed_on IS NULL AND n.about = 'soon' GROUP BY n.matter"),
    TEXT(clock_poor,
         "SELECT m.matter, max(m.moved_on) FROM @matter_move AS m JOIN @matter AS x ON x.id = "
         "m.matter WHERE x.closed_on IS NULL AND x.step IS NOT NULL AND m.move = 'send_back' AND "
         "m.seq > (SELECT max(e.seq) FROM @escalation AS e WHERE e.matter = m.matter) "
         "GROUP BY m.matter"),
    /* An open matter, if the day was not seen to: the clock's row of the jobs names the last one.
     */
    TEXT(clock_waits,
         "SELECT m.id FROM matter m WHERE m.closed_on IS NULL AND NOT EXISTS (SELECT 1 FROM job j "
         "WHERE j.kind = 'clock day' AND j.run_at = ?1) LIMIT 1"),
    TEXT(clock_add, "INSERT INTO job (kind, run_at, payload, tries) SELECT 'clock day', ?1, '', 0 "
                    "WHERE NOT EXISTS (SELECT 1 FROM job WHERE kind = 'clock day')"),
    TEXT(clock_note, "UPDATE job SET run_at = ?1 WHERE kind = 'clock day'"),
    TEXTS_END,
};
