/*
 * statements_health.c -- what /readyz and /metrics want to know.
 */
#include "store/statement_text.h"

const struct statement_text statements_health[] = {
    TEXT(health_unsealed, "SELECT count(*), coalesce(min(instant), 0) FROM journal WHERE seq > "
                          "coalesce((SELECT max(l.seq) FROM leaf l), 0)"),
    TEXTS_END,
};
