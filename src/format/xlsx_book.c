/*
 * xlsx_book.c -- reading the small parts of a workbook and its shared texts.
 */
#include "format/xlsx_book.h"

#include "base/text.h"
#include "format/row.h"

/* --- relationships: which part is which ------------------------------------------------------- */

struct relation {
    struct str id, type, target; /* type: the last word of its address */
    bool is_external;
};
struct relations {
    struct arena *a;
    struct relation *at;
    ptrdiff_t n;
};

static struct str last_word(struct str address)
{
    ptrdiff_t at = address.len;
    while (at > 0 && address.s[at - 1] != '/')
        at--;
    return str_sub(address, at, address.len);
}

static void relation_start(struct xlsx_xml *x, enum xlsx_element element, const char **attributes)
{
    struct relations *r = x->ctx;
    if (element != XLSX_RELATIONSHIP)
        return;
    if (r->n == XLSX_PARTS_MAX) {
        xlsx_xml_stop(x, FAIL(x->why, ERR_TOO_LARGE, MSG_xlsx_parts, ARG_INT(XLSX_PARTS_MAX)));
        return;
    }
    r->at[r->n++] = (struct relation){
        .id = str_dup(r->a, xlsx_attribute(attributes, S("Id"))),
        .type = str_dup(r->a, last_word(xlsx_attribute(attributes, S("Type")))),
        .target = str_dup(r->a, xlsx_attribute(attributes, S("Target"))),
        .is_external = str_eq(xlsx_attribute(attributes, S("TargetMode")), S("External"))};
}

static enum err relations_read(struct xlsx_book *b, struct str name, struct relations *out,
                               struct fail *why)
{
    static const struct xlsx_calls calls = {.start = relation_start};
    ptrdiff_t part = xlsx_part_find(&b->package, name);
    if (part < 0)
        return FAIL(why, ERR_MEDIA, MSG_xlsx_missing, ARG_TEXT(name));
    *out = (struct relations){.a = b->a, .at = NEW(b->a, struct relation, XLSX_PARTS_MAX)};
    return xlsx_xml_whole(&b->package, part, XLSX_SMALL_MAX, &calls, out, why);
}

/* "worksheets/sheet1.xml" in folder "xl"; "/xl/x.xml"; "../x.xml". "" if it leads outside. */
static struct str target_name(struct arena *a, struct str folder, struct str target)
{
    struct buf out = buf_on(a, 4 * KIB);
    struct str rest = target;
    if (str_starts(target, S("/")))
        rest = str_sub(target, 1, target.len);
    else
        buf_add(&out, folder);
    while (rest.len > 0) {
        struct str segment = str_cut(rest, '/', &rest);
        if (segment.len == 0 || str_eq(segment, S(".")))
            continue;
        if (!str_eq(segment, S(".."))) {
            if (out.len > 0)
                buf_byte(&out, '/');
            buf_add(&out, segment);
            continue;
        }
        if (out.len == 0)
            return S("");
        while (out.len > 0 && out.s[--out.len] != '/')
            continue;
    }
    return out.full ? S("") : buf_str(&out);
}

static ptrdiff_t part_of(struct xlsx_book *b, struct str folder, const struct relation *r)
{
    if (r->is_external)
        return -1;
    struct str name = target_name(b->a, folder, r->target);
    return name.len > 0 ? xlsx_part_find(&b->package, name) : -1;
}

/* The part that the first relation of the type leads to, or -1. */
static ptrdiff_t part_of_type(struct xlsx_book *b, struct str folder, const struct relations *r,
                              struct str type)
{
    for (ptrdiff_t i = 0; i < r->n; i++)
        if (str_eq(r->at[i].type, type))
            return part_of(b, folder, &r->at[i]);
    return -1;
}

/* --- the workbook: its sheets, and how it counts days ----------------------------------------- */

static bool is_true(struct str text)
{
    return str_eq(text, S("1")) || str_eq(text, S("true")) || str_eq(text, S("on"));
}

static void book_start(struct xlsx_xml *x, enum xlsx_element element, const char **attributes)
{
    enum { NAME_CHARS = 100 };
    struct xlsx_book *b = x->ctx;
    if (element == XLSX_WORKBOOK_PR)
        b->is_1904 = is_true(xlsx_attribute(attributes, S("date1904")));
    if (element != XLSX_SHEET)
        return;
    if (b->n_sheets == XLSX_SHEETS_MAX) {
        xlsx_xml_stop(x, FAIL(x->why, ERR_TOO_LARGE, MSG_xlsx_sheets, ARG_INT(XLSX_SHEETS_MAX)));
        return;
    }
    struct str state = xlsx_attribute(attributes, S("state"));
    struct str name = utf8_head(xlsx_attribute(attributes, S("name")), NAME_CHARS);
    b->sheets[b->n_sheets++] =
        (struct xlsx_sheet){.name = str_dup(b->a, name),
                            .relation = str_dup(b->a, xlsx_attribute(attributes, S("|id"))),
                            .part = -1,
                            .is_hidden = state.len > 0 && !str_eq(state, S("visible"))};
}

