/*
 * xlsx_format.c -- what the codes of number formats mean (ECMA-376 18.8.31).
 */
#include "format/xlsx_number.h"

enum { PLACES_MAX = 15, BUILTIN_MAX = 81 };

/* ECMA-376 18.8.30: 0..49 everywhere, 27..36 and 50..58 as zh-CN has them. */
static const struct str builtin[BUILTIN_MAX] = {
    [1] = S_("0"),
    [2] = S_("0.00"),
    [3] = S_("#,##0"),
    [4] = S_("#,##0.00"),
    [5] = S_("#,##0"),
    [6] = S_("#,##0"),
    [7] = S_("#,##0.00"),
    [8] = S_("#,##0.00"),
    [9] = S_("0%"),
    [10] = S_("0.00%"),
    [11] = S_("0.00E+00"),
    [12] = S_("# ?/?"),
    [13] = S_("# \?\?/\?\?"),
    [14] = S_("yyyy/m/d"),
    [15] = S_("d-mmm-yy"),
    [16] = S_("d-mmm"),
    [17] = S_("mmm-yy"),
    [18] = S_("h:mm AM/PM"),
    [19] = S_("h:mm:ss AM/PM"),
    [20] = S_("h:mm"),
    [21] = S_("h:mm:ss"),
    [22] = S_("yyyy/m/d h:mm"),
    [27] = S_("yyyy年m月"),
    [28] = S_("m月d日"),
    [29] = S_("m月d日"),
    [30] = S_("m-d-yy"),
    [31] = S_("yyyy年m月d日"),
    [32] = S_("h时mm分"),
    [33] = S_("h时mm分ss秒"),
    [34] = S_("上午/下午h时mm分"),
    [35] = S_("上午/下午h时mm分ss秒"),
    [36] = S_("yyyy年m月"),
    [37] = S_("#,##0"),
    [38] = S_("#,##0"),
    [39] = S_("#,##0.00"),
    [40] = S_("#,##0.00"),
    [41] = S_("#,##0"),
    [42] = S_("#,##0"),
    [43] = S_("#,##0.00"),
    [44] = S_("#,##0.00"),
    [45] = S_("mm:ss"),
    [46] = S_("[h]:mm:ss"),
    [47] = S_("mm:ss.0"),
    [48] = S_("##0.0E+0"),
    [50] = S_("yyyy年m月"),
    [51] = S_("m月d日"),
    [52] = S_("yyyy年m月"),
    [53] = S_("m月d日"),
    [54] = S_("m月d日"),
    [55] = S_("上午/下午h时mm分"),
    [56] = S_("上午/下午h时mm分ss秒"),
    [57] = S_("yyyy年m月"),
    [58] = S_("m月d日"),
};

struct str xlsx_format_builtin(int64_t id)
{
    if (id < 0 || id >= BUILTIN_MAX || builtin[id].len == 0)
        return S("General");
    return builtin[id];
}

/* A code being read, up to the end of its section. */
struct code {
    struct str text;
    ptrdiff_t at;
    int whole, places,
        zeros; /* placeholders before and behind the point; those before that are 0 */
    int months, seconds;
    unsigned parts;
    char last_unit; /* h, s or 0: what m behind it means */
    bool point, percent, scaled, split, literal, power, fraction, elapsed, general, condition;
};

static bool is_placeholder(char c)
{
    return c == '0' || c == '#' || c == '?';
}

/* A literal between digits, as in 0!.0, (tens of thousands): what is shown is another number. */
static void code_literal(struct code *c)
{
    c->literal = c->whole > 0;
}

static void code_placeholder(struct code *c, char byte)
{
    c->split = c->split || c->literal;
    if (c->point) {
        c->places++;
        return;
    }
    c->scaled = false; /* the comma before it parts thousands */
    c->whole++;
    c->zeros += byte == '0';
}

/* How many of the same letter stand here, of either case. */
static ptrdiff_t letters_here(const struct code *c)
{
    ptrdiff_t at = c->at;
    while (at < c->text.len && (c->text.s[at] | 0x20) == (c->text.s[c->at] | 0x20))
        at++;
    return at - c->at;
}

/* m is a month, but minutes behind hours or before seconds. */
static void code_m(struct code *c)
{
    if (c->last_unit == 'h')
        c->parts |= XLSX_TIME;
    else
        c->months++;
    c->last_unit = 'm';
}

static void code_unit(struct code *c, char unit, ptrdiff_t n)
{
    switch (unit) {
    case 'y':
    case 'e':
    case 'b': c->parts |= XLSX_YEAR; break;
    case 'd':
        if (n <= 2) /* three and more: the day of the week */
            c->parts |= XLSX_DAY;
        break;
    case 'h': c->parts |= XLSX_TIME; break;
    case 's':
        if (c->last_unit == 'm' && c->months > 0 && !(c->parts & XLSX_TIME))
            c->months--; /* mm:ss */
        c->parts |= XLSX_TIME | XLSX_SECOND;
        break;
    case 'm': code_m(c); return;
    default: return; /* a, g: day of the week, era */
    }
    c->last_unit = unit;
}

