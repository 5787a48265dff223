/*
 * xlsx_number.h -- a number of a workbook as the sheet shows it: number formats, days as dates.
 *
 * Workbooks hold binary fractions with up to 17 digits and show at most 15: a cell 0.1 may stand in
 * the file as 0.10000000000000001. Here numbers stay decimal: digits are read, rounded once to 15,
 * and moved; there is no binary fraction. Everything is pure.
 */
#ifndef XLSX_NUMBER_H
#define XLSX_NUMBER_H

#include "base/base.h"

/* What a section of a format code makes of a number. */
enum xlsx_look {
    XLSX_LOOK_EXACT,  /* as it is: General, text, fractions, powers of ten, words */
    XLSX_LOOK_FIXED,  /* with so many decimals */
    XLSX_LOOK_MOMENT, /* a day, a time, or both */
    XLSX_LOOK_SHORT,  /* shown in thousands or with signs between its digits: exact, with a doubt */
};
enum { XLSX_YEAR = 1, XLSX_MONTH = 2, XLSX_DAY = 4, XLSX_TIME = 8, XLSX_SECOND = 16 };

struct xlsx_section {
    enum xlsx_look look;
    int places;     /* decimals of FIXED */
    int digits;     /* at least so many before the point: 6 of 000000 */
    bool percent;   /* shown a hundred times as large, with % */
    unsigned parts; /* XLSX_YEAR ... of MOMENT */
};

/* A format code: one section, or one each for numbers above, below and at zero. */
struct xlsx_format {
    struct xlsx_section sections[3];
    int n_sections;
};

/* Any text; what is not understood is EXACT. */
struct xlsx_format xlsx_format_parse(struct str code);
/* The formats that a workbook names by number alone (ECMA-376 18.8.30, with those of zh-CN);
 * "General" for numbers that are none of them. */
struct str xlsx_format_builtin(int64_t id);

/* mantissa * 10^exponent; the mantissa has at most 15 digits and does not end with 0. */
struct xlsx_number {
    int64_t mantissa;
    int exponent;
    bool is_long; /* a whole number of more digits than a workbook holds: the last ones are lost */
};

/* "-12.5", "1.0E-2"; false if it is no number of a workbook (ECMA-376: xsd:double). */
bool xlsx_number_parse(struct str text, struct xlsx_number *out);

enum xlsx_shown {
    XLSX_SHOWN,
    XLSX_ROUNDED, /* the cell holds up to 4 decimals and shows fewer */
    XLSX_SHORTER, /* look SHORT: what the cell holds was written, not what it shows */
    XLSX_NO_DATE, /* a day before the first, after 9999, or the 29 February 1900 that never was */
};
/*
 * The number as the sheet shows it, without signs of thousands, units and words: "17.1", "17.1%",
 * "000123"; a day as "2006-06-20", a month "2006-06", a year "2006", a time "08:30". is_1904: the
 * workbook counts days from 1904. Writes nothing for NO_DATE.
 */
enum xlsx_shown xlsx_number_show(struct buf *out, const struct xlsx_number *n,
                                 const struct xlsx_format *f, bool is_1904);

#endif
