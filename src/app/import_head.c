/*
 * import_head.c -- what the headings of a file mean.
 *
 * A heading is a field's name, its label in either language, or one of the words below that
 * offices use for it. Marks of required columns, spaces and full-width forms do not matter.
 */
#include "app/import_parts.h"
#include "base/text.h"

static const struct alias {
    struct str word, field;
} aliases[] = {
    {S_("代码"), S_("code")},           {S_("编码"), S_("code")},
    {S_("区划代码"), S_("code")},       {S_("统计用区划代码"), S_("code")},
    {S_("指标代码"), S_("code")},       {S_("单位代码"), S_("code")},
    {S_("名称"), S_("name_zh")},        {S_("中文名称"), S_("name_zh")},
    {S_("单位名称"), S_("name_zh")},    {S_("指标名称"), S_("name_zh")},
    {S_("英文名称"), S_("name_en")},    {S_("name"), S_("name_zh")},
    {S_("简称"), S_("short_zh")},       {S_("上级"), S_("parent")},
    {S_("上级代码"), S_("parent")},     {S_("上级单位"), S_("parent")},
    {S_("父级代码"), S_("parent")},     {S_("parent code"), S_("parent")},
    {S_("单位"), S_("subject")},        {S_("地区"), S_("subject")},
    {S_("地区代码"), S_("subject")},    {S_("unit"), S_("subject")},
    {S_("指标"), S_("indicator")},      {S_("时期"), S_("period")},
    {S_("期别"), S_("period")},         {S_("月份"), S_("period")},
    {S_("数值"), S_("value")},          {S_("本期数"), S_("value")},
    {S_("计量单位"), S_("measure_zh")}, {S_("口径"), S_("basis")},
    {S_("备注"), S_("note")},           {S_("说明"), S_("note")},
    {S_("来源"), S_("source")},         {S_("层级"), S_("level")},
    {S_("级别"), S_("level")},          {S_("登录名"), S_("login")},
    {S_("姓名"), S_("name")},           {S_("标题"), S_("title")},
    {S_("文号"), S_("number")},
};

/* Narrow, lower case, without spaces and the marks that tables put on required columns. */
static struct str plain(struct arena *a, struct str s)
{
    struct str narrow = text_narrow(a, s);
    char *out = NEW(a, char, narrow.len + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < narrow.len; i++) {
        char c = narrow.s[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '*')
            continue;
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){out, n};
}

static bool is_label(struct arena *a, const struct field *f, struct str word)
{
    for (int lang = 0; lang < LANG_COUNT; lang++)
        if (str_eq(plain(a, field_label(f, (enum lang)lang)), word))
            return true;
    return false;
}

static int field_meant(struct arena *a, const struct shape *s, struct str heading)
{
    struct str word = plain(a, heading);
    int found = shape_index(s, word);
    for (int i = 0; found < 0 && i < s->n; i++)
        if (is_label(a, &s->fields[i], word))
            found = i;
    for (ptrdiff_t i = 0; found < 0 && i < ARRAY_LEN(aliases); i++)
        if (str_eq(plain(a, aliases[i].word), word))
            found = shape_index(s, aliases[i].field);
    return found;
}

static void doubt(struct problems *p, struct str heading, enum msg id)
{
    ptrdiff_t before = p->n;
    PROBLEM(p, heading, S("not_used"), id, ARG_TEXT(heading));
    if (p->n > before) {
        p->at[before].doubtful = true;
        p->at[before].row = 1;
    }
}

/* What the program sets itself, and what a preview must not keep in clear, is not imported. */
static bool is_importable(const struct field *f)
{
    return !(f->flags & FIELD_SYSTEM) && f->kind != KIND_PROTECTED;
}

static void head_match(struct call *c, const struct shape *s, struct preview *p, int i)
{
    struct str heading = p->headings[i];
    p->fields[i] = HEADING_UNUSED;
    if (heading.len == 0 || heading.s[0] == '@')
        return;
    int field = field_meant(c->a, s, heading);
    if (field < 0) {
        doubt(&c->problems, heading, MSG_problem_heading_unknown);
        return;
    }
    if (!is_importable(&s->fields[field])) {
        if (s->fields[field].kind == KIND_PROTECTED)
            p->fields[i] = HEADING_HIDDEN;
        doubt(&c->problems, heading, MSG_problem_heading_system);
        return;
    }
    for (int k = 0; k < i; k++)
        if (p->fields[k] == field) {
            PROBLEM(&c->problems, heading, S("twice"), MSG_problem_heading_twice, ARG_TEXT(heading),
                    ARG_TEXT(p->headings[k]));
            return;
        }
    p->fields[i] = field;
}

static bool must_stand(const struct field *f)
{
    return f->required && f->dflt.len == 0 && is_importable(f);
}

static bool has_field(const struct preview *p, int field)
{
    for (int i = 0; i < p->n_headings; i++)
        if (p->fields[i] == field)
            return true;
    return false;
}

int heads_known(struct call *c, const struct shape *s, const struct str *cells, ptrdiff_t n,
                bool *out_complete)
{
    int known = 0;
    int required = 0;
    bool *seen = NEW(c->a, bool, s->n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        struct str heading = str_trim(cells[i]);
        int field = heading.len > 0 ? field_meant(c->a, s, heading) : -1;
        bool is_new = field >= 0 && is_importable(&s->fields[field]) && !seen[field];
        known += is_new;
        seen[is_new ? field : s->n] = true;
    }
    for (int i = 0; i < s->n; i++)
        required += must_stand(&s->fields[i]) && !seen[i];
    *out_complete = required == 0 && known > 0;
    return known;
}

void heads_match(struct call *c, const struct shape *s, const struct str *cells, ptrdiff_t n,
                 struct preview *out)
{
    out->n_headings = (int)n;
    out->headings = NEW(c->a, struct str, n + 1);
    out->fields = NEW(c->a, int, n + 1);
    for (int i = 0; i < n; i++) {
        out->headings[i] = str_dup(c->a, str_trim(cells[i]));
        head_match(c, s, out, i);
    }
    for (int i = 0; i < s->n; i++) {
        const struct field *f = &s->fields[i];
        if (must_stand(f) && !has_field(out, i))
            PROBLEM(&c->problems, f->name, S("missing"), MSG_problem_heading_missing,
                    ARG_TEXT(field_label(f, c->lang)));
    }
}
