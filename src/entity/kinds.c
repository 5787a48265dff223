/*
 * kinds.c -- one row a kind of value: how it is stored, parsed, written for machines and shown.
 *
 * Parsing takes what people type: full-width digits, white space around, a choice's label in
 * either language. Writing has one form only, which parses to the same value again.
 */
#include "base/text.h"
#include "entity/entity.h"

const struct kind_row kinds[KIND_COUNT] = {
    [KIND_TEXT] = {S_("text"), VALUE_TEXT, S_("string"), S_(""), S_("text")},
    [KIND_LINES] = {S_("lines"), VALUE_TEXT, S_("string"), S_(""), S_("textarea")},
    [KIND_CODE] = {S_("code"), VALUE_TEXT, S_("string"), S_("code"), S_("text")},
    [KIND_INT] = {S_("int"), VALUE_INT, S_("integer"), S_("int64"), S_("number")},
    /* A string, so that no reader rounds it through binary fractions. */
    [KIND_DECIMAL] = {S_("decimal"), VALUE_INT, S_("string"), S_("decimal"), S_("text")},
    [KIND_DATE] = {S_("date"), VALUE_INT, S_("string"), S_("date"), S_("date")},
    [KIND_PERIOD] = {S_("period"), VALUE_INT, S_("string"), S_("period"), S_("text")},
    [KIND_ENUM] = {S_("enum"), VALUE_TEXT, S_("string"), S_(""), S_("select")},
    [KIND_BOOL] = {S_("bool"), VALUE_INT, S_("boolean"), S_(""), S_("checkbox")},
    [KIND_REF] = {S_("ref"), VALUE_INT, S_("integer"), S_("int64"), S_("text")},
    [KIND_PROTECTED] = {S_("protected"), VALUE_TEXT, S_("string"), S_(""), S_("text")},
};

typedef bool parse_fn(struct arena *a, const struct field *f, struct str text, struct value *out,
                      struct message *why);

static bool refuse(struct message *why, enum msg id)
{
    *why = (struct message){.id = id};
    return false;
}

/* U+202A..202E, U+2066..2069 turn the direction of reading: a name with one can pose as another
 * (Unicode Technical Report 36, 2.4). s is valid UTF-8. */
