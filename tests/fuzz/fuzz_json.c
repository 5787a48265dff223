/*
 * fuzz_json.c -- what is accepted is written again and read again to the same bytes.
 */
#include "base/text.h"
#include "format/json.h"
#include "format/json_write.h"
#include "fuzz/fuzz.h"

static void write_value(struct json_writer *w, const struct json *value, bool named)
{
    if (named)
        json_key(w, value->name);
    switch (value->kind) {
    case JSON_NULL: json_null(w); return;
    case JSON_BOOL: json_bool(w, value->truth); return;
    case JSON_NUMBER: json_digits(w, value->text); return;
    case JSON_TEXT:
        assert(utf8_valid(value->text));
        json_text(w, value->text);
        return;
    case JSON_ARRAY: json_array(w); break;
    case JSON_OBJECT: json_object(w); break;
    }
    ptrdiff_t n = 0;
    for (const struct json *child = value->first; child; child = child->next, n++)
        write_value(w, child, value->kind == JSON_OBJECT);
    assert(n == value->n);
    if (value->kind == JSON_ARRAY)
        json_array_end(w);
    else
        json_object_end(w);
}

static struct str written(struct arena *a, const struct json *root)
{
    struct buf out = buf_on(a, 16 * MIB);
    struct json_writer w = json_writer_on(&out);
    write_value(&w, root, false);
    assert(!out.full && w.depth == 0);
    return buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 256 * MIB);
    const struct json *root = NULL;
    const struct json *again = NULL;
    struct fail why = {0};
    if (json_parse(&a, fuzz_input(data, size), &root, &why) == OK) {
        struct str first = written(&a, root);
        enum err err = json_parse(&a, first, &again, &why);
        assert(err == OK && str_eq(first, written(&a, again)));
    }
    arena_done(&a);
    return 0;
}
