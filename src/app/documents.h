/*
 * documents.h -- a document with its file: bytes are kept once per hash, named by the record.
 */
#ifndef APP_DOCUMENTS_H
#define APP_DOCUMENTS_H

#include "app/records.h"

struct document_file {
    struct str name, media, bytes;
};
/* As records_create() of a document, and its file in the same entry. Errors also: TOO_LARGE. */
MUST_USE enum err document_create(struct call *c, const struct input *in, ptrdiff_t n,
                                  const struct document_file *file, int64_t *out_id,
                                  struct fail *why);
/* A new document (file NULL: without bytes) and its place beside a matter, in one entry; *out_id is
 * the place's. Errors: as records_create(). */
MUST_USE enum err document_attach(struct call *c, int64_t matter, const struct input *in,
                                  ptrdiff_t n, const struct document_file *file, int64_t *out_id,
                                  struct fail *why);
/* The file of a document that the caller may read. Errors: NOT_FOUND (also: it has no file). */
MUST_USE enum err document_read(struct call *c, int64_t id, struct document_file *out,
                                struct fail *why);
/* The same of a document that hangs on a record the caller may read: no right is asked. */
MUST_USE enum err document_bytes(struct call *c, int64_t id, struct document_file *out,
                                 struct fail *why);

#endif
