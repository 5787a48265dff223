/*
 * statement_text.h -- how a feature gives the texts of its named statements.
 *
 * To add one: a row in statements.def (its feature's section), its text in statements_FEATURE.c,
 * and, for a new feature, the file in meson.build and its table in statements.c.
 *
 * In a text, ?1 ?2 ... are arguments, and "@observation AS o" is the entity's table, or what it
 * held at the moment the view looks back to (an alias is needed); "{owned}": see statements.c.
 * Statements that write name only infrastructure tables: schema_base.c. Both databases run the same
 * text; where they cannot, `postgres` is the other one. PostgreSQL wants CAST(?1 AS bigint) where
 * nothing else tells the type of an argument.
 */
#ifndef STATEMENT_TEXT_H
#define STATEMENT_TEXT_H

#include "base/base.h"
#include "store/statements.h"

struct statement_text {
    enum statement id;
    struct str sql;
    struct str postgres; /* "": the same */
};

#define TEXT(name, text)                   \
    {                                      \
        .id = STMT_##name, .sql = S_(text) \
    }
#define TEXTS(name, text, for_pg)                                  \
    {                                                              \
        .id = STMT_##name, .sql = S_(text), .postgres = S_(for_pg) \
    }
#define TEXTS_END     \
    {                 \
        .sql = S_("") \
    }

/* One a feature. */
extern const struct statement_text statements_board[];
extern const struct statement_text statements_preview[];
extern const struct statement_text statements_session[];
extern const struct statement_text statements_health[];
extern const struct statement_text statements_matter[];
extern const struct statement_text statements_notice[];
extern const struct statement_text statements_outbox[];
extern const struct statement_text statements_round[];
extern const struct statement_text statements_record[];
extern const struct statement_text statements_report[];
extern const struct statement_text statements_unit[];

/* What statements.def says of one. */
struct statement_row {
    struct str name, columns;
    int n_args;
};
extern const struct statement_row statement_rows[STMT_COUNT];

#endif
