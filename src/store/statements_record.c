/*
 * statements_record.c -- the record's machinery: sealing, checking, protection keys, jobs.
 */
#include "store/internal.h"
#include "store/statement_text.h"

#define ENTRY_COLUMNS                                                                           \
    "seq, instant, account, post, on_behalf, action, note, n_rows, rows_hash, digest, entity, " \
    "record"
#define HEADS                                                                              \
    "SELECT h.size, h.instant, h.root, h.frontier, h.key, h.signature, l.seq FROM head h " \
    "LEFT JOIN leaf l ON l.number = h.size - 1"

/* Entries that concern the area ?3: made by its posts or accounts, or about its records (the first
 * of an entry stands for all); the machine's own, about nothing; and all, if it is the only top. */
#define REACHED                                                                                   \
    "((j.post = 0 AND j.account = 0 AND j.entity IS NULL) OR NOT EXISTS (SELECT 1 FROM unit u "   \
    "WHERE u.parent IS NULL AND u.id <> ?3) OR EXISTS (SELECT 1 FROM post p JOIN unit_tree t "    \
    "ON t.unit = p.unit WHERE p.id IN (j.post, j.on_behalf) AND t.ancestor = ?3) OR EXISTS "      \
    "(SELECT 1 FROM account_history a JOIN unit_tree t ON t.unit = a.owner WHERE a.id = "         \
    "j.account AND t.ancestor = ?3) OR (j.entity = 'unit' AND EXISTS (SELECT 1 FROM unit_tree t " \
    "WHERE t.unit = j.record AND t.ancestor = ?3)) OR CASE j.entity {owned} ELSE 1 = 0 END)"

/* The closure of who is below whom, from the parents; 64 levels are more than a state has. */
#define TREE                                                                              \
    "WITH RECURSIVE up (unit, ancestor, depth) AS (SELECT id, id, 0 FROM unit UNION ALL " \
    "SELECT up.unit, u.parent, up.depth + 1 FROM up JOIN unit u ON u.id = up.ancestor "   \
    "WHERE u.parent IS NOT NULL AND up.depth < 64) "

