/*
 * statements_session.c -- signed-in sessions.
 */
#include "store/statement_text.h"

const struct statement_text statements_session[] = {
    TEXT(session_find,
         "SELECT account, post, on_behalf, lang, created, last_used, expires, csrf FROM session "
         "WHERE token = ?1"),
    TEXTS_END,
};
