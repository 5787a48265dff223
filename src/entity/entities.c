/*
 * entities.c -- the entities there are, shapes of them, and what names fields and records.
 */
#include "entity/account.h"
#include "entity/answer_link.h"
#include "entity/attendance.h"
#include "entity/calendar_feed.h"
#include "entity/category.h"
#include "entity/commitment.h"
#include "entity/complaint.h"
#include "entity/deciding_post.h"
#include "entity/decision.h"
#include "entity/dispute.h"
#include "entity/document.h"
#include "entity/endpoint.h"
#include "entity/escalation.h"
#include "entity/extra_field.h"
#include "entity/holding.h"
#include "entity/indicator.h"
#include "entity/ladder.h"
#include "entity/ladder_step.h"
#include "entity/mail_server.h"
#include "entity/matter.h"
#include "entity/matter_comment.h"
#include "entity/matter_document.h"
#include "entity/matter_link.h"
#include "entity/matter_move.h"
#include "entity/matter_paper.h"
#include "entity/matter_party.h"
#include "entity/number_run.h"
#include "entity/observation.h"
#include "entity/paper_layout.h"
#include "entity/post.h"
#include "entity/problem.h"
#include "entity/project.h"
#include "entity/request.h"
#include "entity/round.h"
#include "entity/round_item.h"
#include "entity/supervision.h"
#include "entity/target.h"
#include "entity/term.h"
#include "entity/unit.h"
#include "entity/unit_change.h"
#include "entity/unit_version.h"

/* What a field refers to stands before it, so that tables can be made in this order. */
const struct entity *const entities[] = {
    &unit_entity,         &document_entity,       &unit_version_entity,
    &unit_change_entity,  &post_entity,           &account_entity,
    &holding_entity,      &indicator_entity,      &target_entity,
    &observation_entity,  &extra_field_entity,    &category_entity,
    &ladder_entity,       &ladder_step_entity,    &matter_entity,
    &problem_entity,      &supervision_entity,    &request_entity,
    &commitment_entity,   &decision_entity,       &round_entity,
    &project_entity,      &dispute_entity,        &matter_party_entity,
    &answer_link_entity,  &calendar_feed_entity,  &matter_move_entity,
    &term_entity,         &deciding_post_entity,  &number_run_entity,
    &paper_layout_entity, &matter_paper_entity,   &round_item_entity,
    &attendance_entity,   &matter_comment_entity, &matter_document_entity,
    &matter_link_entity,  &escalation_entity,     &complaint_entity,
    &mail_server_entity,  &endpoint_entity,       NULL,
};
static_assert(ARRAY_LEN(entities) <= ENTITIES_MAX + 1, "raise ENTITIES_MAX");

const enum msg topics[TOPIC_COUNT] = {
    [TOPIC_organisation] = MSG_topic_organisation,
    [TOPIC_figures] = MSG_topic_figures,
    [TOPIC_matters] = MSG_topic_matters,
    [TOPIC_rules] = MSG_topic_rules,
    [TOPIC_traces] = MSG_topic_traces,
    [TOPIC_program] = MSG_topic_program,
};

const struct entity *entity_find(struct str name_or_plural)
{
    for (int i = 0; entities[i]; i++)
        if (str_eq(entities[i]->name, name_or_plural) ||
            str_eq(entities[i]->plural, name_or_plural))
            return entities[i];
    return NULL;
}

bool entity_takes(const struct entity *e, enum write w)
{
    return !e->is_base && !(e->acts_only & w);
}

int entity_index(const struct entity *e)
{
    int i = 0;
    while (entities[i] && entities[i] != e)
        i++;
    assert(entities[i]);
    return i;
}

int entity_n_base(const struct entity *e)
{
    return e->base ? e->base->n_fields : 0;
}

struct shape entity_shape(const struct entity *e)
{
    return (struct shape){.e = e, .fields = e->fields, .n = e->n_fields};
}

struct shape shape_with(struct arena *a, const struct entity *e, const struct field *extra,
                        int n_extra)
{
    if (n_extra == 0)
        return entity_shape(e);
    struct field *all = NEW(a, struct field, e->n_fields + n_extra);
    for (int i = 0; i < e->n_fields; i++)
        all[i] = e->fields[i];
    for (int i = 0; i < n_extra; i++)
        all[e->n_fields + i] = extra[i];
    return (struct shape){.e = e, .fields = all, .n = e->n_fields + n_extra};
}

int shape_index(const struct shape *s, struct str name)
{
    for (int i = 0; i < s->n; i++)
        if (str_eq(s->fields[i].name, name))
            return i;
    return -1;
}

bool field_is_filtered(const struct field *f)
{
    return f->kind != KIND_PROTECTED;
}

bool entity_is_searched(const struct entity *e)
{
    for (int i = 0; i < e->n_fields; i++)
        if (e->fields[i].flags & FIELD_SEARCH)
            return true;
    return false;
}

/* A county's own wording: in the language, else in Chinese. */
static struct str own_text(const struct str text[LANG_COUNT], enum lang lang)
{
    return text[lang].len > 0 ? text[lang] : text[LANG_ZH];
}

struct str field_label(const struct field *f, enum lang lang)
{
    return f->label != MSG_none ? msg_text(lang, f->label) : own_text(f->label_text, lang);
}

struct str field_help(const struct field *f, enum lang lang)
{
    return f->help != MSG_none ? msg_text(lang, f->help) : own_text(f->help_text, lang);
}

struct str choice_label(const struct choice *c, enum lang lang)
{
    return c->label != MSG_none ? msg_text(lang, c->label) : own_text(c->label_text, lang);
}

/* Index of "SHOWN_LANG", or -1. */
static int title_in(const struct shape *s, struct str shown, enum lang lang)
{
    for (int i = 0; i < s->n; i++) {
        struct str name = s->fields[i].name;
        if (name.len == shown.len + 3 && str_starts(name, shown) && name.s[shown.len] == '_' &&
            str_ends(name, lang_code(lang)))
            return i;
    }
    return -1;
}

int entity_show_field(const struct shape *s, struct str shown, enum lang lang,
                      const struct value *v)
{
    int at = shape_index(s, shown);
    if (at < 0)
        at = title_in(s, shown, lang);
    return at < 0 || v[at].type == VALUE_NULL ? title_in(s, shown, LANG_ZH) : at;
}

void record_title(struct buf *out, enum lang lang, const struct shape *s, const struct value *v)
{
    bool is_first = true;
    for (struct str rest = s->e->show; rest.len > 0;) {
        int at = entity_show_field(s, str_cut(rest, ',', &rest), lang, v);
        if (at < 0 || v[at].type == VALUE_NULL)
            continue;
        if (!is_first)
            buf_add(out, S(" · "));
        kind_show(out, lang, &s->fields[at], &v[at]);
        is_first = false;
    }
}
