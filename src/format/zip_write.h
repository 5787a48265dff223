/*
 * zip_write.h -- a zip file written from front to back, so that it never has to be held whole.
 *
 * Bytes go to a buffer that the caller may empty at any time (out->len = 0). The same parts give
 * the same bytes on every day: times are 1980-01-01. A part and the file stay below 4 GiB.
 */
#ifndef ZIP_WRITE_H
#define ZIP_WRITE_H

#include "base/base.h"

enum { ZIP_WRITER_PARTS = 16 };

struct zip_writer {
    struct buf *out;
    struct z_stream_s *packer; /* NULL between parts */
    struct arena *a;
    int64_t written; /* bytes of the file so far */
    struct zip_written {
        struct str name;
        int64_t at, size, packed;
        uint32_t sum;
    } parts[ZIP_WRITER_PARTS];
    int n_parts;
    bool failed; /* over 4 GiB */
};

/* Names of parts are kept in `a`. */
struct zip_writer zip_writer_on(struct buf *out, struct arena *a);
void zip_part_begin(struct zip_writer *z, struct str name);
void zip_part_add(struct zip_writer *z, struct str bytes);
void zip_part_end(struct zip_writer *z);
/* The list of parts at the end. False if the file became too large. */
bool zip_writer_end(struct zip_writer *z);
/* Gives up; also right behind zip_writer_end(). */
void zip_writer_drop(struct zip_writer *z);

#endif
