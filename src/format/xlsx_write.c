/*
 * xlsx_write.c -- the parts of a workbook: four that say what it is, and the sheet as it comes.
 */
#include "format/xlsx_write.h"

#include "base/date.h"
#include "base/text.h"
#include "format/xlsx_cell.h"
#include "format/xml.h"

enum {
    ROWS_MEASURED = 200, /* rows that decide on widths */
    ROWS_ROOM = 32 << 20,
    PACKED_AT = 64 << 10, /* bytes that are packed at once */
    OWN_MAX = 256 << 20,
    ROW_MAX = 4 << 20,
    WIDTH_LEAST = 8,
    WIDTH_MOST = 50,
    NUMBER_DIGITS = 15,
    PLACES_MAX = 4,
    TEXT_CHARS_MAX = 32767 /* of a cell */
};

/* Places in cellXfs below. */
enum style {
    STYLE_PLAIN,
    STYLE_HEADING,
    STYLE_TEXT,
    STYLE_DATE,
    STYLE_PLACES, /* and the next PLACES_MAX: numbers with so many decimals */
};

static const struct str content_types =
    S_("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
       "<Default Extension=\"rels\" "
       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
       "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
       "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
       "<Override PartName=\"/xl/styles.xml\" ContentType=\""
       "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
       "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
       "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");

#define RELATIONS \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define OFFICE   "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET_ML "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

