/*
 * pages.h -- the handlers of pages, one file a page; routes.c names them.
 */
#ifndef PAGES_H
#define PAGES_H

#include "web/exchange.h"

/*
 * A failure as a page, in the reader's language: what happened, where, what to do. Nobody need be
 * signed in, and the view may be closed. Fills x->out with the status of why->err.
 */
void page_error(struct exchange *x, const struct fail *why);

/*
 * The form again, with what went wrong with the last try above it, under the status of tried->err.
 * What was typed (but no password) stands in it: form_get().
 */
enum err page_sign_in_again(struct exchange *x, const struct fail *tried, struct fail *why);
/* The same for a one-time link, which cannot be tried again. */
enum err page_sign_in_link_again(struct exchange *x, const struct fail *tried, struct fail *why);

/* sign_in.c: /sign-in, /sign-in/link/:token */
enum err page_sign_in(struct exchange *x, struct fail *why);
enum err page_sign_in_link(struct exchange *x, struct fail *why);

/* setup.c: /setup, the first run of an empty installation */
enum err page_setup(struct exchange *x, struct fail *why);
enum err post_setup(struct exchange *x, struct fail *why);

/* me.c: /me, /me/password, /me/sessions, /me/messages */
enum err page_me(struct exchange *x, struct fail *why);
enum err page_password(struct exchange *x, struct fail *why);
enum err post_password(struct exchange *x, struct fail *why);
enum err post_revoke(struct exchange *x, struct fail *why);
enum err post_messages(struct exchange *x, struct fail *why);

/* today.c: / */
enum err page_today(struct exchange *x, struct fail *why);

/* indicators.c, indicator.c, figures.c */
enum err page_indicators(struct exchange *x, struct fail *why);
enum err get_indicators_csv(struct exchange *x, struct fail *why);
enum err get_indicators_xlsx(struct exchange *x, struct fail *why);
enum err page_indicator(struct exchange *x, struct fail *why);
enum err page_figures(struct exchange *x, struct fail *why);
enum err post_figures(struct exchange *x, struct fail *why);

/* The matter again, with why what was sent from its page was not done, under its status. */
enum err page_matter_again(struct exchange *x, int64_t id, const struct fail *tried,
                           struct fail *why);

/* matters.c, matter.c, matter_papers.c: /matters, /matters/:id, /matters/:id/moves, .../papers */
enum err page_matters(struct exchange *x, struct fail *why);
enum err page_matter(struct exchange *x, struct fail *why);
enum err page_bulk(struct exchange *x, struct fail *why);
enum err post_bulk(struct exchange *x, struct fail *why);
enum err post_matter_move(struct exchange *x, struct fail *why);
enum err post_matter_contact(struct exchange *x, struct fail *why);
enum err post_matter_erase(struct exchange *x, struct fail *why);
enum err post_matter_paper(struct exchange *x, struct fail *why);
enum err post_matter_document(struct exchange *x, struct fail *why);

/* answer.c: /answer/:token, /matters/:id/answer-links */
enum err page_calendar(struct exchange *x, struct fail *why);
enum err post_calendar(struct exchange *x, struct fail *why);
enum err get_calendar(struct exchange *x, struct fail *why);
enum err page_answer(struct exchange *x, struct fail *why);
enum err post_answer(struct exchange *x, struct fail *why);
enum err post_answer_link(struct exchange *x, struct fail *why);

/* effect.c: /effect, its files, and the API's answer */
enum err page_effect(struct exchange *x, struct fail *why);
enum err get_effect_csv(struct exchange *x, struct fail *why);
enum err get_effect_xlsx(struct exchange *x, struct fail *why);
enum err api_effect(struct exchange *x, struct fail *why);
/* complaints.c: /complaints, its forms, and the API's answer */
enum err page_complaints(struct exchange *x, struct fail *why);
enum err post_complaint(struct exchange *x, struct fail *why);
enum err post_complaint_answer(struct exchange *x, struct fail *why);
enum err post_complaint_withhold(struct exchange *x, struct fail *why);
enum err api_complaint_answer(struct exchange *x, struct fail *why);
/* burden.c: /burden, its files, and the API's answer */
enum err page_burden(struct exchange *x, struct fail *why);
enum err get_burden_csv(struct exchange *x, struct fail *why);
enum err get_burden_xlsx(struct exchange *x, struct fail *why);
enum err api_burden(struct exchange *x, struct fail *why);
/* load.c: /load, its files, and the API's answer */
enum err page_load(struct exchange *x, struct fail *why);
enum err get_load_csv(struct exchange *x, struct fail *why);
enum err get_load_xlsx(struct exchange *x, struct fail *why);
enum err api_load(struct exchange *x, struct fail *why);

/* round.c, round_papers.c: /rounds/:id, .../agenda, .../items, .../papers, .../minutes */
enum err page_round(struct exchange *x, struct fail *why);
enum err post_round_agenda(struct exchange *x, struct fail *why);
enum err post_round_item(struct exchange *x, struct fail *why);
enum err page_round_papers(struct exchange *x, struct fail *why);
enum err page_round_minutes(struct exchange *x, struct fail *why);
enum err post_round_minutes(struct exchange *x, struct fail *why);

/* briefs.c: /briefs, /briefs/:period */
enum err page_briefs(struct exchange *x, struct fail *why);
enum err page_brief(struct exchange *x, struct fail *why);

/* notices.c: /notices, /notices/read */
enum err page_notices(struct exchange *x, struct fail *why);
enum err post_notices_read(struct exchange *x, struct fail *why);

/* outbox.c: /outbox, /outbox/test, /outbox/:id */
enum err page_outbox(struct exchange *x, struct fail *why);
enum err post_outbox(struct exchange *x, struct fail *why);
enum err post_outbox_test(struct exchange *x, struct fail *why);

/* search.c: /search */
enum err page_search(struct exchange *x, struct fail *why);

/* units.c, unit.c, unit_change.c */
enum err page_units(struct exchange *x, struct fail *why);
enum err page_unit(struct exchange *x, struct fail *why);
enum err page_unit_change(struct exchange *x, struct fail *why);
enum err post_unit_change(struct exchange *x, struct fail *why);

/* data_list.c, data_one.c, data_form.c, data_past.c, data_import.c: every entity, /data/:entity */
enum err page_data(struct exchange *x, struct fail *why);
enum err page_data_one(struct exchange *x, struct fail *why);
enum err page_data_new(struct exchange *x, struct fail *why);
enum err post_data_new(struct exchange *x, struct fail *why);
enum err page_data_edit(struct exchange *x, struct fail *why);
enum err post_data_edit(struct exchange *x, struct fail *why);
enum err post_data_void(struct exchange *x, struct fail *why);
enum err page_data_past(struct exchange *x, struct fail *why);
enum err page_import(struct exchange *x, struct fail *why);
enum err post_import(struct exchange *x, struct fail *why);
enum err page_preview(struct exchange *x, struct fail *why);
enum err post_commit(struct exchange *x, struct fail *why);
/* /data/accounts/:id/way-in: a link, a reset, the phone, the mail address */
enum err post_way_in(struct exchange *x, struct fail *why);

/* record.c, settings.c, manual.c */
enum err page_record(struct exchange *x, struct fail *why);
enum err page_settings(struct exchange *x, struct fail *why);
enum err page_manual(struct exchange *x, struct fail *why);
enum err page_manual_entity(struct exchange *x, struct fail *why);

#endif
