/*
 * searched.c -- the tokens of a record, title and body.
 */
#include "entity/searched.h"

#include "base/token.h"

static bool is_searched_text(const struct field *f)
{
    return (f->flags & FIELD_SEARCH) && f->kind != KIND_PROTECTED &&
           kinds[f->kind].stored == VALUE_TEXT;
}

bool field_is_title(const struct field *f)
{
    return is_searched_text(f) && f->kind != KIND_LINES;
}

bool field_is_body(const struct shape *s, int i)
{
    const struct field *f = &s->fields[i];
    bool is_own = i >= s->e->n_fields;
    if (is_own)
        return f->kind == KIND_TEXT || f->kind == KIND_LINES;
    return is_searched_text(f) && f->kind == KIND_LINES;
}

void record_tokens(struct buf *title, struct buf *body, const struct entity *e,
                   const struct value *v, struct str extra)
{
    enum { OWN_TEXTS = 400 };
    struct shape s = entity_shape(e);
    struct str own[OWN_TEXTS];
    for (int i = 0; i < e->n_fields; i++) {
        if (v[i].type != VALUE_TEXT)
            continue;
        if (field_is_title(&e->fields[i]))
            tokens_put(title, title->a, v[i].t, true);
        else if (field_is_body(&s, i))
            tokens_put(body, body->a, v[i].t, false);
    }
    int n = extra.len > 0 ? record_extra_texts(body->a, extra, own, OWN_TEXTS) : 0;
    for (int i = 0; i < n; i++)
        tokens_put(body, body->a, own[i], false);
}
