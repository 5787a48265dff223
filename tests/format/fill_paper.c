/*
 * fill_paper.c -- writes the brief's layout, filled with text enough for several full pages, to the
 * file it is given; paper_layout.py then looks at the pages LibreOffice makes of it.
 */
#include "format/asset.h"
#include "format/docx.h"

#include <stdio.h>

enum { CHARACTERS = 28 * 22 * 3 };

extern const struct asset_table app_papers; /* made by ui/papers/meson.build */

/* One paragraph of ideographs without punctuation, so that no line is shorter by a rule. */
static struct str long_text(struct arena *a)
{
    struct buf text = buf_on(a, 64 * KIB);
    for (int i = 0; i < CHARACTERS; i += 4)
        buf_add(&text, S("创新破难"));
    return buf_str(&text);
}

static bool write_out(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool whole = fwrite(bytes.s, 1, (size_t)bytes.len, file) == (size_t)bytes.len;
    return fclose(file) == 0 && whole;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    struct arena a = {0};
    arena_init(&a, 256 * MIB);
    struct docx_value item = {.name = S("text"), .text = long_text(&a)};
    struct docx_row items[] = {{&item, 1}};
    struct docx_value parts[] = {
        {.name = S("heading"), .text = S("一、主要成绩")},
        {.name = S("empty"), .text = S("无")},
        {.name = S("items"), .rows = items, .n_rows = 1, .is_list = true},
    };
    struct docx_row sections[] = {{parts, ARRAY_LEN(parts)}};
    struct docx_value note = {.name = S("note"), .text = S("注：测试")};
    struct docx_row notes[] = {{&note, 1}};
    struct docx_value values[] = {
        {.name = S("title"), .text = S("安吉县2006年1—5月主要指标通报")},
        {.name = S("subtitle"), .text = S("（根据记录生成）")},
        {.name = S("unit"), .text = S("安吉县统计局")},
        {.name = S("date"), .text = S("2006年6月20日")},
        {.name = S("sections"), .rows = sections, .n_rows = 1, .is_list = true},
        {.name = S("notes"), .rows = notes, .n_rows = 1, .is_list = true},
    };
    struct docx_row root = {values, ARRAY_LEN(values)};
    struct str out = S("");
    struct fail why = {0};
    const struct asset *layout = asset_find(&app_papers, S("brief.docx"));
    enum err err = layout ? docx_fill(&a, layout->bytes, &root, &out, &why) : ERR_NOT_FOUND;
    bool good = err == OK && write_out(argv[1], out);
    if (!good)
        fprintf(stderr, "not written: %d %.*s\n", (int)err,
                STR_ARG(message_str(&a, LANG_EN, &why.message)));
    arena_done(&a);
    return !good;
}
