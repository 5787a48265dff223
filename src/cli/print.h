/*
 * print.h -- how commands speak: text and JSON to `out`, sentences and progress to `err`.
 */
#ifndef PRINT_H
#define PRINT_H

#include "app/records.h"
#include "app/setup.h"
#include "cli/commands.h"

struct json_writer;

/* Largest text that a command builds before it prints it. */
#define PRINT_MAX (64 * MIB)

void print_str(const struct run *r, struct str text);
void print_line(const struct run *r, struct str text);
/* A message to `out`, with a line end. */
#define SAY(r, id, ...) print_worded((r), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})
void print_worded(const struct run *r, enum msg id, const struct message_arg *args);
/* Why the command failed and what was entered wrongly, to `err`; JSON there with --json. */
void print_failure(const struct run *r, const struct fail *why);
/* Problems one a line: row, field, sentence. Fields of `e` are called by their labels; NULL: as
 * they are. */
void print_problems(const struct run *r, FILE *to, const struct problems *p,
                    const struct entity *e);
/* One problem as an object of JSON. */
void print_problem_json(const struct run *r, struct json_writer *w, const struct problem *p);
/* What a check found, to `out`: the sentences alone, as their numbers are no rows of a file. */
void print_findings(const struct run *r, const struct problems *found);
/* Text padded to a width in columns of a terminal (a Chinese character takes two). */
void buf_padded(struct buf *out, struct str text, ptrdiff_t columns);
/* One-time links a line, with the post's name in LINK_COLUMNS; `address` "" prints paths alone. */
enum { LINK_COLUMNS = 40 };
void print_links(const struct run *r, const struct setup_links *links, struct str address);
/* The same as a member "links" of an open object. */
void print_links_json(const struct run *r, struct json_writer *w, const struct setup_links *links,
                      struct str address);
/* Progress on `err`, only if that is a terminal: one line that is rewritten. */
struct progress print_progress(struct run *r);
void print_progress_end(const struct run *r);
/* The entity of a name or plural. Errors: USAGE, naming all there are. */
enum err entity_named(const struct run *r, struct str name, const struct entity **out,
                      struct fail *why);
/* CSV or a workbook: --format, else the ending of the path. Errors: USAGE. */
enum err table_kind_named(const struct run *r, struct str path, enum table_kind *out,
                          struct fail *why);
/* A file to write to, and the end of it: `err` is what the writing came to. Errors: IO. */
enum err sink_named(const struct run *r, struct str path, FILE **out, struct sink *sink,
                    struct fail *why);
enum err sink_close(FILE *f, enum err err, struct fail *why);
/* A file named on the command line: whole, at most `max` bytes. */
enum err read_named(const struct run *r, struct str path, ptrdiff_t max, struct str *out,
                    struct fail *why);
/* The layout of --layout; "" if the option is not there. Errors as read_named(). */
enum err read_layout(const struct run *r, struct str *out, struct fail *why);
/* A Word file to where --docx says. Errors: IO. */
enum err write_docx(const struct run *r, struct str bytes, struct fail *why);
/* Every record of the list, page after page; `show` writes one: to `w` with --json, else a line (w
 * is NULL then). */
typedef void show_fn(const struct run *r, struct json_writer *w, const struct record *record);
enum err print_records(struct run *r, struct list_query q, show_fn *show, struct fail *why);

#endif
