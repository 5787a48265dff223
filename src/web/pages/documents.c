/*
 * documents.c -- the file of a document, as a download.
 */
#include "app/documents.h"

#include "web/pages/pages.h"

enum err get_document_file(struct exchange *x, struct fail *why)
{
    int64_t id = 0;
    struct document_file file = {0};
    enum err err = exchange_param_id(x, S("id"), &id, why);
    if (err == OK)
        err = document_read(&x->call, id, &file, why);
    if (err != OK)
        return err;
    struct download d = {.media = file.media, .file_name = file.name, .bytes = file.bytes};
    return respond_file(x, &d);
}