static void sheets_link(struct xlsx_book *b, struct str folder, const struct relations *r)
{
    for (int i = 0; i < b->n_sheets; i++)
        for (ptrdiff_t k = 0; k < r->n; k++)
            if (str_eq(r->at[k].id, b->sheets[i].relation) && str_eq(r->at[k].type, S("worksheet")))
                b->sheets[i].part = part_of(b, folder, &r->at[k]);
}

/* --- styles: the format of each ----------------------------------------------------------------
 */

struct styles {
    struct xlsx_book *b;
    struct own_format {
        int64_t id;
        struct xlsx_format format;
    } * own;
    ptrdiff_t n_own;
    const struct xlsx_format *builtin[81];
};

static const struct xlsx_format *format_of(struct styles *s, int64_t id)
{
    for (ptrdiff_t i = 0; i < s->n_own; i++)
        if (s->own[i].id == id)
            return &s->own[i].format;
    if (id < 0 || id >= ARRAY_LEN(s->builtin))
        id = 0;
    if (!s->builtin[id]) {
        struct xlsx_format *made = NEW(s->b->a, struct xlsx_format, 1);
        *made = xlsx_format_parse(xlsx_format_builtin(id));
        s->builtin[id] = made;
    }
    return s->builtin[id];
}

static void style_start(struct xlsx_xml *x, enum xlsx_element element, const char **attributes)
{
    struct styles *s = x->ctx;
    int64_t id = 0;
    if (element != XLSX_NUM_FMT && element != XLSX_XF)
        return;
    (void)str_digits(xlsx_attribute(attributes, S("numFmtId")), &id);
    bool is_own = element == XLSX_NUM_FMT;
    if (is_own ? s->n_own == XLSX_FORMATS_MAX : s->b->n_formats == XLSX_STYLES_MAX) {
        xlsx_xml_stop(x, FAIL(x->why, ERR_TOO_LARGE, MSG_xlsx_styles, ARG_INT(XLSX_STYLES_MAX)));
        return;
    }
    if (is_own)
        s->own[s->n_own++] =
            (struct own_format){id, xlsx_format_parse(xlsx_attribute(attributes, S("formatCode")))};
    else
        s->b->formats[s->b->n_formats++] = format_of(s, id);
}

static enum err styles_read(struct xlsx_book *b, ptrdiff_t part, struct fail *why)
{
    static const struct xlsx_calls calls = {.start = style_start};
    struct styles s = {.b = b};
    if (part < 0)
        return OK;
    s.own = NEW(b->a, struct own_format, XLSX_FORMATS_MAX);
    b->formats = NEW(b->a, const struct xlsx_format *, XLSX_STYLES_MAX);
    return xlsx_xml_whole(&b->package, part, XLSX_SMALL_MAX, &calls, &s, why);
}

/* --- shared texts ------------------------------------------------------------------------------
 */

struct strings {
    struct xlsx_book *b;
    ptrdiff_t room;
    struct buf text;
};

static void string_start(struct xlsx_xml *x, enum xlsx_element element, const char **attributes)
{
    struct strings *s = x->ctx;
    (void)attributes;
    if (element == XLSX_STRING)
        s->text.len = 0;
}

static void string_text(struct xlsx_xml *x, enum xlsx_element element, struct str text)
{
    struct strings *s = x->ctx;
    ptrdiff_t room = ROW_CELL_MAX + 1 - s->text.len;
    if (element == XLSX_TEXT)
        buf_add(&s->text, text.len > room ? str_sub(text, 0, room) : text);
}

static void string_end(struct xlsx_xml *x, enum xlsx_element element)
{
    struct strings *s = x->ctx;
    struct xlsx_book *b = s->b;
    if (element != XLSX_STRING)
        return;
    if (b->n_strings == XLSX_STRINGS_MAX) {
        xlsx_xml_stop(x, FAIL(x->why, ERR_TOO_LARGE, MSG_xlsx_strings, ARG_INT(XLSX_STRINGS_MAX)));
        return;
    }
    if (b->n_strings == s->room) {
        s->room = s->room > 0 ? s->room * 2 : 1024;
        struct str *grown = NEW(b->a, struct str, s->room);
        for (ptrdiff_t i = 0; i < b->n_strings; i++)
            grown[i] = b->strings[i];
        b->strings = grown;
    }
    b->strings[b->n_strings++] = str_dup(b->a, buf_str(&s->text));
}

