/*
 * xlsx_package.h -- the zip file of a workbook and its XML, a piece at a time (libzip, expat).
 *
 * Nothing is unpacked that is not asked for; what is unpacked is bounded by what the file says of
 * itself, by a ratio and by a ceiling. Names that leave the package, that stand twice or that are
 * encrypted are refused when it is opened.
 */
#ifndef XLSX_PACKAGE_H
#define XLSX_PACKAGE_H

#include "base/err.h"

struct zip;
struct zip_file;
struct XML_ParserStruct;

enum {
    XLSX_PARTS_MAX = 2000,
    XLSX_RATIO_MAX = 250, /* growth of a part over XLSX_FREE; real sheets stay below 60 */
    XLSX_DEPTH_MAX = 40,
    XLSX_TOKEN_MAX = 1 << 20 /* bytes of one tag */
};
#define XLSX_FREE ((int64_t)4 << 20)

struct xlsx_package {
    struct arena *a;
    struct zip *zip;
    struct str *names; /* as in the file */
    ptrdiff_t n;
};

/* Errors: MEDIA (no workbook, an old one, encrypted, with macros, damaged), TOO_LARGE. Opened ones
 * are closed; `bytes` must live as long. */
MUST_USE enum err xlsx_package_open(struct xlsx_package *p, struct arena *a, struct str bytes,
                                    struct fail *why);
void xlsx_package_close(struct xlsx_package *p);
/* Which entry the part is ("xl/workbook.xml", of either case), or -1. */
ptrdiff_t xlsx_part_find(const struct xlsx_package *p, struct str name);

/* A part being unpacked. */
struct xlsx_part {
    struct zip_file *file;
    struct str name;
    int64_t size, read; /* bytes: announced, and so far */
};
/* most: bytes unpacked. Errors: TOO_LARGE, MEDIA. */
MUST_USE enum err xlsx_part_open(struct xlsx_package *p, ptrdiff_t i, int64_t most,
                                 struct xlsx_part *out, struct fail *why);
/* *out_len is 0 at the end, where size and check sum were right. Errors: MEDIA. */
MUST_USE enum err xlsx_part_read(struct xlsx_part *part, char *to, ptrdiff_t room,
                                 ptrdiff_t *out_len, struct fail *why);
void xlsx_part_close(struct xlsx_part *part);

/* The elements of workbooks that are looked at, by what they stand in. */
enum xlsx_element {
    XLSX_OTHER, /* passed over, with all that is in it */
    XLSX_DOCUMENT,
    XLSX_RELATIONSHIPS,
    XLSX_RELATIONSHIP,
    XLSX_WORKBOOK,
    XLSX_WORKBOOK_PR,
    XLSX_SHEETS,
    XLSX_SHEET,
    XLSX_STYLES,
    XLSX_NUM_FMTS,
    XLSX_NUM_FMT,
    XLSX_CELL_XFS,
    XLSX_XF,
    XLSX_STRINGS,
    XLSX_STRING,     /* a shared text */
    XLSX_STRING_RUN, /* a piece of it with its own look */
    XLSX_TEXT,
    XLSX_WORKSHEET,
    XLSX_SHEET_DATA,
    XLSX_ROW,
    XLSX_CELL,
    XLSX_FORMULA,
    XLSX_VALUE,
    XLSX_INLINE,
    XLSX_MERGES,
    XLSX_MERGE,
};

/*
 * The XML of a part as calls; x->ctx is the caller's. Namespaces of the standard, its strict form
 * and none are taken, whatever their prefix. Attributes with a prefix end with "|name".
 */
struct xlsx_xml;
struct xlsx_calls {
    void (*start)(struct xlsx_xml *x, enum xlsx_element element, const char **attributes);
    void (*end)(struct xlsx_xml *x, enum xlsx_element element);
    void (*text)(struct xlsx_xml *x, enum xlsx_element element, struct str text);
};
struct xlsx_xml {
    struct XML_ParserStruct *parser;
    struct xlsx_part part;
    const struct xlsx_calls *calls;
    void *ctx;
    struct fail *why;
    int depth;
    enum xlsx_element path[XLSX_DEPTH_MAX + 1];
    int64_t fed;
    bool is_paused, is_last, is_done, is_refused;
    enum err err; /* of what refused it; its sentence is in *why */
};

/* x stays where it is until it is closed. Errors: as xlsx_part_open(). */
MUST_USE enum err xlsx_xml_open(struct xlsx_xml *x, struct xlsx_package *p, ptrdiff_t i,
                                int64_t most, struct fail *why);
/* Goes on until a call pauses it or the part ends (x->is_done). Errors: INVALID (not well formed, a
 * document type, too deep), MEDIA, what a call refused. */
MUST_USE enum err xlsx_xml_run(struct xlsx_xml *x, struct fail *why);
void xlsx_xml_close(struct xlsx_xml *x);
/* From within a call: come back after this element. */
void xlsx_xml_pause(struct xlsx_xml *x);
/* From within a call: stop for good; x->why is as the caller filled it, with `err`. */
void xlsx_xml_stop(struct xlsx_xml *x, enum err err);

/* Of attributes: the value, "" if it is not there. */
struct str xlsx_attribute(const char **attributes, struct str name);
/* The whole part in calls. */
MUST_USE enum err xlsx_xml_whole(struct xlsx_package *p, ptrdiff_t i, int64_t most,
                                 const struct xlsx_calls *calls, void *ctx, struct fail *why);

#endif
