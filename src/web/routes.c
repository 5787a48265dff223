/*
 * routes.c -- the one table of addresses. routes.h says how to add a row.
 */
#include "web/routes.h"

#include "web/api.h"
#include "web/assets.h"
#include "web/health.h"
#include "web/pages/pages.h"
#include "web/sign_in.h"

#define FORM_MAX (64 * KIB)

/* clang-format off */
const struct route routes[] = {
    /* --- for machines that watch over the program --- */
    {METHOD_GET, S_("/livez"), get_livez, RIGHT_PUBLIC, NO_CALL | NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/readyz"), get_readyz, RIGHT_PUBLIC, NO_CALL | NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/metrics"), get_metrics, RIGHT_PUBLIC, NO_CALL | NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/static/:name"), get_asset, RIGHT_PUBLIC, NO_CALL, 0, MSG_none},

    /* --- sessions --- */
    {METHOD_POST, S_("/sign-in"), post_sign_in, RIGHT_PUBLIC, NO_STORE | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/sign-in/link/:token"), post_sign_in_link, RIGHT_PUBLIC, NO_STORE | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/sign-out"), post_sign_out, RIGHT_SIGNED_IN, NEED_CSRF | NO_STORE | ANY_DAY | FIRST_PASSWORD, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/post"), post_post, RIGHT_SIGNED_IN, NEED_CSRF | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/language"), post_language, RIGHT_PUBLIC, NEED_CSRF | ANY_DAY | FIRST_PASSWORD, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/as-of"), post_as_of, RIGHT_SIGNED_IN, NEED_CSRF | ANY_DAY, FORM_MAX, MSG_none},

    /* --- pages --- */
    {METHOD_GET, S_("/"), page_today, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/sign-in"), page_sign_in, RIGHT_PUBLIC, NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/sign-in/link/:token"), page_sign_in_link, RIGHT_PUBLIC, NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/setup"), page_setup, RIGHT_PUBLIC, NO_STORE, 0, MSG_none},
    {METHOD_POST, S_("/setup"), post_setup, RIGHT_PUBLIC, NO_STORE, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/me"), page_me, RIGHT_SIGNED_IN, NO_STORE, 0, MSG_none},
    {METHOD_GET, S_("/me/password"), page_password, RIGHT_SIGNED_IN, NO_STORE | FIRST_PASSWORD, 0, MSG_none},
    {METHOD_POST, S_("/me/password"), post_password, RIGHT_SIGNED_IN, NEED_CSRF | NO_STORE | ANY_DAY | FIRST_PASSWORD, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/me/sessions"), post_revoke, RIGHT_SIGNED_IN, NEED_CSRF | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/me/calendar"), page_calendar, RIGHT_MATTERS, NO_STORE, 0, MSG_none},
    {METHOD_POST, S_("/me/calendar"), post_calendar, RIGHT_MATTERS, NEED_CSRF | NO_STORE | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/calendar/:token"), get_calendar, RIGHT_PUBLIC, ANY_DAY, 0, MSG_none},
    {METHOD_POST, S_("/me/messages"), post_messages, RIGHT_SIGNED_IN, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/indicators"), page_indicators, RIGHT_VIEW, OF_COUNTY, 0, MSG_none},
    {METHOD_GET, S_("/indicators.csv"), get_indicators_csv, RIGHT_VIEW, 0, 0, MSG_none},
    {METHOD_GET, S_("/indicators.xlsx"), get_indicators_xlsx, RIGHT_VIEW, 0, 0, MSG_none},
    {METHOD_GET, S_("/indicators/:code"), page_indicator, RIGHT_VIEW, 0, 0, MSG_none},
    {METHOD_GET, S_("/figures"), page_figures, RIGHT_REPORT, OF_COUNTY, 0, MSG_none},
    {METHOD_POST, S_("/figures"), post_figures, RIGHT_REPORT, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/briefs"), page_briefs, RIGHT_VIEW, OF_COUNTY, 0, MSG_none},
    {METHOD_GET, S_("/briefs/:period"), page_brief, RIGHT_VIEW, 0, 0, MSG_none},
    {METHOD_GET, S_("/matters"), page_matters, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/matters/move"), page_bulk, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_POST, S_("/matters/move"), post_bulk, RIGHT_MATTERS, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/matters/:id"), page_matter, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_POST, S_("/matters/:id/moves"), post_matter_move, RIGHT_MATTERS, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/matters/:id/contact"), post_matter_contact, RIGHT_MATTERS, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/matters/:id/contact/erase"), post_matter_erase, RIGHT_COORDINATE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/matters/:id/papers"), post_matter_paper, RIGHT_MATTERS, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/answer/:token"), page_answer, RIGHT_PUBLIC, NO_STORE | ANY_DAY, 0, MSG_none},
    {METHOD_POST, S_("/answer/:token"), post_answer, RIGHT_PUBLIC, NO_STORE | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/matters/:id/answer-links"), post_answer_link, RIGHT_COORDINATE, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/matters/:id/documents"), post_matter_document, RIGHT_RAISE, NEED_CSRF | MULTIPART, FILE_MAX, MSG_none},
    {METHOD_GET, S_("/matters/:id/papers/:paper"), api_paper_file, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/effect"), page_effect, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/effect.csv"), get_effect_csv, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/effect.xlsx"), get_effect_xlsx, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/burden"), page_burden, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/burden.csv"), get_burden_csv, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/burden.xlsx"), get_burden_xlsx, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/load"), page_load, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/load.csv"), get_load_csv, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/load.xlsx"), get_load_xlsx, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/notices"), page_notices, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_POST, S_("/notices/read"), post_notices_read, RIGHT_MATTERS, NEED_CSRF | ANY_DAY, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/outbox"), page_outbox, RIGHT_ORGANISE, NO_STORE, 0, MSG_none},
    {METHOD_POST, S_("/outbox/test"), post_outbox_test, RIGHT_ORGANISE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/outbox/:id"), post_outbox, RIGHT_ORGANISE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/rounds/:id"), page_round, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_POST, S_("/rounds/:id/agenda"), post_round_agenda, RIGHT_COORDINATE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/rounds/:id/items"), post_round_item, RIGHT_COORDINATE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/rounds/:id/papers"), page_round_papers, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/rounds/:id/minutes"), page_round_minutes, RIGHT_MATTERS, 0, 0, MSG_none},
    {METHOD_POST, S_("/rounds/:id/minutes"), post_round_minutes, RIGHT_COORDINATE, NEED_CSRF, 4 * FORM_MAX, MSG_none},
    {METHOD_GET, S_("/complaints"), page_complaints, RIGHT_COMPLAIN, 0, 0, MSG_none},
    {METHOD_POST, S_("/complaints"), post_complaint, RIGHT_COMPLAIN, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/complaints/:id/answer"), post_complaint_answer, RIGHT_REPLY, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/complaints/:id/withhold"), post_complaint_withhold, RIGHT_REPLY, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/units"), page_units, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/units/:id"), page_unit, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/units/:id/change"), page_unit_change, RIGHT_ORGANISE, 0, 0, MSG_none},
    {METHOD_POST, S_("/units/:id/change"), post_unit_change, RIGHT_ORGANISE, NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/documents/:id/file"), api_document_file, RIGHT_PAPERS, 0, 0, MSG_none},
    {METHOD_GET, S_("/record"), page_record, RIGHT_RECORD, 0, 0, MSG_none},
    {METHOD_GET, S_("/search"), page_search, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/settings"), page_settings, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/manual"), page_manual, RIGHT_SIGNED_IN, 0, 0, MSG_none},
    {METHOD_GET, S_("/manual/:name"), page_manual_entity, RIGHT_SIGNED_IN, 0, 0, MSG_none},

    /* --- pages: records of every entity. A preview is its maker's. --- */
    {METHOD_POST, S_("/data/accounts/:id/way-in"), post_way_in, RIGHT_ACCOUNTS, NEED_CSRF | NO_STORE, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/data/:entity"), page_data, RIGHT_SIGNED_IN, OF_ENTITY, 0, MSG_none},
    {METHOD_GET, S_("/data/:entity/new"), page_data_new, RIGHT_SIGNED_IN, OF_ENTITY | TO_WRITE, 0, MSG_none},
    {METHOD_POST, S_("/data/:entity/new"), post_data_new, RIGHT_SIGNED_IN, OF_ENTITY | NEED_CSRF | MULTIPART, FILE_MAX, MSG_none},
    {METHOD_GET, S_("/data/:entity/import"), page_import, RIGHT_SIGNED_IN, OF_ENTITY | TO_WRITE, 0, MSG_none},
    {METHOD_POST, S_("/data/:entity/import"), post_import, RIGHT_SIGNED_IN, OF_ENTITY | NEED_CSRF | MULTIPART, FILE_MAX, MSG_none},
    {METHOD_GET, S_("/data/:entity/import/:id"), page_preview, RIGHT_SIGNED_IN, OF_ENTITY | TO_WRITE | NO_STORE, 0, MSG_none},
    {METHOD_POST, S_("/data/:entity/import/:id"), post_commit, RIGHT_SIGNED_IN, OF_ENTITY | NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/data/:entity/:id"), page_data_one, RIGHT_SIGNED_IN, OF_ENTITY, 0, MSG_none},
    {METHOD_GET, S_("/data/:entity/:id/edit"), page_data_edit, RIGHT_SIGNED_IN, OF_ENTITY | TO_WRITE, 0, MSG_none},
    {METHOD_POST, S_("/data/:entity/:id/edit"), post_data_edit, RIGHT_SIGNED_IN, OF_ENTITY | NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_POST, S_("/data/:entity/:id/void"), post_data_void, RIGHT_SIGNED_IN, OF_ENTITY | NEED_CSRF, FORM_MAX, MSG_none},
    {METHOD_GET, S_("/data/:entity/:id/history"), page_data_past, RIGHT_SIGNED_IN, OF_ENTITY, 0, MSG_none},

    /* --- API: what is there --- */
    {METHOD_GET, S_("/api/v1/openapi.json"), api_openapi, RIGHT_PUBLIC, API | NO_CALL, 0, MSG_api_openapi},
    {METHOD_GET, S_("/api/v1/me"), api_me, RIGHT_SIGNED_IN, API | NO_STORE, 0, MSG_api_me},

    {METHOD_POST, S_("/api/v1/session"), api_sign_in, RIGHT_PUBLIC, API | NO_STORE, API_BODY_MAX, MSG_api_sign_in},
    {METHOD_DELETE, S_("/api/v1/session"), api_sign_out, RIGHT_SIGNED_IN, API | NO_STORE | FIRST_PASSWORD, API_BODY_MAX, MSG_api_sign_out},

    /* --- API: figures --- */
    {METHOD_GET, S_("/api/v1/boards/:period"), api_board, RIGHT_VIEW, API, 0, MSG_api_board},
    {METHOD_GET, S_("/api/v1/briefs/:period"), api_brief, RIGHT_VIEW, API, 0, MSG_api_brief},
    {METHOD_GET, S_("/api/v1/briefs/:period/docx"), api_brief_docx, RIGHT_VIEW, API, 0, MSG_api_brief_docx},

    /* --- API: figures about matters --- */
    {METHOD_GET, S_("/api/v1/effect"), api_effect, RIGHT_MATTERS, API, 0, MSG_api_effect},
    {METHOD_GET, S_("/api/v1/load"), api_load, RIGHT_MATTERS, API, 0, MSG_api_load},
    {METHOD_GET, S_("/api/v1/burden"), api_burden, RIGHT_MATTERS, API, 0, MSG_api_burden},

    /* --- API: what is said of the program --- */
    {METHOD_POST, S_("/api/v1/complaints/:id/answer"), api_complaint_answer, RIGHT_REPLY, API, API_BODY_MAX, MSG_api_complaint_answer},

    /* --- API: the tree of units --- */
    {METHOD_POST, S_("/api/v1/units/:id/changes"), api_unit_change, RIGHT_ORGANISE, API, API_BODY_MAX, MSG_api_unit_change},

    /* --- API: search --- */
    {METHOD_GET, S_("/api/v1/search"), api_search, RIGHT_SIGNED_IN, API, 0, MSG_api_search},

    /* --- API: the files of documents --- */
    {METHOD_POST, S_("/api/v1/documents/file"), api_document_add, RIGHT_EDIT, API, FILE_MAX, MSG_api_document_add},
    {METHOD_GET, S_("/api/v1/documents/:id/file"), api_document_file, RIGHT_PAPERS, API, 0, MSG_api_document_file},

    /* --- API: notices --- */
    {METHOD_GET, S_("/api/v1/calendar-feeds"), api_calendar_feeds, RIGHT_MATTERS, API | NO_STORE, 0, MSG_api_calendar_feeds},
    {METHOD_POST, S_("/api/v1/calendar-feeds"), api_calendar_feed_make, RIGHT_MATTERS, API | NO_STORE, API_BODY_MAX, MSG_api_calendar_feed_make},
    {METHOD_POST, S_("/api/v1/calendar-feeds/:id/revoke"), api_calendar_feed_revoke, RIGHT_MATTERS, API, API_BODY_MAX, MSG_api_calendar_feed_revoke},
    {METHOD_GET, S_("/api/v1/notices"), api_notices, RIGHT_MATTERS, API, 0, MSG_api_notices},
    {METHOD_POST, S_("/api/v1/notices/:id/read"), api_notices_read, RIGHT_MATTERS, API, API_BODY_MAX, MSG_api_notices_read},

    {METHOD_GET, S_("/api/v1/me/messages"), api_wish, RIGHT_SIGNED_IN, API | NO_STORE, 0, MSG_api_wish},
    {METHOD_PATCH, S_("/api/v1/me/messages"), api_wish_set, RIGHT_SIGNED_IN, API | NO_STORE, API_BODY_MAX, MSG_api_wish_set},

    /* --- API: what leaves the program --- */
    {METHOD_GET, S_("/api/v1/outbox"), api_outbox, RIGHT_ORGANISE, API | NO_STORE, 0, MSG_api_outbox},
    {METHOD_POST, S_("/api/v1/outbox/test"), api_outbox_test, RIGHT_ORGANISE, API, API_BODY_MAX, MSG_api_outbox_test},
    {METHOD_POST, S_("/api/v1/outbox/:id/retry"), api_outbox_retry, RIGHT_ORGANISE, API, API_BODY_MAX, MSG_api_outbox_retry},
    {METHOD_POST, S_("/api/v1/outbox/:id/give-up"), api_outbox_give_up, RIGHT_ORGANISE, API, API_BODY_MAX, MSG_api_outbox_give_up},

    /* --- API: moves of matters --- */
    {METHOD_GET, S_("/api/v1/matters/:id/moves"), api_moves, RIGHT_MATTERS, API, 0, MSG_api_moves},
    {METHOD_POST, S_("/api/v1/moves/preview"), api_bulk_preview, RIGHT_MATTERS, API, API_BODY_MAX, MSG_api_bulk_preview},
    {METHOD_POST, S_("/api/v1/moves/commit"), api_bulk_commit, RIGHT_MATTERS, API | NO_STORE, API_BODY_MAX, MSG_api_bulk_commit},
    {METHOD_POST, S_("/api/v1/matters/:id/moves"), api_move, RIGHT_MATTERS, API | NO_STORE, API_BODY_MAX, MSG_api_move},

    /* --- API: papers of matters --- */
    {METHOD_GET, S_("/api/v1/matters/:id/papers"), api_papers, RIGHT_MATTERS, API, 0, MSG_api_papers},
    {METHOD_POST, S_("/api/v1/matters/:id/answer-links"), api_answer_link, RIGHT_COORDINATE, API | NO_STORE, API_BODY_MAX, MSG_api_answer_link},
    {METHOD_POST, S_("/api/v1/answer-links/:id/revoke"), api_answer_revoke, RIGHT_COORDINATE, API, API_BODY_MAX, MSG_api_answer_revoke},
    {METHOD_POST, S_("/api/v1/matters/:id/papers"), api_paper_issue, RIGHT_MATTERS, API, API_BODY_MAX, MSG_api_paper_issue},
    {METHOD_GET, S_("/api/v1/matters/:id/papers/:paper"), api_paper_file, RIGHT_MATTERS, API, 0, MSG_api_paper_file},

    /* --- API: who asks in a dispute --- */
    {METHOD_POST, S_("/api/v1/disputes/:id/contact"), api_dispute_contact, RIGHT_MATTERS, API | NO_STORE, API_BODY_MAX, MSG_api_dispute_contact},
    {METHOD_POST, S_("/api/v1/disputes/:id/contact/erase"), api_dispute_erase, RIGHT_COORDINATE, API, API_BODY_MAX, MSG_api_dispute_erase},

    /* --- API: rounds of coordination --- */
    {METHOD_POST, S_("/api/v1/rounds/:id/agenda"), api_round_agenda, RIGHT_COORDINATE, API, API_BODY_MAX, MSG_api_round_agenda},
    {METHOD_POST, S_("/api/v1/rounds/:id/items"), api_round_item, RIGHT_COORDINATE, API, API_BODY_MAX, MSG_api_round_item},
    {METHOD_POST, S_("/api/v1/rounds/:id/minutes"), api_round_minutes, RIGHT_COORDINATE, API, API_BODY_MAX, MSG_api_round_minutes},
    {METHOD_GET, S_("/api/v1/rounds/:id/papers/docx"), api_round_papers_docx, RIGHT_MATTERS, API, 0, MSG_api_round_papers_docx},
    {METHOD_GET, S_("/api/v1/rounds/:id/minutes/docx"), api_round_minutes_docx, RIGHT_MATTERS, API, 0, MSG_api_round_minutes_docx},

    /* --- API: import. A preview is its maker's; what it may hold is asked when it is made. --- */
    {METHOD_POST, S_("/api/v1/:entity/import"), api_import, RIGHT_SIGNED_IN, API | OF_ENTITY, FILE_MAX, MSG_api_import},
    {METHOD_GET, S_("/api/v1/imports/:id"), api_preview, RIGHT_SIGNED_IN, API | NO_STORE, 0, MSG_api_preview},
    {METHOD_GET, S_("/api/v1/imports/:id/rows"), api_preview_rows, RIGHT_SIGNED_IN, API | NO_STORE, 0, MSG_api_preview_rows},
    {METHOD_GET, S_("/api/v1/imports/:id/rejected"), api_preview_rejected, RIGHT_SIGNED_IN, API | NO_STORE, 0, MSG_api_preview_rejected},
    {METHOD_POST, S_("/api/v1/imports/:id/commit"), api_commit, RIGHT_SIGNED_IN, API, API_BODY_MAX, MSG_api_commit},

    /* --- API: records of every entity --- */
    {METHOD_GET, S_("/api/v1/:entity"), api_list, RIGHT_SIGNED_IN, API | OF_ENTITY, 0, MSG_api_list},
    {METHOD_POST, S_("/api/v1/:entity"), api_create, RIGHT_SIGNED_IN, API | OF_ENTITY, API_BODY_MAX, MSG_api_create},
    {METHOD_GET, S_("/api/v1/:entity/export"), api_export, RIGHT_SIGNED_IN, API | OF_ENTITY, 0, MSG_api_export},
    {METHOD_GET, S_("/api/v1/:entity/template"), api_template, RIGHT_SIGNED_IN, API | OF_ENTITY | TO_WRITE, 0, MSG_api_template},
    {METHOD_GET, S_("/api/v1/:entity/:id"), api_get, RIGHT_SIGNED_IN, API | OF_ENTITY, 0, MSG_api_get},
    {METHOD_PATCH, S_("/api/v1/:entity/:id"), api_patch, RIGHT_SIGNED_IN, API | OF_ENTITY, API_BODY_MAX, MSG_api_patch},
    {METHOD_DELETE, S_("/api/v1/:entity/:id"), api_void, RIGHT_SIGNED_IN, API | OF_ENTITY, API_BODY_MAX, MSG_api_void},
    {METHOD_GET, S_("/api/v1/:entity/:id/history"), api_history, RIGHT_SIGNED_IN, API | OF_ENTITY, 0, MSG_api_history},
};
/* clang-format on */

const ptrdiff_t n_routes = ARRAY_LEN(routes);
