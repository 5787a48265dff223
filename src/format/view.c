/*
 * view.c -- a page's JSON: one loop over the table of its view.
 */
#include "format/view.h"

#include "format/json_write.h"

static void view_list_json(struct json_writer *w, enum lang lang, const struct view_table *of,
                           const void *at)
{
    struct view_list list = {0};
    memcpy(&list, at, sizeof list); /* its own type names the element's: not ours to alias */
    json_array(w);
    for (ptrdiff_t i = 0; i < list.n; i++)
        view_json(w, lang, of, (const char *)list.at + i * of->size);
    json_array_end(w);
}

static void view_field_json(struct json_writer *w, enum lang lang, const struct view_field *f,
                            const void *at)
{
    json_key(w, f->name);
    switch (f->kind) {
    case VIEW_KIND_TEXT: json_text(w, *(const struct str *)at); break;
    case VIEW_KIND_INT: json_int(w, *(const int64_t *)at); break;
    case VIEW_KIND_BOOL: json_bool(w, *(const bool *)at); break;
    case VIEW_KIND_MSG: json_text(w, msg_text(lang, *(const enum msg *)at)); break;
    case VIEW_KIND_MESSAGE: {
        const struct message *m = at;
        json_text(w, m->id == MSG_none ? S("") : message_str(w->out->a, lang, m));
        break;
    }
    case VIEW_KIND_LIST: view_list_json(w, lang, f->of(), at); break;
    case VIEW_KIND_ONE: view_json(w, lang, f->of(), at); break;
    case VIEW_KIND_HTML:
    case VIEW_KIND_PART: assert(false); break; /* view_json() leaves them out */
    }
}

void view_json(struct json_writer *w, enum lang lang, const struct view_table *table,
               const void *view)
{
    json_object(w);
    for (ptrdiff_t i = 0; i < table->n_fields; i++) {
        const struct view_field *f = &table->fields[i];
        if (f->kind != VIEW_KIND_HTML && f->kind != VIEW_KIND_PART)
            view_field_json(w, lang, f, (const char *)view + f->offset);
    }
    json_object_end(w);
}
