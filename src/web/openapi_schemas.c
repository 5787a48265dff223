/*
 * openapi_schemas.c -- JSON schemas of records from the tables of fields.
 */
#include "app/units.h"
#include "web/openapi.h"

static void put_limits(struct json_writer *w, const struct field *f)
{
    if (f->min == 0 && f->max == 0)
        return;
    bool is_text = str_eq(kinds[f->kind].json, S("string")) && f->kind != KIND_DECIMAL;
    if (is_text) {
        json_put_int(w, S("maxLength"), f->max);
    } else if (f->kind == KIND_INT) {
        json_put_int(w, S("minimum"), f->min);
        json_put_int(w, S("maximum"), f->max);
    }
}

static void put_choices(struct json_writer *w, const struct field *f)
{
    json_key(w, S("enum"));
    json_array(w);
    for (int i = 0; i < f->n_choices; i++)
        json_text(w, f->choices[i].code);
    if (!f->required)
        json_null(w);
    json_array_end(w);
}

/* "string", or ["string", "null"] where it may be left empty. */
static void put_type(struct json_writer *w, const struct field *f)
{
    json_key(w, S("type"));
    if (f->required) {
        json_text(w, kinds[f->kind].json);
        return;
    }
    json_array(w);
    json_text(w, kinds[f->kind].json);
    json_text(w, S("null"));
    json_array_end(w);
}

static void write_field(struct sheet *s, const struct field *f)
{
    struct json_writer *w = &s->w;
    json_key(w, f->name);
    json_object(w);
    put_type(w, f);
    if (kinds[f->kind].format.len > 0)
        json_put_text(w, S("format"), kinds[f->kind].format);
    if (f->kind == KIND_ENUM)
        put_choices(w, f);
    else
        put_limits(w, f);
    json_put_text(w, S("title"), field_label(f, s->lang));
    json_put_text(w, S("description"), field_help(f, s->lang));
    if (f->dflt.len > 0)
        json_put_text(w, S("x-default"), f->dflt);
    if (f->kind == KIND_REF)
        json_put_text(w, S("x-references"), f->ref->plural);
    if (f->kind == KIND_PROTECTED)
        json_put_bool(w, S("writeOnly"), true);
    if (f->flags & FIELD_SYSTEM)
        json_put_bool(w, S("readOnly"), true);
    json_object_end(w);
}

static void write_meta(struct json_writer *w, struct str name, bool may_be_null)
{
    json_key(w, name);
    json_object(w);
    json_key(w, S("type"));
    if (may_be_null) {
        json_array(w);
        json_text(w, S("integer"));
        json_text(w, S("null"));
        json_array_end(w);
    } else {
        json_text(w, S("integer"));
    }
    json_put_text(w, S("format"), S("int64"));
    json_put_bool(w, S("readOnly"), true);
    json_object_end(w);
}

static void write_required(struct json_writer *w, const struct entity *e)
{
    json_key(w, S("required"));
    json_array(w);
    for (int i = 0; i < e->n_fields; i++)
        if (e->fields[i].required && e->fields[i].dflt.len == 0)
            json_text(w, e->fields[i].name);
    json_array_end(w);
}

/* The record as it is read; a new one is the same without the readOnly members. */
static void write_entity(struct sheet *s, const struct entity *e)
{
    struct json_writer *w = &s->w;
    json_key(w, e->name);
    json_object(w);
    json_put_text(w, S("type"), S("object"));
    json_put_text(w, S("title"), msg_text(s->lang, e->title));
    json_put_text(w, S("description"), msg_text(s->lang, e->about));
    json_key(w, S("properties"));
    json_object(w);
    write_meta(w, S("id"), false);
    write_meta(w, S("version"), false);
    write_meta(w, S("owner"), true);
    write_meta(w, S("seq"), false);
    for (int i = 0; i < e->n_fields; i++)
        write_field(s, &e->fields[i]);
    json_object_end(w);
    write_required(w, e);
    json_object_end(w);
}

/* What may be changed: nothing is required, and what is fixed or the program's own is left out. */
static void write_change(struct sheet *s, const struct entity *e)
{
    struct json_writer *w = &s->w;
    json_key(w, str_fmt(s->a, "%.*s.patch", STR_ARG(e->name)));
    json_object(w);
    json_put_text(w, S("type"), S("object"));
    json_key(w, S("properties"));
    json_object(w);
    for (int i = 0; i < e->n_fields; i++)
        if (!(e->fields[i].flags & (FIELD_SYSTEM | FIELD_FIXED)))
            write_field(s, &e->fields[i]);
    json_object_end(w);
    json_object_end(w);
}

static void write_typed(struct json_writer *w, struct str name, struct str type)
{
    json_key(w, name);
    json_object(w);
    json_put_text(w, S("type"), type);
    json_object_end(w);
}

/* RFC 9457, with our two members more. */
static void write_problem_schema(struct json_writer *w)
{
    json_key(w, S("problem_details"));
    json_object(w);
    json_put_text(w, S("type"), S("object"));
    json_key(w, S("properties"));
    json_object(w);
    write_typed(w, S("type"), S("string"));
    write_typed(w, S("title"), S("string"));
    write_typed(w, S("status"), S("integer"));
    write_typed(w, S("detail"), S("string"));
    write_typed(w, S("code"), S("string"));
    json_key(w, S("errors"));
    json_object(w);
    json_put_text(w, S("type"), S("array"));
    json_key(w, S("items"));
    json_object(w);
    json_put_text(w, S("type"), S("object"));
    json_key(w, S("properties"));
    json_object(w);
    write_typed(w, S("pointer"), S("string"));
    write_typed(w, S("parameter"), S("string"));
    write_typed(w, S("code"), S("string"));
    write_typed(w, S("detail"), S("string"));
    json_object_end(w);
    json_object_end(w);
    json_object_end(w);
    json_object_end(w);
    json_object_end(w);
}

/* A dated change of a unit, as POST /units/{id}/changes takes it. */
static void write_step(struct sheet *s)
{
    struct json_writer *w = &s->w;
    json_key(w, S("unit.change"));
    json_object(w);
    json_put_text(w, S("type"), S("object"));
    json_put_text(w, S("title"), msg_text(s->lang, MSG_api_unit_change));
    json_key(w, S("properties"));
    json_object(w);
    for (int i = 0; unit_step_field(i); i++)
        write_field(s, unit_step_field(i));
    write_typed(w, S("to_code"), S("string"));
    json_object_end(w);
    json_key(w, S("required"));
    json_array(w);
    json_text(w, S("change"));
    json_text(w, S("changed_on"));
    json_array_end(w);
    json_object_end(w);
}

void openapi_schemas(struct sheet *s)
{
    json_key(&s->w, S("schemas"));
    json_object(&s->w);
    write_problem_schema(&s->w);
    write_step(s);
    for (int i = 0; entities[i]; i++) {
        write_entity(s, entities[i]);
        if (entity_takes(entities[i], WRITE_MEND))
            write_change(s, entities[i]);
    }
    json_object_end(&s->w);
}