/* [h] is a length of time, [>=100] a condition, [DBNum1] words; colours and places are nothing. */
static void code_bracket(struct code *c)
{
    ptrdiff_t from = ++c->at;
    while (c->at < c->text.len && c->text.s[c->at] != ']')
        c->at++;
    struct str inside = str_sub(c->text, from, c->at);
    c->at += c->at < c->text.len;
    if (inside.len == 0)
        return;
    char first = inside.s[0];
    c->condition = c->condition || first == '<' || first == '>' || first == '=';
    bool is_unit = (first | 0x20) == 'h' || (first | 0x20) == 'm' || (first | 0x20) == 's';
    for (ptrdiff_t i = 1; is_unit && i < inside.len; i++)
        is_unit = (inside.s[i] | 0x20) == (first | 0x20);
    c->elapsed = c->elapsed || is_unit;
}

static void code_quoted(struct code *c)
{
    c->at++;
    while (c->at < c->text.len && c->text.s[c->at] != '"')
        c->at++;
    c->at += c->at < c->text.len;
    code_literal(c);
}

/* Words that stand in codes without quotes. */
static bool code_word(struct code *c)
{
    static const struct str general[] = {S_("General"), S_("GENERAL"), S_("general"),
                                         S_("G/通用格式"), S_("@")};
    static const struct str halves[] = {S_("AM/PM"), S_("am/pm"), S_("A/P"), S_("a/p"),
                                        S_("上午/下午")};
    struct str rest = str_sub(c->text, c->at, c->text.len);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(general); i++) {
        if (str_starts(rest, general[i])) {
            c->general = true;
            c->at += general[i].len;
            return true;
        }
    }
    for (ptrdiff_t i = 0; i < ARRAY_LEN(halves); i++) {
        if (str_starts(rest, halves[i])) {
            c->at += halves[i].len;
            return true;
        }
    }
    return false;
}

/* E+ and E- are powers of ten; e alone is a year. */
static bool code_power(struct code *c, char byte)
{
    char next = c->at + 1 < c->text.len ? c->text.s[c->at + 1] : '\0';
    if ((byte | 0x20) != 'e' || (next != '+' && next != '-'))
        return false;
    c->power = true;
    c->at += 2;
    return true;
}

static void code_letter(struct code *c, char byte)
{
    ptrdiff_t n = letters_here(c);
    code_unit(c, (char)(byte | 0x20), n);
    c->at += n;
}

static void code_sign(struct code *c, char byte)
{
    if (is_placeholder(byte))
        code_placeholder(c, byte);
    else if (byte == '.' && (c->whole > 0 || !c->parts))
        c->point = true;
    else if (byte == ',')
        c->scaled = c->whole > 0;
    else if (byte == '%')
        c->percent = true;
    else if (byte == '/' && c->whole > 0)
        c->fraction = true;
    else
        code_literal(c);
    c->at++;
}

static void code_step(struct code *c)
{
    char byte = c->text.s[c->at];
    bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (byte == '"') {
        code_quoted(c);
    } else if (byte == '[') {
        code_bracket(c);
    } else if (byte == '\\' || byte == '!' || byte == '_' || byte == '*') {
        c->at += 2; /* one character as it is, as wide, or to fill */
        if (byte == '\\' || byte == '!')
            code_literal(c);
    } else if (code_word(c) || code_power(c, byte)) {
        return;
    } else if (is_letter) {
        code_letter(c, byte);
    } else {
        code_sign(c, byte);
    }
}

static struct xlsx_section section_of(const struct code *c)
{
    struct xlsx_section s = {.look = XLSX_LOOK_EXACT, .digits = 1};
    unsigned parts = c->parts | (c->months > 0 ? XLSX_MONTH : 0U);
    if (c->general || c->power || c->fraction || c->elapsed)
        return s;
    if (parts != 0) {
        s.look = XLSX_LOOK_MOMENT;
        s.parts = parts;
        return s;
    }
    if (c->whole == 0 && c->places == 0)
        return s;
    if (c->scaled || c->split) {
        s.look = XLSX_LOOK_SHORT;
        return s;
    }
    s.look = XLSX_LOOK_FIXED;
    s.places = c->places < PLACES_MAX ? c->places : PLACES_MAX;
    s.digits = c->zeros > 1 ? c->zeros : 1;
    s.digits = s.digits < PLACES_MAX ? s.digits : PLACES_MAX;
    s.percent = c->percent;
    return s;
}

struct xlsx_format xlsx_format_parse(struct str code)
{
    struct xlsx_format f = {0};
    struct code c = {.text = code};
    bool is_conditional = false;
    while (f.n_sections < ARRAY_LEN(f.sections)) {
        while (c.at < code.len && code.s[c.at] != ';')
            code_step(&c);
        is_conditional = is_conditional || c.condition;
        f.sections[f.n_sections++] = section_of(&c);
        if (c.at >= code.len)
            break;
        c = (struct code){.text = code, .at = c.at + 1};
    }
    /* Which section holds depends on the number: what the cell holds is the same in each. */
    if (is_conditional && f.n_sections > 1)
        f = (struct xlsx_format){.n_sections = 1};
    return f;
}
