/*
 * statements_outbox.c -- messages that leave the program, and the notices they carry.
 *
 * States: waiting (next_at: when it is tried), sending (next_at: until when whoever sends it may be
 * heard of), sent, failed, stopped (nothing is left to tell), given_up.
 */
#include "store/statement_text.h"

const struct statement_text statements_outbox[] = {
    TEXT(notice_last, "SELECT coalesce(max(id), 0) FROM notice WHERE matter = ?1"),
    /* Who holds the posts that were told just now, has an address, wants mail, and has a server
     * above: one row a person, however many of the posts that person holds. */
    TEXT(outbox_people,
         "SELECT min(n.id), a.id, a.notices, a.quiet_from, a.quiet_to, a.quiet_rest FROM notice n "
         "JOIN @holding AS h ON h.post = n.post JOIN @account AS a ON a.id = h.account WHERE "
         "n.matter = ?1 AND n.id > ?2 AND h.held_from <= ?3 AND (h.held_to IS NULL OR h.held_to > "
         "?3) AND a.state = 'active' AND a.mail IS NOT NULL AND a.notices <> 'none' AND EXISTS "
         "(SELECT 1 FROM @mail_server AS s JOIN unit_tree t ON t.ancestor = s.owner WHERE t.unit = "
         "a.owner AND s.is_used = 1) GROUP BY a.id, a.notices, a.quiet_from, a.quiet_to, "
         "a.quiet_rest ORDER BY a.id"),
    /* Nothing of matters for few and of disputes goes where nobody's right can be asked. */
    TEXT(outbox_endpoints,
         "SELECT min(n.id), e.id, e.pace FROM notice n JOIN @matter AS m ON m.id = n.matter AND "
         "m.visibility = 'normal' AND m.kind <> 'dispute' JOIN @post AS p ON p.id = n.post JOIN "
         "@endpoint AS e ON e.is_used = 1 JOIN unit_tree t ON t.unit = p.unit AND t.ancestor = "
         "coalesce(e.unit, e.owner) WHERE n.matter = ?1 AND n.id > ?2 GROUP BY e.id, e.pace ORDER "
         "BY e.id"),
    TEXT(outbox_item_add, "INSERT INTO outbox_item (notice, account, endpoint, told_at, ready_at) "
                          "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"),
    /* The end of a matter: what carries nothing but its reminders is stopped, what carries more is
     * worded anew, and then they are taken out. */
    TEXT(outbox_stop_waiting,
         "UPDATE outbox SET state = 'stopped', done = ?2, body = '' WHERE done IS NULL AND is_test "
         "= 0 AND state = 'waiting' AND id IN (SELECT i.outbox FROM outbox_item i JOIN notice n ON "
         "n.id = i.notice WHERE n.matter = ?1 AND n.read_on IS NULL AND n.about IN ('remind', "
         "'soon', 'step')) AND NOT EXISTS (SELECT 1 FROM outbox_item i JOIN notice n ON n.id = "
         "i.notice WHERE i.outbox = outbox.id AND NOT (n.matter = ?1 AND n.about IN ('remind', "
         "'soon', 'step')))"),
    TEXT(
        outbox_edit,
        "UPDATE outbox SET edition = edition + 1, body = '' WHERE done IS NULL AND is_test = 0 AND "
        "id IN (SELECT i.outbox FROM outbox_item i JOIN notice n ON n.id = i.notice WHERE n.matter "
        "= ?1 AND n.about IN ('remind', 'soon', 'step'))"),
    TEXT(outbox_items_stop,
         "DELETE FROM outbox_item WHERE notice IN (SELECT n.id FROM notice n WHERE n.matter = ?1 "
         "AND n.about IN ('remind', 'soon', 'step')) AND (outbox IS NULL OR outbox IN (SELECT o.id "
         "FROM outbox o WHERE o.done IS NULL))"),
    /* A preference changed: when its items are ready is asked anew. */
    TEXT(outbox_again, "UPDATE outbox_item SET ready_at = told_at WHERE account = ?1 AND outbox IS "
                       "NULL"),
    TEXT(outbox_waits, "SELECT id FROM outbox_item WHERE outbox IS NULL AND ready_at <= ?1 UNION "
                       "ALL SELECT id FROM outbox WHERE done IS NULL AND next_at <= ?2 LIMIT 1"),
    TEXT(outbox_ready,
         "SELECT account, endpoint FROM outbox_item WHERE outbox IS NULL AND ready_at "
         "<= ?1 GROUP BY account, endpoint ORDER BY min(ready_at) LIMIT ?2"),
    TEXT(outbox_person, "SELECT a.owner, a.notices, a.quiet_from, a.quiet_to, a.quiet_rest FROM "
                        "@account AS a WHERE "
                        "a.id = ?1 AND a.state = 'active' AND a.mail IS NOT NULL"),
    TEXT(outbox_place, "SELECT e.owner, e.pace, e.kind FROM @endpoint AS e WHERE e.id = ?1 AND "
                       "e.is_used = 1"),
    TEXT(outbox_items,
         "SELECT id, told_at FROM outbox_item WHERE outbox IS NULL AND (account = ?1 OR endpoint = "
         "?2) AND ready_at <= ?3 ORDER BY id"),
    TEXT(outbox_item_later, "UPDATE outbox_item SET ready_at = ?2 WHERE id = ?1"),
    TEXT(outbox_items_drop,
         "DELETE FROM outbox_item WHERE outbox IS NULL AND (account = ?1 OR endpoint = ?2)"),
    TEXT(outbox_add,
         "INSERT INTO outbox (name, delivery, channel, account, endpoint, owner, is_test, subject, "
         "body, edition, state, tries, next_at, fault, answer, made) VALUES (?1, ?2, ?3, ?4, ?5, "
         "?6, ?7, ?8, ?9, 0, 'waiting', 0, ?10, '', '', ?11) ON CONFLICT (name) DO NOTHING"),
    TEXT(outbox_pack,
         "UPDATE outbox_item SET outbox = (SELECT o.id FROM outbox o WHERE o.name = "
         "?1) WHERE outbox IS NULL AND (account = ?2 OR endpoint = ?3) AND ready_at <= "
         "?4 AND id <= ?5"),
    TEXT(outbox_next,
         "SELECT id, name, delivery, channel, account, endpoint, is_test, subject, body, edition, "
         "state, tries, made FROM outbox WHERE done IS NULL AND next_at <= ?1 ORDER BY next_at, id "
         "LIMIT 1"),
    TEXT(outbox_posts, "SELECT DISTINCT n.post FROM outbox_item i JOIN notice n ON n.id = i.notice "
                       "WHERE i.outbox = ?1 ORDER BY n.post"),
    /* Columns as of notice_list. ?2: of one post, 0: of all. */
    TEXT(outbox_notices,
         "SELECT n.id, n.matter, n.about, n.due, n.told_on, n.read_on, m.move, p.name_zh, "
         "p.name_en, s.name_zh, s.name_en, e.cause, e.missed, e.due FROM outbox_item i JOIN notice "
         "n ON n.id = i.notice LEFT JOIN @matter_move AS m ON n.about IN ('move', 'remind') AND "
         "m.id = n.told_of LEFT JOIN @matter_comment AS k ON n.about = 'mention' AND k.id = "
         "n.told_of LEFT JOIN @post AS p ON p.id = coalesce(m.post, k.post) LEFT JOIN @escalation "
         "AS e ON n.about = 'step' AND e.id = n.told_of LEFT JOIN @ladder_step AS s ON s.id = "
         "e.step WHERE i.outbox = ?1 AND (CAST(?2 AS bigint) = 0 OR n.post = ?2) ORDER BY n.id"),
    TEXT(outbox_claim, "UPDATE outbox SET state = 'sending', tries = tries + 1, next_at = ?3, "
                       "subject = ?4, body = "
                       "?5 WHERE id = ?1 AND done IS NULL AND edition = ?2 AND next_at <= ?6"),
    TEXT(outbox_mark,
         "UPDATE outbox SET state = ?2, next_at = ?3, fault = ?4, answer = ?5, done = ?6, body = "
         "CASE WHEN CAST(?6 AS bigint) IS NULL OR is_test = 1 THEN body ELSE '' END WHERE id = ?1 "
         "AND done IS NULL AND tries = ?7"),
    TEXT(outbox_sweep, "DELETE FROM outbox WHERE done IS NOT NULL AND done < ?1 AND (state <> "
                       "'failed' OR done < ?2)"),
    TEXT(outbox_old, "SELECT id FROM outbox WHERE done IS NOT NULL AND done < ?1 AND (state <> "
                     "'failed' OR done < ?2) LIMIT 1"),
    TEXT(outbox_keep_days,
         "SELECT coalesce(max(s.keep_days), 30) FROM @mail_server AS s WHERE s.is_used = 1"),
    /* The nearest server that is used. */
    TEXT(outbox_server,
         "SELECT s.id FROM @mail_server AS s JOIN unit_tree t ON t.ancestor = s.owner "
         "WHERE t.unit = ?1 AND s.is_used = 1 ORDER BY t.depth, s.id LIMIT 1"),
    /* Of a county (0: all), of a state ("": any), below an id, newest first. */
    TEXT(
        outbox_list,
        "SELECT o.id, o.delivery, o.channel, a.login, e.code, e.name_zh, e.name_en, o.is_test, "
        "o.state, o.tries, o.next_at, o.fault, o.answer, o.made, o.done FROM outbox o LEFT JOIN "
        "@account AS a ON a.id = o.account LEFT JOIN @endpoint AS e ON e.id = o.endpoint WHERE "
        "(CAST(?1 AS bigint) = 0 OR EXISTS (SELECT 1 FROM unit_tree t WHERE t.unit = o.owner AND "
        "t.ancestor = ?1)) AND (?2 = '' OR o.state = ?2) AND o.id < ?3 AND (CAST(?4 AS bigint) = 0 "
        "OR o.id = ?4) ORDER BY o.id DESC LIMIT ?5"),
    TEXT(outbox_counts,
         "SELECT o.state, count(*) FROM outbox o WHERE CAST(?1 AS bigint) = 0 OR EXISTS (SELECT 1 "
         "FROM unit_tree t WHERE t.unit = o.owner AND t.ancestor = ?1) GROUP BY o.state"),
    TEXT(outbox_find,
         "SELECT o.state FROM outbox o WHERE o.id = ?1 AND (CAST(?2 AS bigint) = 0 OR EXISTS "
         "(SELECT 1 FROM unit_tree t WHERE t.unit = o.owner AND t.ancestor = ?2))"),
    TEXT(outbox_retry, "UPDATE outbox SET state = 'waiting', tries = 0, next_at = ?2, done = NULL, "
                       "body = CASE WHEN "
                       "is_test = 1 THEN body ELSE '' END WHERE id = ?1 "
                       "AND state IN ('failed', 'waiting')"),
    TEXT(outbox_give_up,
         "UPDATE outbox SET state = 'given_up', done = ?2, body = '' WHERE id = ?1 AND state IN "
         "('failed', 'waiting')"),
    TEXTS_END,
};
