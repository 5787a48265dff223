/*
 * xlsx_xml.c -- the XML of a workbook's part through expat, a chunk at a time.
 */
#include "format/xlsx_package.h"

#include <expat.h>

enum { CHUNK = 64 * 1024 };
#define NAMESPACE_END '|'

/* The namespaces of workbooks: as offices write them, and as the strict standard does. */
static const struct str namespaces[] = {
    S_("http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    S_("http://purl.oclc.org/ooxml/spreadsheetml/main"),
    S_("http://schemas.openxmlformats.org/package/2006/relationships"),
};

static const struct element_row {
    enum xlsx_element in;
    struct str name;
    enum xlsx_element is;
} elements[] = {
    {XLSX_DOCUMENT, S_("Relationships"), XLSX_RELATIONSHIPS},
    {XLSX_RELATIONSHIPS, S_("Relationship"), XLSX_RELATIONSHIP},
    {XLSX_DOCUMENT, S_("workbook"), XLSX_WORKBOOK},
    {XLSX_WORKBOOK, S_("workbookPr"), XLSX_WORKBOOK_PR},
    {XLSX_WORKBOOK, S_("sheets"), XLSX_SHEETS},
    {XLSX_SHEETS, S_("sheet"), XLSX_SHEET},
    {XLSX_DOCUMENT, S_("styleSheet"), XLSX_STYLES},
    {XLSX_STYLES, S_("numFmts"), XLSX_NUM_FMTS},
    {XLSX_NUM_FMTS, S_("numFmt"), XLSX_NUM_FMT},
    {XLSX_STYLES, S_("cellXfs"), XLSX_CELL_XFS},
    {XLSX_CELL_XFS, S_("xf"), XLSX_XF},
    {XLSX_DOCUMENT, S_("sst"), XLSX_STRINGS},
    {XLSX_STRINGS, S_("si"), XLSX_STRING},
    {XLSX_STRING, S_("t"), XLSX_TEXT},
    {XLSX_STRING, S_("r"), XLSX_STRING_RUN},
    {XLSX_STRING_RUN, S_("t"), XLSX_TEXT},
    {XLSX_DOCUMENT, S_("worksheet"), XLSX_WORKSHEET},
    {XLSX_WORKSHEET, S_("sheetData"), XLSX_SHEET_DATA},
    {XLSX_SHEET_DATA, S_("row"), XLSX_ROW},
    {XLSX_ROW, S_("c"), XLSX_CELL},
    {XLSX_CELL, S_("v"), XLSX_VALUE},
    {XLSX_CELL, S_("f"), XLSX_FORMULA},
    {XLSX_CELL, S_("is"), XLSX_INLINE},
    {XLSX_INLINE, S_("t"), XLSX_TEXT},
    {XLSX_INLINE, S_("r"), XLSX_STRING_RUN},
    {XLSX_WORKSHEET, S_("mergeCells"), XLSX_MERGES},
    {XLSX_MERGES, S_("mergeCell"), XLSX_MERGE},
};

static bool is_ours(struct str space)
{
    for (ptrdiff_t i = 0; i < ARRAY_LEN(namespaces); i++)
        if (str_eq(space, namespaces[i]))
            return true;
    return false;
}

/* expat names an element "namespace|name". */
static enum xlsx_element element_of(enum xlsx_element in, const char *full)
{
    if (in == XLSX_OTHER)
        return XLSX_OTHER;
    struct str name = str_of(full);
    ptrdiff_t at = name.len - 1;
    while (at >= 0 && name.s[at] != NAMESPACE_END)
        at--;
    if (at >= 0 && !is_ours(str_sub(name, 0, at)))
        return XLSX_OTHER;
    name = str_sub(name, at + 1, name.len);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(elements); i++)
        if (elements[i].in == in && str_eq(elements[i].name, name))
            return elements[i].is;
    return XLSX_OTHER;
}

void xlsx_xml_pause(struct xlsx_xml *x)
{
    x->is_paused = true;
    (void)XML_StopParser(x->parser, XML_TRUE);
}

void xlsx_xml_stop(struct xlsx_xml *x, enum err err)
{
    if (x->is_refused)
        return;
    x->is_refused = true;
    x->err = err;
    (void)XML_StopParser(x->parser, XML_FALSE);
}

