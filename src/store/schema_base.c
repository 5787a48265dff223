/*
 * schema_base.c -- the tables that are no entity: journal, seals, blobs, keys, sign-in, jobs.
 *
 * Instants are microseconds since 1970 UTC. Hashes are 32 bytes. An account that is voided takes
 * its credential, sessions and links along. After a change here or in a .def: tools/migration.sh.
 */
#include "store/schema.h"

const struct str schema_before[] = {
    /* schema_version, demo, demo_clock, installation, created. */
    S_("CREATE TABLE meta (name {text} PRIMARY KEY, value {text} NOT NULL){keyed};"),
    /* One id space for all that series can be about: units, later projects and sections. */
    S_("CREATE TABLE subject (id {id}, entity {text} NOT NULL){strict};"),
    /* One row an act. entity, record: the first row it changed. digest: of the entry's bytes. */
    S_("CREATE TABLE journal (seq {int} PRIMARY KEY, instant {int} NOT NULL, account {int} NOT "
       "NULL, "
       "post {int} NOT NULL, on_behalf {int} NOT NULL, action {text} NOT NULL, note {text} NOT "
       "NULL, "
       "entity {text}, record {int}, n_rows {int} NOT NULL, rows_hash {blob} NOT NULL, "
       "digest {blob} NOT NULL){strict};"),
    S_("CREATE INDEX journal_by_instant ON journal (instant);"),
    S_("CREATE INDEX journal_by_record ON journal (entity, record);"),
    S_("CREATE INDEX journal_by_account ON journal (account);"),
    /* The canonical bytes of the rows an entry changed, in parts of bounded size. */
    S_("CREATE TABLE journal_rows (seq {int} NOT NULL, part {int} NOT NULL, bytes {blob} NOT NULL, "
       "PRIMARY KEY (seq, part)){strict};"),
    /* What the sealer keeps: entries numbered densely, and signed heads over the first `size`. */
    S_("CREATE TABLE leaf (number {int} PRIMARY KEY, seq {int} NOT NULL UNIQUE, "
       "hash {blob} NOT NULL){strict};"),
    S_("CREATE TABLE head (size {int} PRIMARY KEY, instant {int} NOT NULL, root {blob} NOT NULL, "
       "frontier {blob} NOT NULL, key {text} NOT NULL, signature {blob} NOT NULL){strict};"),
    S_("CREATE TABLE blob (hash {blob} PRIMARY KEY, size {int} NOT NULL, bytes {blob} NOT NULL)"
       "{strict};"),
    /* A protected record's own key, wrapped by the key outside the database; NULL once destroyed.
     */
    S_("CREATE TABLE protected_key (id {id}, entity {text} NOT NULL, record {int} NOT NULL, "
       "wrapped {blob}, made {int} NOT NULL, destroyed {int}, UNIQUE (entity, record)){strict};"),
    {0},
};

