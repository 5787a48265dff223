/*
 * print.h -- how commands speak: text and JSON to `out`, sentences and progress to `err`.
 */
#ifndef PRINT_H
#define PRINT_H

#include "app/import.h"
#include "cli/commands.h"

/* Largest text that a command builds before it prints it. */
#define PRINT_MAX (64 * MIB)

void print_str(const struct run *r, struct str text);
void print_line(const struct run *r, struct str text);
/* A message to `out`, with a line end. */
#define SAY(r, id, ...) \
    print_message((r), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})
void print_message(const struct run *r, enum msg id, const struct message_arg *args);
/* Why the command failed and what was entered wrongly, to `err`; JSON there with --json. */
void print_failure(const struct run *r, const struct fail *why);
/* Problems one a line: row, field, sentence. */
void print_problems(const struct run *r, FILE *to, const struct problems *p);
/* Text padded to a width in columns of a terminal (a Chinese character takes two). */
void buf_padded(struct buf *out, struct str text, ptrdiff_t columns);
/* Progress on `err`, only if that is a terminal: one line that is rewritten. */
struct progress print_progress(struct run *r);
void print_progress_end(const struct run *r);
/* A file named on the command line, "-" is none: whole, at most `max` bytes. */
enum err read_named(const struct run *r, struct str path, ptrdiff_t max, struct str *out,
                    struct fail *why);

#endif
