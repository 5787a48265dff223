/*
 * statements_preview.c -- imports that were looked at and wait to be confirmed.
 */
#include "store/statement_text.h"

const struct statement_text statements_preview[] = {
    TEXT(preview_add,
         "INSERT INTO preview (id, account, entity, owner, created, expires, file_name, digest, "
         "head) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)"),
    TEXT(preview_finish, "UPDATE preview SET digest = ?2, head = ?3 WHERE id = ?1"),
    TEXT(preview_find,
         "SELECT account, entity, owner, created, expires, file_name, digest, head, committed FROM "
         "preview WHERE id = ?1"),
    TEXT(preview_done, "UPDATE preview SET committed = ?2 WHERE id = ?1 AND committed IS NULL"),
    TEXT(preview_sweep, "DELETE FROM preview WHERE expires <= ?1"),
    TEXT(preview_part_add, "INSERT INTO preview_part (preview, part, bytes) VALUES (?1, ?2, ?3)"),
    TEXT(preview_part, "SELECT bytes FROM preview_part WHERE preview = ?1 AND part = ?2"),
    TEXTS_END,
};