const struct str schema_after[] = {
    /* Who is below whom, at any depth; a unit is its own ancestor at depth 0. */
    S_("CREATE TABLE unit_tree (unit {int} NOT NULL, ancestor {int} NOT NULL, depth {int} NOT "
       "NULL, "
       "PRIMARY KEY (unit, ancestor)){keyed};"),
    S_("CREATE INDEX unit_tree_below ON unit_tree (ancestor, unit);"),
    /* What is found by words: tokens of each record of the searched entities (base/token.h), a
     * space before each. Derived; a row with a higher id has a newer text. */
    S_("CREATE TABLE search (id {id}, entity {text} NOT NULL, record {int} NOT NULL, "
       "title {text} NOT NULL, body {text} NOT NULL, UNIQUE (entity, record)){strict};"),
    /* Figures about matters read the reopenings; what was closed since a day has the index of its
     * column for sorting. */
    S_("CREATE INDEX matter_move_reopened ON matter_move (moved_on) "
       "WHERE move IN ('reopen', 'not_solved');"),
    S_("CREATE TABLE credential (account {int} PRIMARY KEY REFERENCES account (id) ON DELETE "
       "CASCADE{later}, hash {text} NOT NULL, changed {int} NOT NULL, must_change {int} NOT "
       "NULL){strict};"),
    /* token: hash of what the cookie holds. created, last_used, expires: the machine's clock. */
    S_("CREATE TABLE session (token {blob} PRIMARY KEY, account {int} NOT NULL REFERENCES account "
       "(id) ON DELETE CASCADE{later}, post {int} NOT NULL, on_behalf {int} NOT NULL, lang {text} "
       "NOT "
       "NULL, "
       "created {int} NOT NULL, last_used {int} NOT NULL, expires {int} NOT NULL, csrf {blob} NOT "
       "NULL, peer {text} NOT NULL, agent {text} NOT NULL){strict};"),
    S_("CREATE INDEX session_account ON session (account);"),
    S_("CREATE INDEX session_expires ON session (expires);"),
    /* what: \"login:NAME\" or \"peer:ADDRESS\". */
    S_("CREATE TABLE signin_failure (what {text} PRIMARY KEY, n {int} NOT NULL, "
       "last {int} NOT NULL){keyed};"),
    S_("CREATE TABLE one_time_link (token {blob} PRIMARY KEY, account {int} NOT NULL REFERENCES "
       "account (id) ON DELETE CASCADE{later}, purpose {text} NOT NULL, created {int} NOT NULL, "
       "expires {int} NOT NULL, used {int}){strict};"),
    S_("CREATE INDEX one_time_link_account ON one_time_link (account);"),
    /* An import that was looked at and not yet confirmed: a head, and packed rows in parts. digest
     * is of all parts, empty while the preview is being made. */
    S_("CREATE TABLE preview (id {int} PRIMARY KEY, account {int} NOT NULL, entity {text} NOT "
       "NULL, owner {int} NOT NULL, created {int} NOT NULL, expires {int} NOT NULL, "
       "file_name {text} NOT NULL, digest {blob} NOT NULL, head {blob} NOT NULL, "
       "committed {int}){strict};"),
    S_("CREATE TABLE preview_part (preview {int} NOT NULL REFERENCES preview (id) ON DELETE "
       "CASCADE, part {int} NOT NULL, bytes {blob} NOT NULL, PRIMARY KEY (preview, part))"
       "{strict};"),
    S_("CREATE INDEX preview_expires ON preview (expires);"),
    /* What posts are told (app/notices.h): `told_of` is a move or a step taken. That it was read is
     * no act of the record. */
    S_("CREATE TABLE notice (id {id}, post {int} NOT NULL REFERENCES post (id) ON DELETE "
       "CASCADE{later}, matter {int} NOT NULL REFERENCES matter (id) ON DELETE CASCADE{later}, "
       "about {text} NOT NULL, told_of {int}, due {int}, told_on {int} NOT NULL, "
       "read_on {int}){strict};"),
    S_("CREATE INDEX notice_post ON notice (post, id);"),
    S_("CREATE INDEX notice_new ON notice (post) WHERE read_on IS NULL;"),
    S_("CREATE INDEX notice_matter ON notice (matter);"),
    S_("CREATE INDEX notice_told ON notice (told_on);"),
    /* What leaves the program (app/outbox.h): messages, and the notices each of them carries.
     * Instants are the machine's; told_at and ready_at the installation's. */
    S_("CREATE TABLE outbox (id {id}, name {text} NOT NULL UNIQUE, delivery {text} NOT NULL "
       "UNIQUE, "
       "channel {text} NOT NULL, account {int} REFERENCES account (id) ON DELETE CASCADE{later}, "
       "endpoint {int} REFERENCES endpoint (id) ON DELETE CASCADE{later}, owner {int} NOT NULL, "
       "is_test {int} NOT NULL, subject {text} NOT NULL, body {text} NOT NULL, edition {int} NOT "
       "NULL, state {text} NOT NULL, tries {int} NOT NULL, next_at {int} NOT NULL, fault {text} "
       "NOT "
       "NULL, answer {text} NOT NULL, made {int} NOT NULL, done {int}){strict};"),
    S_("CREATE INDEX outbox_next ON outbox (next_at) WHERE done IS NULL;"),
    S_("CREATE INDEX outbox_done ON outbox (done) WHERE done IS NOT NULL;"),
    S_("CREATE TABLE outbox_item (id {id}, notice {int} NOT NULL REFERENCES notice (id) ON DELETE "
       "CASCADE{later}, account {int} REFERENCES account (id) ON DELETE CASCADE{later}, endpoint "
       "{int} REFERENCES endpoint (id) ON DELETE CASCADE{later}, told_at {int} NOT NULL, ready_at "
       "{int} NOT NULL, outbox {int} REFERENCES outbox (id) ON DELETE CASCADE{later}, "
       "UNIQUE (notice, account), UNIQUE (notice, endpoint)){strict};"),
    S_("CREATE INDEX outbox_item_ready ON outbox_item (ready_at) WHERE outbox IS NULL;"),
    S_("CREATE INDEX outbox_item_of ON outbox_item (outbox);"),
    S_("CREATE INDEX outbox_item_account ON outbox_item (account);"),
    S_("CREATE INDEX outbox_item_endpoint ON outbox_item (endpoint);"),
    S_("CREATE TABLE job (id {id}, kind {text} NOT NULL, run_at {int} NOT NULL, payload {text} NOT "
       "NULL, claimed_by {text}, claimed_until {int}, tries {int} NOT NULL, done {int}, "
       "error {text}){strict};"),
    S_("CREATE INDEX job_due ON job (run_at) WHERE done IS NULL;"),
    {0},
};