static const struct str root_relations =
    S_(RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE
                 "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
static const struct str book_relations =
    S_(RELATIONS
       "<Relationship Id=\"rId1\" Type=\"" OFFICE
       "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" OFFICE
       "/styles\" Target=\"styles.xml\"/></Relationships>");

/* Font 0 is the body's, 1 the headings'; 宋体 is on every office machine. */
static const struct str styles = S_(
    "<styleSheet xmlns=\"" SHEET_ML "\"><numFmts count=\"4\">"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0.0\"/><numFmt numFmtId=\"166\" formatCode=\"0.000\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"0.0000\"/></numFmts><fonts count=\"2\">"
    "<font><sz val=\"11\"/><name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"宋体\"/><family val=\"3\"/><charset val=\"134\"/></font>"
    "</fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\">"
    "<fgColor rgb=\"FFE7ECF3\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF8A94A6\"/></bottom>"
    "<diagonal/></border></borders><cellStyleXfs count=\"1\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"9\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>"
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment horizontal=\"left\" "
    "vertical=\"top\"/></xf>"
    "<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
    "<xf numFmtId=\"2\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" "
    "applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
    "<xf numFmtId=\"167\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>");

/* --- parts -------------------------------------------------------------------------------------
 */

static void part_put(struct xlsx_writer *w, struct str name, struct str xml)
{
    struct buf head = buf_on(&w->own, KIB);
    xml_declaration(&head);
    zip_part_begin(&w->zip, name);
    zip_part_add(&w->zip, buf_str(&head));
    zip_part_add(&w->zip, xml);
    zip_part_end(&w->zip);
}

/* What a sheet may be called: 1..31 characters, none of []:*?/\ and no apostrophe. */
static struct str sheet_name_fit(struct arena *a, struct str name)
{
    enum { NAME_CHARS = 31 };
    struct buf out = buf_on(a, 4 * KIB);
    struct str foreign = S("[]:*?/\\'\"\n\r\t");
    struct str head = utf8_head(str_trim(name), NAME_CHARS);
    for (ptrdiff_t i = 0; i < head.len; i++)
        buf_byte(&out, memchr(foreign.s, head.s[i], (size_t)foreign.len) ? ' ' : head.s[i]);
    struct str fit = str_trim(buf_str(&out));
    return fit.len > 0 ? fit : S("Sheet1");
}

static void book_put(struct xlsx_writer *w, struct str sheet_name)
{
    struct buf b = buf_on(&w->own, 16 * KIB);
    struct str name = sheet_name_fit(&w->own, sheet_name);
    buf_add(&b, S("<workbook xmlns=\"" SHEET_ML "\" xmlns:r=\"" OFFICE
                  "\"><bookViews><workbookView/></bookViews><sheets><sheet name=\""));
    xml_text(&b, name);
    buf_add(&b, S("\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames>"
                  "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'"));
    xml_text(&b, name);
    buf_add(&b, S("'!$1:$1</definedName></definedNames></workbook>"));
    part_put(w, S("xl/workbook.xml"), buf_str(&b));
}

/* --- the sheet ---------------------------------------------------------------------------------
 */

static enum style style_of_kind(enum xlsx_kind kind)
{
    static const enum style styles_of[] = {STYLE_TEXT, STYLE_PLAIN, STYLE_DATE, STYLE_PLAIN};
    return styles_of[kind];
}

static void sheet_begin(struct xlsx_writer *w)
{
    enum { ENDS = 2 }; /* half a character on each side, and the sign of the filter */
    struct buf b = buf_on(&w->own, MIB);
    xml_declaration(&b);
    buf_add(&b, S("<worksheet xmlns=\"" SHEET_ML "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/>"
                  "</sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">"
                  "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                  "state=\"frozen\"/></sheetView></sheetViews><cols>"));
    for (int i = 0; i < w->n_columns; i++) {
        int width = w->widths[i] + ENDS;
        width = width < WIDTH_LEAST ? WIDTH_LEAST : width;
        width = width > WIDTH_MOST ? WIDTH_MOST : width;
        buf_fmt(&b, "<col min=\"%d\" max=\"%d\" width=\"%d\" style=\"%d\" customWidth=\"1\"/>",
                i + 1, i + 1, width, (int)style_of_kind(w->headings[i].kind));
    }
    buf_add(&b, S("</cols><sheetData>"));
    zip_part_begin(&w->zip, S("xl/worksheets/sheet1.xml"));
    zip_part_add(&w->zip, buf_str(&b));
    w->is_begun = true;
}

static void rows_pack(struct xlsx_writer *w)
{
    if (!w->is_begun)
        sheet_begin(w);
    zip_part_add(&w->zip, buf_str(&w->rows));
    w->rows.len = 0;
}

static void sheet_end(struct xlsx_writer *w)
{
    char room[8];
    struct buf b = buf_on(&w->own, 4 * KIB);
    struct str last = column_letters(w->n_columns, room);
    int64_t n = w->n_row > 1 ? w->n_row - 1 : 1;
    rows_pack(w);
    buf_add(&b, S("</sheetData><autoFilter ref=\"A1:"));
    buf_fmt(&b, "%.*s%lld", STR_ARG(last), (long long)n);
    buf_add(&b, S("\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" "
                  "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                  "orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter>"
                  "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
                  "<ignoredErrors><ignoredError numberStoredAsText=\"1\" sqref=\"A1:"));
    buf_fmt(&b, "%.*s%lld", STR_ARG(last), (long long)n);
    buf_add(&b, S("\"/></ignoredErrors></worksheet>"));
    zip_part_add(&w->zip, buf_str(&b));
    zip_part_end(&w->zip);
}

/* --- cells -------------------------------------------------------------------------------------
 */

/* Half characters: Chinese ones and their kin are two wide. */
static int width_of(struct str text)
{
    int width = 0;
    int widest = 0;
    for (ptrdiff_t at = 0; at < text.len && width < WIDTH_MOST;) {
        int32_t code = utf8_next(text, &at);
        width += code >= 0x1100 ? 2 : 1;
        if (code == '\n')
            width = 0;
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* <c r="B2" s="3" : the rest of the tag is the caller's. */
static void cell_begin(struct xlsx_writer *w, enum style style, struct str shown)
{
    char room[8];
    struct str letters = column_letters(w->column + 1, room);
    assert(w->column < w->n_columns);
    if (!w->is_open)
        buf_fmt(&w->rows, "<row r=\"%lld\">", (long long)w->n_row);
    w->is_open = true;
    buf_fmt(&w->rows, "<c r=\"%.*s%lld\" s=\"%d\"", STR_ARG(letters), (long long)w->n_row,
            (int)style);
    if (w->n_row <= ROWS_MEASURED) {
        int width = width_of(shown);
        if (width > w->widths[w->column])
            w->widths[w->column] = width;
    }
    w->column++;
}

void xlsx_put_blank(struct xlsx_writer *w)
{
    assert(w->column < w->n_columns);
    w->column++;
}

/* Widths are known once enough rows were seen, or enough bytes wait for it. */
static void rows_pack_some(struct xlsx_writer *w)
{
    bool is_measured = w->n_row > ROWS_MEASURED || w->rows.len > ROWS_ROOM / 2;
    if (w->rows.len > PACKED_AT && is_measured)
        rows_pack(w);
}

static void text_put(struct xlsx_writer *w, enum style style, struct str text)
{
    if (text.len > TEXT_CHARS_MAX)
        text = utf8_head(text, TEXT_CHARS_MAX);
    cell_begin(w, style, text);
    buf_add(&w->rows, S(" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
    xml_text(&w->rows, xlsx_text_escape(&w->row, text));
    buf_add(&w->rows, S("</t></is></c>"));
    rows_pack_some(w);
}

void xlsx_put_text(struct xlsx_writer *w, struct str text)
{
    if (text.len == 0)
        xlsx_put_blank(w);
    else
        text_put(w, STYLE_TEXT, text);
}

void xlsx_put_number(struct xlsx_writer *w, struct str number)
{
    struct str places = S("");
    struct str whole = str_cut(number, '.', &places);
    ptrdiff_t digits = whole.len - str_starts(whole, S("-")) + places.len;
    if (digits == 0 || digits > NUMBER_DIGITS || places.len > PLACES_MAX) {
        xlsx_put_text(w, number);
        return;
    }
    cell_begin(w, (enum style)(STYLE_PLACES + (int)places.len), number);
    buf_add(&w->rows, S("><v>"));
    buf_add(&w->rows, number);
    buf_add(&w->rows, S("</v></c>"));
}

void xlsx_put_date(struct xlsx_writer *w, int64_t date)
{
    /* From 1900-03-01 on all programs agree on the number of a day. */
    int64_t n = date - date_of(1899, 12, 30);
    struct str shown = date_str(&w->row, date);
    if (n <= 60) {
        xlsx_put_text(w, shown);
        return;
    }
    cell_begin(w, STYLE_DATE, shown);
    buf_fmt(&w->rows, "><v>%lld</v></c>", (long long)n);
}

void xlsx_put_bool(struct xlsx_writer *w, bool truth)
{
    cell_begin(w, STYLE_PLAIN, S("FALSE"));
    buf_add(&w->rows, truth ? S(" t=\"b\"><v>1</v></c>") : S(" t=\"b\"><v>0</v></c>"));
}

void xlsx_end_row(struct xlsx_writer *w)
{
    if (w->is_open)
        buf_add(&w->rows, S("</row>"));
    w->is_open = false;
    w->n_row++;
    w->column = 0;
    arena_reset(&w->row);
    rows_pack_some(w);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

void xlsx_writer_open(struct xlsx_writer *w, struct buf *out, struct str sheet_name,
                      const struct xlsx_heading *headings, int n)
{
    assert(n >= 1 && n <= XLSX_WRITER_COLUMNS);
    *w = (struct xlsx_writer){.headings = headings, .n_columns = n, .n_row = 1};
    arena_init(&w->own, OWN_MAX);
    arena_init(&w->row, ROW_MAX);
    w->zip = zip_writer_on(out, &w->own);
    w->widths = NEW(&w->own, int, n);
    w->rows = buf_on(&w->own, ROWS_ROOM);
    part_put(w, S("[Content_Types].xml"), content_types);
    part_put(w, S("_rels/.rels"), root_relations);
    part_put(w, S("xl/_rels/workbook.xml.rels"), book_relations);
    part_put(w, S("xl/styles.xml"), styles);
    book_put(w, sheet_name);
    for (int i = 0; i < n; i++)
        text_put(w, STYLE_HEADING, headings[i].text);
    xlsx_end_row(w);
}

enum err xlsx_writer_end(struct xlsx_writer *w, struct fail *why)
{
    bool is_long = w->n_row - 1 > XLSX_ROW_LAST;
    sheet_end(w);
    bool is_whole = zip_writer_end(&w->zip);
    xlsx_writer_drop(w);
    if (is_long || !is_whole)
        return FAIL(why, ERR_TOO_LARGE, MSG_xlsx_rows_out, ARG_INT(XLSX_ROW_LAST));
    return OK;
}

void xlsx_writer_drop(struct xlsx_writer *w)
{
    zip_writer_drop(&w->zip);
    arena_done(&w->own);
    arena_done(&w->row);
}