static void xml_refuse(struct xlsx_xml *x, enum msg id)
{
    if (!x->is_refused)
        xlsx_xml_stop(x, FAIL(x->why, ERR_INVALID, id, ARG_TEXT(x->part.name)));
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
    struct xlsx_xml *x = ctx;
    if (x->is_refused)
        return;
    if (x->depth == XLSX_DEPTH_MAX) {
        xml_refuse(x, MSG_xlsx_deep);
        return;
    }
    enum xlsx_element element = element_of(x->path[x->depth], name);
    x->path[++x->depth] = element;
    if (element != XLSX_OTHER && x->calls->start)
        x->calls->start(x, element, attributes);
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
    struct xlsx_xml *x = ctx;
    (void)name;
    if (x->is_refused)
        return;
    enum xlsx_element element = x->path[x->depth--];
    if (element != XLSX_OTHER && x->calls->end)
        x->calls->end(x, element);
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len)
{
    struct xlsx_xml *x = ctx;
    enum xlsx_element element = x->path[x->depth];
    if (!x->is_refused && element != XLSX_OTHER && x->calls->text)
        x->calls->text(x, element, (struct str){text, len});
}

static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    xml_refuse(ctx, MSG_xlsx_doctype);
}

enum err xlsx_xml_open(struct xlsx_xml *x, struct xlsx_package *p, ptrdiff_t i, int64_t most,
                       struct fail *why)
{
    struct xlsx_part part = {0};
    enum err err = xlsx_part_open(p, i, most, &part, why);
    if (err != OK)
        return err;
    const struct xlsx_calls *calls = x->calls;
    void *ctx = x->ctx;
    *x = (struct xlsx_xml){.calls = calls, .ctx = ctx, .part = part};
    x->path[0] = XLSX_DOCUMENT;
    x->parser = XML_ParserCreateNS(NULL, NAMESPACE_END);
    if (!x->parser) {
        xlsx_part_close(&x->part);
        return FAIL(why, ERR_UNAVAILABLE, MSG_xlsx_damaged, ARG_TEXT(part.name));
    }
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return OK;
}

/* A tag that goes on and on would be kept whole by the parser. */
static bool is_token_long(const struct xlsx_xml *x)
{
    int64_t at = (int64_t)XML_GetCurrentByteIndex(x->parser);
    return x->fed - at > XLSX_TOKEN_MAX + CHUNK;
}

/* Hands the next bytes of the part to the parser. */
static enum err xml_feed(struct xlsx_xml *x, enum XML_Status *out_status, struct fail *why)
{
    ptrdiff_t len = 0;
    char *room = XML_GetBuffer(x->parser, CHUNK);
    if (!room)
        return FAIL(why, ERR_UNAVAILABLE, MSG_xlsx_damaged, ARG_TEXT(x->part.name));
    enum err err = xlsx_part_read(&x->part, room, CHUNK, &len, why);
    if (err != OK)
        return err;
    x->fed += len;
    x->is_last = len == 0;
    *out_status = XML_ParseBuffer(x->parser, (int)len, len == 0);
    return OK;
}

enum err xlsx_xml_run(struct xlsx_xml *x, struct fail *why)
{
    bool is_resumed = x->is_paused;
    x->is_paused = false;
    x->why = why;
    while (!x->is_done) {
        enum XML_Status status = XML_STATUS_OK;
        enum err err = OK;
        if (is_resumed)
            status = XML_ResumeParser(x->parser);
        else
            err = xml_feed(x, &status, why);
        is_resumed = false;
        if (err != OK)
            return err;
        if (x->is_refused)
            return x->err;
        if (status == XML_STATUS_ERROR)
            return FAIL(why, ERR_INVALID, MSG_xlsx_xml, ARG_TEXT(x->part.name),
                        ARG_INT((int64_t)XML_GetCurrentLineNumber(x->parser)),
                        ARG_TEXT(str_of(XML_ErrorString(XML_GetErrorCode(x->parser)))));
        if (status == XML_STATUS_SUSPENDED)
            return OK;
        if (is_token_long(x))
            return FAIL(why, ERR_INVALID, MSG_xlsx_deep, ARG_TEXT(x->part.name));
        x->is_done = x->is_last;
    }
    return OK;
}

void xlsx_xml_close(struct xlsx_xml *x)
{
    if (x->parser)
        XML_ParserFree(x->parser);
    x->parser = NULL;
    xlsx_part_close(&x->part);
}

struct str xlsx_attribute(const char **attributes, struct str name)
{
    for (; attributes[0]; attributes += 2) {
        struct str key = str_of(attributes[0]);
        bool is_it = str_eq(key, name);
        if (!is_it && name.len > 0 && name.s[0] == NAMESPACE_END)
            is_it = str_ends(key, name);
        if (is_it)
            return str_of(attributes[1]);
    }
    return S("");
}

enum err xlsx_xml_whole(struct xlsx_package *p, ptrdiff_t i, int64_t most,
                        const struct xlsx_calls *calls, void *ctx, struct fail *why)
{
    struct xlsx_xml x = {.calls = calls, .ctx = ctx};
    enum err err = xlsx_xml_open(&x, p, i, most, why);
    if (err == OK)
        err = xlsx_xml_run(&x, why);
    xlsx_xml_close(&x);
    return err;
}
