#include "format/xlsx_made.h"

static struct str relation(const char *id, const char *type, const char *target)
{
    return str_fmt(
        t_arena(),
        "<Relationship Id=\"%s\" Type=\"http://schemas.openxmlformats.org/officeDocument/"
        "2006/relationships/%s\" Target=\"%s\"/>",
        id, type, target);
}

static void add(struct package *p, const char *name, struct str xml)
{
    p->at[p->n++] = (struct package_part){str_of(name), xml};
}

static struct str wrapped(const char *head, const char *inside, const char *tail)
{
    return str_fmt(t_arena(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s%s%s", head, inside,
                   tail);
}

#define RELATIONS \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static struct str sheet_xml(const struct made *m)
{
    if (m->sheet)
        return str_of(m->sheet);
    return str_fmt(t_arena(),
                   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
                   "<worksheet xmlns=\"" MAIN_NS "\"><dimension ref=\"A1\"/><sheetData>%s"
                   "</sheetData>%s</worksheet>",
                   m->rows ? m->rows : "", m->behind ? m->behind : "");
}

struct package made_parts(const struct made *m)
{
    struct arena *a = t_arena();
    struct package p = {.at = NEW(a, struct package_part, 12)};
    struct str sheet = relation("rId1", "worksheet", "worksheets/sheet1.xml");
    struct str strings = relation("rId2", "sharedStrings", "sharedStrings.xml");
    struct str formats = relation("rId3", "styles", "/xl/styles.xml");
    struct str other = relation("rId4", "worksheet", "worksheets/sheet2.xml");
    add(&p, "_rels/.rels",
        str_fmt(a, RELATIONS "%.*s</Relationships>",
                STR_ARG(relation("rId1", "officeDocument", "xl/workbook.xml"))));
    add(&p, "xl/workbook.xml",
        wrapped("<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"http://schemas.openxmlformats.org/"
                "officeDocument/2006/relationships\">",
                m->book ? m->book
                        : "<sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets>",
                "</workbook>"));
    add(&p, "xl/_rels/workbook.xml.rels",
        str_fmt(a, RELATIONS "%.*s%.*s%.*s%.*s</Relationships>", STR_ARG(sheet),
                m->strings ? (int)strings.len : 0, strings.s, m->formats ? (int)formats.len : 0,
                formats.s, m->part ? (int)other.len : 0, other.s));
    add(&p, "xl/worksheets/sheet1.xml", sheet_xml(m));
    if (m->strings)
        add(&p, "xl/sharedStrings.xml",
            wrapped("<sst xmlns=\"" MAIN_NS "\">", m->strings, "</sst>"));
    if (m->formats)
        add(&p, "xl/styles.xml",
            wrapped("<styleSheet xmlns=\"" MAIN_NS "\">", m->formats, "</styleSheet>"));
    if (m->part)
        add(&p, m->part, str_of(m->part_xml));
    return p;
}

struct str packed_bytes(const struct package *p)
{
    struct str bytes = S("");
    struct fail why = {0};
    REQUIRE(package_write(t_arena(), p, &bytes, &why) == OK);
    return bytes;
}

struct str made_bytes(const struct made *m)
{
    struct package p = made_parts(m);
    return packed_bytes(&p);
}

struct str rows_shown(struct str bytes, const struct xlsx_options *o, struct problems *problems,
                      enum msg *out_fail)
{
    struct buf out = buf_on(t_arena(), 16 * MIB);
    struct xlsx *x = NEW(t_arena(), struct xlsx, 1);
    struct row row = {0};
    struct fail why = {0};
    bool more = true;
    *problems = problems_on(t_arena());
    enum err err = xlsx_open(x, bytes, o, problems, &why);
    *out_fail = err == OK ? MSG_none : why.message.id;
    if (err != OK)
        return S("");
    while (err == OK && more) {
        err = xlsx_next(x, &more, &row, &why);
        if (err != OK || !more)
            break;
        buf_int(&out, row.n);
        for (ptrdiff_t i = 0; i < row.n_cells; i++) {
            buf_byte(&out, '|');
            buf_add(&out, row.cells[i]);
        }
        buf_byte(&out, '/');
    }
    if (err != OK)
        *out_fail = why.message.id;
    xlsx_close(x);
    return buf_str(&out);
}