const struct statement_text statements_record[] = {
    TEXT(head_last, HEADS " ORDER BY h.size DESC LIMIT 1"),
    TEXT(heads_after, HEADS " WHERE h.size > ?1 ORDER BY h.size LIMIT ?2"),
    TEXT(head_add, "INSERT INTO head (size, instant, root, frontier, key, signature) VALUES "
                   "(?1, ?2, ?3, ?4, ?5, ?6)"),
    TEXT(leaf_add, "INSERT INTO leaf (number, seq, hash) VALUES (?1, ?2, ?3)"),
    TEXT(leaves_from, "SELECT number, seq, hash FROM leaf WHERE number >= ?1 ORDER BY number "
                      "LIMIT ?2"),
    TEXT(journal_entries, "SELECT " ENTRY_COLUMNS " FROM journal WHERE seq > ?1 AND seq <= ?2 "
                          "ORDER BY seq LIMIT ?3"),
    TEXT(journal_newest, "SELECT " ENTRY_COLUMNS " FROM journal WHERE seq < ?1 ORDER BY seq DESC "
                         "LIMIT ?2"),
    TEXT(journal_reached, "SELECT " ENTRY_COLUMNS " FROM journal j WHERE seq < ?1 AND " REACHED
                          " ORDER BY seq DESC LIMIT ?2"),
    TEXT(journal_unsealed, "SELECT seq FROM journal WHERE seq > coalesce((SELECT max(l.seq) FROM "
                           "leaf l), 0) AND seq <= ?1 ORDER BY seq LIMIT 1"),
    TEXT(journal_parts, "SELECT seq, part, bytes FROM journal_rows WHERE (seq, part) > (?1, ?2) "
                        "ORDER BY seq, part LIMIT ?3"),
    TEXT(record_counts, "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM leaf), "
                        "(SELECT count(*) FROM head), (SELECT count(*) FROM blob)"),
    TEXT(demo_marks,
         "SELECT (SELECT count(*) FROM meta WHERE name = 'demo' AND value = '1'), (SELECT count(*) "
         "FROM (SELECT seq FROM journal LIMIT 1) AS one), (SELECT count(*) FROM journal WHERE seq "
         "= (SELECT min(seq) FROM journal) AND action = '" DEMO_ACTION "')"),
    TEXT(subjects_wrong,
         "SELECT id FROM (SELECT s.id AS id FROM subject s WHERE NOT EXISTS (SELECT 1 FROM "
         "({subjects}) r WHERE r.id = s.id AND r.entity = s.entity) UNION SELECT r.id AS id FROM "
         "({subjects}) r WHERE NOT EXISTS (SELECT 1 FROM subject s WHERE s.id = r.id AND s.entity "
         "= r.entity)) AS wrong ORDER BY id LIMIT ?1"),
    TEXT(keys_missing,
         "SELECT DISTINCT p.record, p.entity FROM ({protected}) p WHERE NOT EXISTS (SELECT 1 FROM "
         "protected_key k WHERE k.entity = p.entity AND k.record = p.record) ORDER BY p.entity, "
         "p.record LIMIT ?1"),
    TEXT(blobs_after, "SELECT hash, bytes FROM blob WHERE hash > ?1 ORDER BY hash LIMIT 1"),
    TEXTS(documents_without_blob,
          "SELECT d.id FROM document d WHERE d.sha256 <> '' AND NOT EXISTS (SELECT 1 FROM blob b "
          "WHERE lower(hex(b.hash)) = d.sha256) ORDER BY d.id LIMIT ?1",
          "SELECT d.id FROM document d WHERE d.sha256 <> '' AND NOT EXISTS (SELECT 1 FROM blob b "
          "WHERE encode(b.hash, 'hex') = d.sha256) ORDER BY d.id LIMIT ?1"),
    TEXT(tree_wrong, TREE "SELECT unit, ancestor FROM (SELECT unit, ancestor, depth FROM up EXCEPT "
                          "SELECT unit, ancestor, depth FROM unit_tree) missing "
                          "ORDER BY unit, ancestor LIMIT ?1"),
    TEXT(tree_too_many, TREE "SELECT unit, ancestor FROM (SELECT unit, ancestor, depth FROM "
                             "unit_tree EXCEPT SELECT unit, ancestor, depth FROM up) extra "
                             "ORDER BY unit, ancestor LIMIT ?1"),
    TEXT(protected_key_find, "SELECT wrapped, destroyed FROM protected_key WHERE entity = ?1 AND "
                             "record = ?2"),
    TEXT(protected_key_add, "INSERT INTO protected_key (entity, record, wrapped, made) VALUES "
                            "(?1, ?2, ?3, ?4)"),
    TEXT(protected_key_destroy, "UPDATE protected_key SET wrapped = NULL, destroyed = ?3 WHERE "
                                "entity = ?1 AND record = ?2 AND wrapped IS NOT NULL"),
    TEXT(protected_keys_after, "SELECT id, entity, record, wrapped, destroyed FROM protected_key "
                               "WHERE id > ?1 ORDER BY id LIMIT ?2"),
    TEXT(erasure_find, "SELECT seq FROM journal WHERE action = 'erase' AND note LIKE ?1 || ' ' || "
                       "CAST(CAST(?2 AS bigint) AS text) || ' %' LIMIT 1"),
    TEXT(job_add, "INSERT INTO job (kind, run_at, payload, tries) SELECT ?1, ?2, '', 0 WHERE NOT "
                  "EXISTS (SELECT 1 FROM job WHERE kind = ?1 AND done IS NULL)"),
    TEXT(job_claim, "UPDATE job SET claimed_by = ?2, claimed_until = ?3 WHERE kind = ?1 AND done "
                    "IS NULL AND (claimed_by = ?2 OR coalesce(claimed_until, 0) < ?4)"),
    TEXT(job_release, "UPDATE job SET claimed_by = NULL, claimed_until = NULL WHERE kind = ?1 AND "
                      "claimed_by = ?2"),
    TEXTS_END,
};