static bool turns_direction(struct str s, ptrdiff_t at)
{
    if ((unsigned char)s.s[at] != 0xe2)
        return false;
    unsigned char second = (unsigned char)s.s[at + 1];
    unsigned char third = (unsigned char)s.s[at + 2];
    return (second == 0x80 && third >= 0xaa && third <= 0xae) ||
           (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

/* Valid UTF-8 without control characters, but tabs and line ends where `lines`. */
static bool is_clean(struct str s, bool lines)
{
    if (!utf8_valid(s))
        return false;
    for (ptrdiff_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.s[i];
        bool is_control = c < 0x20 || c == 0x7f;
        if (is_control && !(lines && (c == '\n' || c == '\t')))
            return false;
        if (turns_direction(s, i))
            return false;
    }
    return true;
}

static bool parse_text(struct arena *a, const struct field *f, struct str text, struct value *out,
                       struct message *why)
{
    (void)f;
    text = str_trim(text);
    if (!is_clean(text, false))
        return refuse(why, MSG_problem_not_text);
    *out = VALUE_OF_TEXT(str_dup(a, text));
    return true;
}

/* CRLF and CR become LF; white space at the end goes. */
static struct str unix_lines(struct arena *a, struct str text)
{
    struct buf b = buf_on(a, text.len);
    for (ptrdiff_t i = 0; i < text.len; i++) {
        bool is_cr = text.s[i] == '\r';
        bool before_lf = is_cr && i + 1 < text.len && text.s[i + 1] == '\n';
        if (!before_lf)
            buf_byte(&b, is_cr ? '\n' : text.s[i]);
    }
    return str_trim(buf_str(&b));
}

static bool parse_lines(struct arena *a, const struct field *f, struct str text, struct value *out,
                        struct message *why)
{
    (void)f;
    struct str lines = unix_lines(a, text);
    if (!is_clean(lines, true))
        return refuse(why, MSG_problem_not_text);
    *out = VALUE_OF_TEXT(lines);
    return true;
}

static bool is_code_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_' || c == '.' || c == ':';
}

/* Trimmed, with full-width forms made narrow. "" if it is not text at all. */
static struct str narrowed(struct arena *a, struct str text)
{
    return utf8_valid(text) ? str_trim(text_narrow(a, text)) : S("");
}

static bool parse_code(struct arena *a, const struct field *f, struct str text, struct value *out,
                       struct message *why)
{
    (void)f;
    text = narrowed(a, text);
    for (ptrdiff_t i = 0; i < text.len; i++)
        if (!is_code_byte(text.s[i]))
            return refuse(why, MSG_problem_not_code);
    if (text.len == 0)
        return refuse(why, MSG_problem_not_code);
    *out = VALUE_OF_TEXT(str_dup(a, text));
    return true;
}

static bool parse_int(struct arena *a, const struct field *f, struct str text, struct value *out,
                      struct message *why)
{
    (void)f;
    text = narrowed(a, text);
    bool is_negative = str_starts(text, S("-"));
    int64_t n = 0;
    if (!str_digits(str_sub(text, is_negative ? 1 : 0, text.len), &n))
        return refuse(why, MSG_problem_not_int);
    *out = VALUE_OF_INT(is_negative ? -n : n);
    return true;
}

static bool parse_decimal(struct arena *a, const struct field *f, struct str text,
                          struct value *out, struct message *why)
{
    (void)f;
    struct decimal d = {0};
    if (!decimal_parse(narrowed(a, text), &d))
        return refuse(why, MSG_problem_not_decimal);
    *out = VALUE_OF_INT(d.e4);
    return true;
}

static bool parse_date(struct arena *a, const struct field *f, struct str text, struct value *out,
                       struct message *why)
{
    (void)f;
    int64_t date = 0;
    if (!date_parse(narrowed(a, text), &date))
        return refuse(why, MSG_problem_not_date);
    *out = VALUE_OF_INT(date);
    return true;
}

static bool parse_period(struct arena *a, const struct field *f, struct str text, struct value *out,
                         struct message *why)
{
    (void)f;
    struct period p = {0};
    if (!period_parse(narrowed(a, text), &p))
        return refuse(why, MSG_problem_not_period);
    *out = VALUE_OF_INT(p.code);
    return true;
}

static bool is_choice(const struct choice *c, struct str text)
{
    if (str_eq(c->code, text))
        return true;
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (str_eq(choice_label(c, (enum lang)lang), text))
            return true;
    return false;
}

static bool parse_enum(struct arena *a, const struct field *f, struct str text, struct value *out,
                       struct message *why)
{
    (void)a;
    text = str_trim(text);
    for (int i = 0; i < f->n_choices; i++) {
        if (is_choice(&f->choices[i], text)) {
            *out = VALUE_OF_TEXT(f->choices[i].code);
            return true;
        }
    }
    return refuse(why, MSG_problem_not_choice);
}

static bool parse_bool(struct arena *a, const struct field *f, struct str text, struct value *out,
                       struct message *why)
{
    static const struct str words[][2] = {
        {S_("no"), S_("yes")}, {S_("false"), S_("true")}, {S_("0"), S_("1")},
        {S_("否"), S_("是")},  {S_("off"), S_("on")},
    };
    (void)f;
    text = narrowed(a, text);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(words); i++) {
        for (int truth = 0; truth <= 1; truth++) {
            if (str_eq(words[i][truth], text)) {
                *out = VALUE_OF_INT(truth);
                return true;
            }
        }
    }
    return refuse(why, MSG_problem_not_bool);
}

static bool parse_ref(struct arena *a, const struct field *f, struct str text, struct value *out,
                      struct message *why)
{
    (void)f;
    int64_t id = 0;
    if (!str_digits(narrowed(a, text), &id) || id == 0)
        return refuse(why, MSG_problem_not_ref);
    *out = VALUE_OF_INT(id);
    return true;
}

