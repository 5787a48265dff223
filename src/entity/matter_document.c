/*
 * matter_document.c -- the fields of matter_document.def.
 */
#include "entity/matter_document.h"

#include "entity/document.h"
#include "entity/matter.h"
#include "entity/post.h"

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(matter_document, __VA_ARGS__, )
#include "entity/matter_document.def"
};

const struct entity matter_document_entity = {
    .name = S_("matter_document"),
    .plural = S_("matter_documents"),
    .title = MSG_entity_matter_document,
    .titles = MSG_entity_matter_documents,
    .topic = TOPIC_traces,
    .about = MSG_entity_matter_document_about,
    .fields = fields,
    .n_fields = MATTER_DOCUMENT_N_FIELDS,
    .size = sizeof(struct matter_document),
    .set_offset = offsetof(struct matter_document, set),
    .key = S_("matter,document"),
    .show = S_("matter,document"),
    .sort = S_("matter"),
};
