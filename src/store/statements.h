/*
 * statements.h -- the named statements that views and writes may run.
 *
 * Each is one row {name, text, number of arguments, result columns} in statements_NAME.c beside
 * this file. In a text, @observation stands for the entity's table, or for its history at the
 * view's moment when it looks back. A test prepares every one on both databases.
 */
#ifndef STATEMENTS_H
#define STATEMENTS_H

enum statement {
#define STATEMENT(name, n_args, columns) STMT_##name,
#include "store/statements.def"
    STMT_COUNT
};

#endif