static enum err strings_read(struct xlsx_book *b, ptrdiff_t part, struct fail *why)
{
    static const struct xlsx_calls calls = {string_start, string_end, string_text};
    struct strings s = {.b = b, .text = buf_on(b->a, ROW_CELL_MAX + 1)};
    return part < 0 ? OK : xlsx_xml_whole(&b->package, part, XLSX_STRINGS_BYTES, &calls, &s, why);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static struct str folder_of(struct str name)
{
    ptrdiff_t at = name.len - last_word(name).len;
    return str_sub(name, 0, at > 0 ? at - 1 : 0);
}

static enum err book_read(struct xlsx_book *b, struct fail *why)
{
    static const struct xlsx_calls calls = {.start = book_start};
    struct relations root = {0};
    struct relations r = {0};
    enum err err = relations_read(b, S("_rels/.rels"), &root, why);
    ptrdiff_t part = err == OK ? part_of_type(b, S(""), &root, S("officeDocument")) : -1;
    if (err == OK && part < 0)
        return FAIL(why, ERR_MEDIA, MSG_xlsx_missing, ARG_TEXT(S("xl/workbook.xml")));
    if (err != OK)
        return err;
    struct str name = b->package.names[part];
    struct str folder = folder_of(name);
    err = relations_read(b,
                         str_fmt(b->a, "%.*s%s_rels/%.*s.rels", STR_ARG(folder),
                                 folder.len > 0 ? "/" : "", STR_ARG(last_word(name))),
                         &r, why);
    if (err == OK)
        err = xlsx_xml_whole(&b->package, part, XLSX_SMALL_MAX, &calls, b, why);
    if (err != OK)
        return err;
    if (part_of_type(b, folder, &r, S("externalLink")) >= 0)
        return FAIL(why, ERR_MEDIA, MSG_xlsx_links, ARG_NONE);
    sheets_link(b, folder, &r);
    err = styles_read(b, part_of_type(b, folder, &r, S("styles")), why);
    return err == OK ? strings_read(b, part_of_type(b, folder, &r, S("sharedStrings")), why) : err;
}

enum err xlsx_book_open(struct xlsx_book *b, struct arena *a, struct str bytes, struct fail *why)
{
    *b = (struct xlsx_book){.a = a, .sheets = NEW(a, struct xlsx_sheet, XLSX_SHEETS_MAX)};
    enum err err = xlsx_package_open(&b->package, a, bytes, why);
    if (err == OK)
        err = book_read(b, why);
    if (err != OK)
        xlsx_book_close(b);
    return err;
}

void xlsx_book_close(struct xlsx_book *b)
{
    xlsx_package_close(&b->package);
}

/* --- choosing a sheet --------------------------------------------------------------------------
 */

static int sheet_named(const struct xlsx_book *b, struct str wanted)
{
    int64_t n = 0;
    for (int i = 0; i < b->n_sheets; i++)
        if (str_eq(str_trim(b->sheets[i].name), wanted))
            return i;
    bool is_number = str_digits(wanted, &n) && n >= 1 && n <= b->n_sheets;
    return is_number ? (int)n - 1 : -1;
}

static int sheet_first(const struct xlsx_book *b)
{
    for (int hidden = 0; hidden <= 1; hidden++)
        for (int i = 0; i < b->n_sheets; i++)
            if (b->sheets[i].part >= 0 && (int)b->sheets[i].is_hidden == hidden)
                return i;
    return -1;
}

enum err xlsx_sheet_choose(const struct xlsx_book *b, struct str wanted, int *out, struct fail *why)
{
    enum { NAMES_MAX = 300 };
    wanted = str_trim(wanted);
    int at = wanted.len == 0 ? sheet_first(b) : sheet_named(b, wanted);
    if (at >= 0 && b->sheets[at].part >= 0) {
        *out = at;
        return OK;
    }
    if (wanted.len == 0)
        return FAIL(why, ERR_MEDIA, MSG_xlsx_missing, ARG_TEXT(S("worksheet")));
    struct buf names = buf_on(b->a, 64 * KIB);
    for (int i = 0; i < b->n_sheets && names.len < NAMES_MAX; i++) {
        if (b->sheets[i].part < 0)
            continue;
        if (names.len > 0)
            buf_add(&names, S(", "));
        buf_add(&names, b->sheets[i].name);
    }
    return FAIL(why, ERR_INVALID, MSG_xlsx_no_sheet, ARG_TEXT(wanted), ARG_TEXT(buf_str(&names)));
}
