/*
 * xlsx_made.h -- workbooks by hand: parts around the XML of one sheet.
 */
#ifndef XLSX_MADE_H
#define XLSX_MADE_H

#include "format/package.h"
#include "format/xlsx.h"
#include "t.h"

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/* A workbook as Excel has it: sheet "Sheet1" with these rows (what stands in sheetData). */
struct made {
    const char *rows;
    const char *behind;          /* behind sheetData: mergeCells ... */
    const char *strings;         /* what stands in sst; NULL: no such part */
    const char *formats;         /* numFmts and cellXfs; NULL: no such part */
    const char *book;            /* what stands in workbook; NULL: one sheet */
    const char *sheet;           /* the whole part instead of rows and behind */
    const char *part, *part_xml; /* one part more */
};
struct package made_parts(const struct made *m);
struct str made_bytes(const struct made *m);
struct str packed_bytes(const struct package *p);

/* All rows as text: "1|a|b/3|c/"; a fail or "" in *out_fail. */
struct str rows_shown(struct str bytes, const struct xlsx_options *o, struct problems *problems,
                      enum msg *out_fail);

#endif