static parse_fn *const parsers[KIND_COUNT] = {
    [KIND_TEXT] = parse_text,     [KIND_LINES] = parse_lines,     [KIND_CODE] = parse_code,
    [KIND_INT] = parse_int,       [KIND_DECIMAL] = parse_decimal, [KIND_DATE] = parse_date,
    [KIND_PERIOD] = parse_period, [KIND_ENUM] = parse_enum,       [KIND_BOOL] = parse_bool,
    [KIND_REF] = parse_ref,       [KIND_PROTECTED] = parse_text,
};

bool kind_parse(struct arena *a, const struct field *f, struct str text, struct value *out,
                struct message *why)
{
    if (str_trim(text).len == 0) {
        *out = VALUE_OF_NULL;
        return true;
    }
    return parsers[f->kind](a, f, text, out, why);
}

void kind_text(struct buf *out, const struct field *f, const struct value *v)
{
    if (v->type == VALUE_NULL)
        return;
    switch (f->kind) {
    case KIND_TEXT:
    case KIND_LINES:
    case KIND_CODE:
    case KIND_ENUM:
    case KIND_PROTECTED: buf_add(out, v->t); return;
    case KIND_INT:
    case KIND_REF: buf_int(out, v->i); return;
    case KIND_DECIMAL: buf_add(out, decimal_exact(out->a, (struct decimal){v->i})); return;
    case KIND_DATE: date_write(out, v->i); return;
    case KIND_PERIOD: period_write(out, (struct period){v->i}); return;
    case KIND_BOOL: buf_add(out, v->i ? S("true") : S("false")); return;
    case KIND_COUNT: return;
    }
}

static void show_message(struct buf *out, enum lang lang, enum msg id,
                         const struct message_arg args[MESSAGE_ARGS])
{
    struct message m = {.id = id};
    for (int i = 0; i < MESSAGE_ARGS; i++)
        m.args[i] = args[i];
    message_write(out, lang, &m);
}

#define SHOW(out, lang, id, ...) \
    show_message((out), (lang), (id), (struct message_arg[MESSAGE_ARGS]){__VA_ARGS__})

static enum msg month_name(int month)
{
    static const enum msg names[12] = {
        MSG_date_month_01, MSG_date_month_02, MSG_date_month_03, MSG_date_month_04,
        MSG_date_month_05, MSG_date_month_06, MSG_date_month_07, MSG_date_month_08,
        MSG_date_month_09, MSG_date_month_10, MSG_date_month_11, MSG_date_month_12,
    };
    return names[month - 1];
}

static void show_date(struct buf *out, enum lang lang, int64_t date)
{
    struct ymd d = date_ymd(date);
    SHOW(out, lang, MSG_date_long, ARG_INT(d.year), ARG_MSG(month_name(d.month)), ARG_INT(d.day));
}

static void show_choice(struct buf *out, enum lang lang, const struct field *f, struct str code)
{
    for (int i = 0; i < f->n_choices; i++) {
        if (str_eq(f->choices[i].code, code)) {
            buf_add(out, choice_label(&f->choices[i], lang));
            return;
        }
    }
    buf_add(out, code); /* a choice that a county has since taken off its list */
}

void kind_show(struct buf *out, enum lang lang, const struct field *f, const struct value *v)
{
    if (v->type == VALUE_NULL)
        return;
    switch (f->kind) {
    case KIND_DATE: show_date(out, lang, v->i); return;
    case KIND_PERIOD: period_show(out, lang, (struct period){v->i}, true); return;
    case KIND_ENUM: show_choice(out, lang, f, v->t); return;
    case KIND_BOOL: buf_add(out, msg_text(lang, v->i ? MSG_bool_yes : MSG_bool_no)); return;
    case KIND_REF:
        buf_byte(out, '#');
        buf_int(out, v->i);
        return;
    case KIND_PROTECTED: buf_add(out, msg_text(lang, MSG_protected_shown)); return;
    case KIND_TEXT:
    case KIND_LINES:
    case KIND_CODE:
    case KIND_INT:
    case KIND_DECIMAL: kind_text(out, f, v); return;
    case KIND_COUNT: return;
    }
}
