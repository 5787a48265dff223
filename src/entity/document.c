/*
 * document.c -- the fields of document.def and the rules across them.
 */
#include "entity/document.h"

const struct choice document_types[DOCUMENT_TYPE_COUNT] = {DOCUMENT_TYPES(CHOICE_ROW)};

const struct choice document_secrecies[DOCUMENT_SECRECY_COUNT] = {DOCUMENT_SECRECIES(CHOICE_ROW)};

static const struct field fields[] = {
#define FIELD(...) FIELD_ROW(document, __VA_ARGS__, )
#include "entity/document.def"
};

const struct entity document_entity = {
    .name = S_("document"),
    .plural = S_("documents"),
    .title = MSG_entity_document,
    .titles = MSG_entity_documents,
    .topic = TOPIC_figures,
    .about = MSG_entity_document_about,
    .fields = fields,
    .n_fields = DOCUMENT_N_FIELDS,
    .size = sizeof(struct document),
    .set_offset = offsetof(struct document, set),
    .key = S_(""),
    .alike = S_("title,number,type,issuer,issued_on"),
    .show = S_("title"),
    .sort = S_("-issued_on"),
};
