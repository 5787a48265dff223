/*
 * api.h -- the handlers of /api/v1 and what they share.
 *
 * Nothing here knows an entity by name: fields come from the caller's shape. A member that is not
 * known is a problem, not silence.
 */
#ifndef API_H
#define API_H

#include "app/records.h"
#include "web/exchange.h"

struct json;
struct json_writer;
struct answer_link_made;

enum {
    API_BODY_MAX = 256 * 1024,
    API_LIMIT_MAX = 1000,
    FILE_MAX = 20 * 1024 * 1024, /* of an upload */
};

/* --- api_records.c: every entity ---------------------------------------------------------------
 */
enum err api_list(struct exchange *x, struct fail *why);
enum err api_get(struct exchange *x, struct fail *why);
enum err api_history(struct exchange *x, struct fail *why);
/* --- api_write.c */
enum err api_create(struct exchange *x, struct fail *why);
enum err api_patch(struct exchange *x, struct fail *why);
enum err api_void(struct exchange *x, struct fail *why);
/* The record as a write has just left it, with what was doubtful about it. */
enum err api_respond_record(struct exchange *x, int status, int64_t id, struct fail *why);
/* --- api_documents.c: bytes */
enum err api_document_file(struct exchange *x, struct fail *why);
enum err api_document_add(struct exchange *x, struct fail *why);
enum err api_moves(struct exchange *x, struct fail *why);
enum err api_move(struct exchange *x, struct fail *why);
enum err api_bulk_preview(struct exchange *x, struct fail *why);
enum err api_bulk_commit(struct exchange *x, struct fail *why);
/* --- api_papers.c: papers of matters */
enum err api_papers(struct exchange *x, struct fail *why);
/* A link that was just made, with the path it is used by. */
void api_write_link(struct exchange *x, struct json_writer *w, const struct answer_link_made *made);
enum err api_answer_link(struct exchange *x, struct fail *why);
enum err api_answer_revoke(struct exchange *x, struct fail *why);
enum err api_paper_issue(struct exchange *x, struct fail *why);
enum err api_paper_file(struct exchange *x, struct fail *why);
/* --- api_files.c: import, export */
enum err api_export(struct exchange *x, struct fail *why);
enum err api_template(struct exchange *x, struct fail *why);
enum err api_import(struct exchange *x, struct fail *why);
enum err api_preview(struct exchange *x, struct fail *why);
enum err api_preview_rows(struct exchange *x, struct fail *why);
enum err api_preview_rejected(struct exchange *x, struct fail *why);
enum err api_commit(struct exchange *x, struct fail *why);
/* --- api_figures.c: what is computed */
enum err api_board(struct exchange *x, struct fail *why);
enum err api_unit_change(struct exchange *x, struct fail *why);
enum err api_brief(struct exchange *x, struct fail *why);
enum err api_brief_docx(struct exchange *x, struct fail *why);
/* --- api_search.c */
enum err api_search(struct exchange *x, struct fail *why);
/* --- api_session.c: who am I */
enum err api_me(struct exchange *x, struct fail *why);
enum err api_sign_in(struct exchange *x, struct fail *why);
enum err api_sign_out(struct exchange *x, struct fail *why);
/* --- api_calendar.c */
enum err api_calendar_feeds(struct exchange *x, struct fail *why);
enum err api_calendar_feed_make(struct exchange *x, struct fail *why);
enum err api_calendar_feed_revoke(struct exchange *x, struct fail *why);
/* --- api_notices.c */
enum err api_notices(struct exchange *x, struct fail *why);
enum err api_notices_read(struct exchange *x, struct fail *why);

/* --- api_disputes.c: who asks */
enum err api_dispute_contact(struct exchange *x, struct fail *why);
enum err api_dispute_erase(struct exchange *x, struct fail *why);

/* --- api_outbox.c: one's own wishes, and what leaves the program */
enum err api_wish(struct exchange *x, struct fail *why);
enum err api_wish_set(struct exchange *x, struct fail *why);
enum err api_outbox(struct exchange *x, struct fail *why);
enum err api_outbox_test(struct exchange *x, struct fail *why);
enum err api_outbox_retry(struct exchange *x, struct fail *why);
enum err api_outbox_give_up(struct exchange *x, struct fail *why);

/* --- api_rounds.c */
enum err api_round_agenda(struct exchange *x, struct fail *why);
enum err api_round_item(struct exchange *x, struct fail *why);
enum err api_round_minutes(struct exchange *x, struct fail *why);
enum err api_round_papers_docx(struct exchange *x, struct fail *why);
enum err api_round_minutes_docx(struct exchange *x, struct fail *why);

/* --- openapi.c */
enum err api_openapi(struct exchange *x, struct fail *why);

/* --- api_json.c: shared ------------------------------------------------------------------------
 */

/* "id", "version", "owner", "seq" and the fields as one JSON object, left open for more members.
 * `wanted`: which fields of the shape; NULL is all. Protected fields are never written. */
void api_record_begin(struct json_writer *w, const struct shape *s, const struct record *r,
                      const bool *wanted);
/* The head of an answer that is a list, {"items":[; the array and the object are left open for the
 * items and for what stands beside them. */
void api_items_begin(struct json_writer *w);
/* The body, which is an object in JSON; of PATCH also as a merge patch. Errors: MEDIA, INVALID. */
MUST_USE enum err api_object(struct exchange *x, const struct json **out, struct fail *why);
/* The body as inputs for a record. What is malformed goes to x->call.problems. `owner` is taken out
 * of it (0 if not there). Errors: MEDIA, INVALID, TOO_LARGE. */
struct api_body {
    struct input *in;
    ptrdiff_t n;
    int64_t owner;
};
MUST_USE enum err api_body_read(struct exchange *x, struct api_body *out, struct fail *why);
/* The shape's fields that ?fields= names; NULL if it is not there. Errors: INVALID. */
MUST_USE enum err api_fields(struct exchange *x, const struct shape *s, const bool **out,
                             struct fail *why);
/* The ETag of a record: its version. Strong: the same version is the same record. */
struct str api_etag(struct arena *a, int64_t version);
/* A query parameter as a number from low to high; `otherwise` if it is not there. Errors: INVALID.
 */
struct api_number {
    struct str name;
    int64_t low, high, otherwise;
};
MUST_USE enum err api_number_get(struct exchange *x, const struct api_number *n, int64_t *out,
                                 struct fail *why);
/* INVALID, with the problems that were found so far. */
enum err api_invalid(struct fail *why);
/* The list's own filters, search, order, place and length, of ?name=value. Errors: INVALID. */
MUST_USE enum err api_list_query(struct exchange *x, struct list_query *out, struct fail *why);

#endif
