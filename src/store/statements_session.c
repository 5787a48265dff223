/*
 * statements_session.c -- signing in, signed-in sessions, credentials and one-time links.
 */
#include "store/statement_text.h"

const struct statement_text statements_session[] = {
    TEXT(session_add,
         "INSERT INTO session (token, account, post, on_behalf, lang, created, last_used, expires, "
         "csrf, peer, agent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, '', '')"),
    TEXT(session_find,
         "SELECT s.account, s.post, s.lang, s.csrf, s.created, s.last_used, s.expires, a.login, "
         "a.name, a.state, coalesce(c.must_change, 0) FROM session AS s JOIN account AS a ON a.id "
         "= s.account LEFT JOIN credential AS c ON c.account = s.account WHERE s.token = ?1"),
    TEXT(session_list,
         "SELECT token, post, lang, created, last_used, expires FROM session WHERE account = ?1 "
         "AND expires > ?2 AND last_used > ?3 ORDER BY created DESC"),
    TEXT(session_touch, "UPDATE session SET last_used = ?2 WHERE token = ?1"),
    TEXT(session_post,
         "UPDATE session SET post = ?3, on_behalf = ?4 WHERE account = ?1 AND created = ?2"),
    TEXT(session_lang, "UPDATE session SET lang = ?3 WHERE account = ?1 AND created = ?2"),
    TEXT(session_end, "DELETE FROM session WHERE account = ?1 AND created = ?2"),
    TEXT(session_end_others, "DELETE FROM session WHERE account = ?1 AND created <> ?2"),
    TEXT(session_drop, "DELETE FROM session WHERE account = ?1"),
    TEXT(session_sweep, "DELETE FROM session WHERE expires <= ?1 OR last_used <= ?2"),
    /* Held posts first; deputies and secretaries act in another's place. */
    TEXT(postings,
         "SELECT h.post, h.as_what, p.role, p.serves, p.unit, p.name_zh, p.name_en, u.name_zh, "
         "u.name_en FROM holding AS h JOIN post AS p ON p.id = h.post JOIN unit AS u ON u.id = "
         "p.unit WHERE h.account = ?1 AND h.held_from <= ?2 AND (h.held_to IS NULL OR h.held_to > "
         "?2) AND (p.closed_on IS NULL OR p.closed_on > ?2) ORDER BY CASE h.as_what WHEN 'holder' "
         "THEN 0 WHEN 'acting' THEN 1 ELSE 2 END, h.post, h.id"),
    TEXT(account_by_login,
         "SELECT a.id, a.state, coalesce(c.hash, ''), coalesce(c.must_change, 0) FROM account AS a "
         "LEFT JOIN credential AS c ON c.account = a.id WHERE a.login = ?1"),
    TEXT(credential_find,
         "SELECT a.login, coalesce(c.hash, ''), coalesce(c.must_change, 0) FROM account AS a LEFT "
         "JOIN credential AS c ON c.account = a.id WHERE a.id = ?1"),
    TEXT(credential_put,
         "INSERT INTO credential (account, hash, changed, must_change) VALUES (?1, ?2, ?3, ?4) ON "
         "CONFLICT (account) DO UPDATE SET hash = excluded.hash, changed = excluded.changed, "
         "must_change = excluded.must_change"),
    TEXT(failure_find, "SELECT n, last FROM signin_failure WHERE what = ?1"),
    TEXT(failure_put,
         "INSERT INTO signin_failure (what, n, last) VALUES (?1, ?2, ?3) ON CONFLICT (what) DO "
         "UPDATE SET n = excluded.n, last = excluded.last"),
    TEXT(failure_drop, "DELETE FROM signin_failure WHERE what = ?1"),
    TEXT(failure_sweep, "DELETE FROM signin_failure WHERE last <= ?1"),
    TEXT(link_add,
         "INSERT INTO one_time_link (token, account, purpose, created, expires) VALUES (?1, ?2, "
         "?3, ?4, ?5)"),
    TEXT(link_find,
         "SELECT l.account, l.expires, l.used, a.state FROM one_time_link AS l JOIN account AS a "
         "ON a.id = l.account WHERE l.token = ?1"),
    TEXT(link_use,
         "UPDATE one_time_link SET used = ?2 WHERE token = ?1 AND used IS NULL AND expires > ?2"),
    TEXT(link_drop, "DELETE FROM one_time_link WHERE account = ?1"),
    TEXT(link_sweep, "DELETE FROM one_time_link WHERE expires <= ?1"),
    /* Whoever holds a post on a day, in the order in which the posts were made. */
    TEXT(
        demo_posts,
        "SELECT a.id, a.login, a.name, p.name_zh, p.name_en FROM holding AS h JOIN account AS a ON "
        "a.id = h.account JOIN post AS p ON p.id = h.post WHERE h.as_what = 'holder' AND "
        "h.held_from <= ?1 AND (h.held_to IS NULL OR h.held_to > ?1) AND (p.closed_on IS NULL OR "
        "p.closed_on > ?1) AND a.state = 'active' ORDER BY p.id, h.id"),
    /* The code that lets whoever sees the machine's screen do the first run. */
    TEXTS_END,
};
