/*
 * fuzz_multipart.c -- the first line is the Content-Type, the rest the body of an upload.
 */
#include "base/text.h"
#include "format/form.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 64 * MIB);
    struct str body = S("");
    struct str type = str_cut(fuzz_input(data, size), '\n', &body);
    struct multipart m = {0};
    struct fail why = {0};
    if (multipart_parse(&a, type, body, &m, &why) == OK) {
        for (ptrdiff_t i = 0; i < m.fields.n; i++)
            assert(utf8_valid(m.fields.at[i].name) && utf8_valid(m.fields.at[i].text));
        for (ptrdiff_t i = 0; i < m.n_uploads; i++) {
            struct str name = m.uploads[i].file_name;
            assert(name.len > 0 && utf8_valid(name) && utf8_count(name) <= FILE_NAME_CHARS_MAX);
            assert(str_find(name, S("/")) < 0 && str_find(name, S("\\")) < 0 && name.s[0] != '.');
        }
    }
    arena_done(&a);
    return 0;
}
