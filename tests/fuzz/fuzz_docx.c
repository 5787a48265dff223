/*
 * fuzz_docx.c -- a layout uploaded by a county: bytes of a zip file, or (not beginning with PK) the
 * text of its document.xml. What is filled is well-formed XML in a whole package.
 */
#include "format/docx.h"
#include "format/package.h"
#include "format/xml.h"
#include "fuzz/fuzz.h"

static const struct docx_value row_values[] = {{.name = S_("name"), .text = S_("a\nb\t<c>")},
                                               {.name = S_("x"), .text = S_("1")}};
static const struct docx_row rows[] = {{row_values, 2}, {row_values, 1}};
static const struct docx_value values[] = {
    {.name = S_("title"), .text = S_("安吉 & \x01")},
    {.name = S_("blank")},
    {.name = S_("x"), .text = S_("0")},
    {.name = S_("none"), .is_list = true},
    {.name = S_("rows"), .rows = rows, .n_rows = 2, .is_list = true}};
static const struct docx_row root = {values, ARRAY_LEN(values)};

static void check_parts(struct arena *a, struct str file)
{
    struct package package = {0};
    struct fail why = {0};
    enum err err = package_read(a, file, &package, &why);
    assert(err == OK || err == ERR_TOO_LARGE);
    const struct package_part *part = package_find(&package, S("word/document.xml"));
    struct xml *tree = NULL;
    if (err == OK && part) {
        err = xml_parse(a, part->bytes, &tree, &why);
        assert(err == OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 512 * MIB);
    struct str file = fuzz_input(data, size);
    struct str out = S("");
    struct fail why = {0};
    enum err err = OK;
    if (!str_starts(file, S("PK"))) {
        struct package_part part = {S("word/document.xml"), file};
        err = package_write(&a, &(struct package){&part, 1}, &file, &why);
    }
    if (err == OK && docx_fill(&a, file, &root, &out, &why) == OK)
        check_parts(&a, out);
    arena_done(&a);
    return 0;
}
