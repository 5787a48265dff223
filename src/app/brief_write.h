/*
 * brief_write.h -- items of a brief as they are written: runs of text, some linked to a record.
 */
#ifndef BRIEF_WRITE_H
#define BRIEF_WRITE_H

#include "app/brief.h"

/* Writes the items of one section. */
struct brief_writer {
    struct call *c;
    const struct board *board;
    struct brief_section *section;
    struct brief_item *item; /* the last one begun */
    ptrdiff_t room;          /* items, and runs of `item` */
    ptrdiff_t room_runs;
};

void brief_section_begin(struct brief_writer *w, struct brief_section *section, enum msg title,
                         enum msg empty);
/* A new item; row may be NULL. */
void brief_item_begin(struct brief_writer *w, const struct board_row *row);
/* One run. */
void brief_say(struct brief_writer *w, struct str text);
void brief_say_linked(struct brief_writer *w, struct str text, enum brief_link link, int64_t id);
/* A text of ui/po with runs in the places of %1..%4. */
enum { BRIEF_ARGS = 4 };
void brief_say_message(struct brief_writer *w, enum msg id, const struct brief_run *args);
#define BRIEF_SAY(w, id, ...) \
    brief_say_message((w), (id), (struct brief_run[BRIEF_ARGS]){__VA_ARGS__})
#define PLAIN(x)    \
    {               \
        .text = (x) \
    }
#define LINKED(x, kind, record)                                \
    {                                                          \
        .text = (x), .link = BRIEF_LINK_##kind, .id = (record) \
    }

/* "15.83亿元" / "15.83 (100 million yuan)", with thousands separators in English. */
struct str brief_amount(const struct brief_writer *w, const struct board_row *row,
                        struct decimal d);
/* "1-5月" / "January-May". */
struct str brief_period(const struct brief_writer *w, struct period p);
/* A change in words with as many decimals as it was reported with, at least one. */
struct str brief_change(const struct brief_writer *w, struct decimal growth);

/* What is to be done next, from facts of the board: brief_next.c. */
void brief_next(struct brief_writer *w, const struct board_row *const *behind, ptrdiff_t n);

#endif
