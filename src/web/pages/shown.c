/*
 * shown.c -- numbers, days, periods, lights, small pictures and values as people read them.
 */
#include "entity/choices.h"
#include "entity/matter.h"
#include "entity/observation.h"
#include "entity/unit.h"
#include "web/pages/page.h"

struct str words(const struct exchange *x, enum msg id)
{
    return msg_text(x->call.lang, id);
}

/* 1234567.8 to 1,234,567.8. */
static struct str set_off(struct arena *a, struct str digits)
{
    struct buf b = buf_on(a, 64);
    ptrdiff_t point = str_find(digits, S("."));
    ptrdiff_t end = point < 0 ? digits.len : point;
    ptrdiff_t start = digits.len > 0 && digits.s[0] == '-';
    for (ptrdiff_t i = 0; i < digits.len; i++) {
        if (i > start && i < end && (end - i) % 3 == 0)
            buf_byte(&b, ',');
        buf_byte(&b, digits.s[i]);
    }
    return buf_str(&b);
}

struct str number_words(struct exchange *x, struct decimal d, int places)
{
    struct str digits = decimal_str(x->a, d, places);
    if (x->call.lang == LANG_EN)
        digits = set_off(x->a, digits);
    if (str_starts(digits, S("-")))
        return STR_CAT(x->a, S("\xe2\x88\x92"), str_sub(digits, 1, digits.len));
    return digits;
}

struct str date_words(struct exchange *x, int64_t date)
{
    struct ymd d = date_ymd(date);
    if (x->call.lang == LANG_ZH)
        return str_fmt(x->a, "%d年%d月%d日", d.year, d.month, d.day);
    static const enum msg months[] = {
        MSG_web_month_1, MSG_web_month_2,  MSG_web_month_3,  MSG_web_month_4,
        MSG_web_month_5, MSG_web_month_6,  MSG_web_month_7,  MSG_web_month_8,
        MSG_web_month_9, MSG_web_month_10, MSG_web_month_11, MSG_web_month_12,
    };
    return str_fmt(x->a, "%d %.*s %d", d.day, STR_ARG(words(x, months[d.month - 1])), d.year);
}

struct str instant_words(struct exchange *x, int64_t instant)
{
    /* 2006-06-20T09:30:00...: day, minute. */
    struct str text = instant_str(x->a, instant);
    return str_fmt(x->a, "%.*s %.*s", STR_ARG(str_sub(text, 0, 10)),
                   STR_ARG(str_sub(text, 11, 16)));
}

struct str period_words(struct exchange *x, struct period p)
{
    struct buf b = buf_on(x->a, 128);
    if (!period_valid(p))
        return S("");
    period_show(&b, x->call.lang, p, true);
    /* It stands alone in a cell, an option or a heading: "First quarter of 2006". */
    if (b.len > 0 && b.s[0] >= 'a' && b.s[0] <= 'z')
        b.s[0] = (char)(b.s[0] - 'a' + 'A');
    return buf_str(&b);
}

/* What is not documented is marked beside the number. */
static enum msg certainty_mark(int64_t certainty)
{
    if (certainty == CERTAINTY_implied)
        return MSG_web_brief_implied;
    return certainty == CERTAINTY_synthetic ? MSG_web_brief_synthetic : MSG_none;
}

struct view_figure figure_on(struct exchange *x, const struct board_number *n, int places,
                             const struct entity *e)
{
    if (!n->is_known)
        return (struct view_figure){.reason = n->reason};
    return (struct view_figure){.is_known = true,
                                .text = number_words(x, n->value, places),
                                .exact = decimal_exact(x->a, n->value),
                                .address = record_address(x, e, n->id),
                                .certainty = n->id ? certainty_mark(n->certainty) : MSG_none};
}

struct view_figure percent_on(struct exchange *x, const struct board_number *n,
                              const struct entity *e)
{
    int places = 1;
    while (places < DECIMAL_PLACES && decimal_cmp(decimal_round(n->value, places), n->value) != 0)
        places++;
    /* What is computed has more decimals than it means: one is shown. */
    return figure_on(x, n, n->id != 0 ? places : 1, e);
}

struct view_light light_of(enum standing standing)
{
    static const struct view_light lights[STANDING_COUNT] = {
        [STANDING_RESULT] = {S_("light-green"), S_("●"), MSG_web_standing_result},
        [STANDING_SHORTCOMING] = {S_("light-red"), S_("■"), MSG_web_standing_shortcoming},
        [STANDING_UNJUDGED] = {S_("light-none"), S_("○"), MSG_web_standing_unjudged},
        [STANDING_NO_FIGURE] = {S_("light-none"), S_("○"), MSG_web_standing_no_figure},
    };
    return lights[standing];
}

/* A spark's canvas, as ui/templates/spark.html says it: steps of 16 across. */
enum { SPARK_STEP = 16, SPARK_HEIGHT = 48, SPARK_EDGE = 6 };

struct spark_range {
    int64_t low, high;
    int first, last; /* places; first BOARD_SPARK: nothing is known */
};

static struct spark_range spark_range(const struct board_row *row)
{
    struct spark_range r = {INT64_MAX, INT64_MIN, BOARD_SPARK, -1};
    for (int i = 0; i < BOARD_SPARK; i++) {
        int64_t v = row->spark[i].value.e4;
        if (!row->spark[i].is_known)
            continue;
        r.low = v < r.low ? v : r.low;
        r.high = v > r.high ? v : r.high;
        r.first = r.first < i ? r.first : i;
        r.last = i;
    }
    return r;
}

/* Where a value stands between low and high, from the top. For a picture only. */
static int64_t spark_y(const struct spark_range *r, int64_t v)
{
    int64_t span = (int64_t)SPARK_HEIGHT - 2 * SPARK_EDGE;
    int64_t range = (r->high - r->low) / 1000 + 1;
    return SPARK_EDGE + span - (v - r->low) / 1000 * span / range;
}

static bool has_neighbour(const struct board_row *row, int i)
{
    return (i > 0 && row->spark[i - 1].is_known) ||
           (i + 1 < BOARD_SPARK && row->spark[i + 1].is_known);
}

/* "M32 40" or "l16-3": a sign parts numbers as well as a space does. */
static void put_pair(struct buf *out, char move, int64_t x, int64_t y)
{
    buf_byte(out, move);
    buf_int(out, x);
    if (y >= 0)
        buf_byte(out, ' ');
    buf_int(out, y);
}

/* A line of no length: with round ends, a dot. */
static void put_dot(struct buf *out, int64_t x, int64_t y)
{
    put_pair(out, 'M', x, y);
    buf_add(out, S("h0"));
}

static struct str spark_words(struct exchange *x, const struct board_row *row,
                              const struct spark_range *r)
{
    struct buf heard = buf_on(x->a, 128);
    buf_add(&heard, decimal_str(x->a, row->spark[r->first].value, row->decimals));
    buf_add(&heard, S(" → "));
    buf_add(&heard, decimal_str(x->a, row->spark[r->last].value, row->decimals));
    return buf_str(&heard);
}

struct view_spark spark_on(struct exchange *x, const struct board_row *row)
{
    struct spark_range r = spark_range(row);
    if (r.first >= r.last)
        return (struct view_spark){0};
    struct buf path = buf_on(x->a, 512);
    struct buf lone = buf_on(x->a, 512);
    struct buf dot = buf_on(x->a, 32);
    int64_t before = 0;
    for (int i = r.first; i <= r.last; i++) {
        if (!row->spark[i].is_known)
            continue;
        int64_t y = spark_y(&r, row->spark[i].value.e4);
        if (i > r.first && row->spark[i - 1].is_known)
            put_pair(&path, 'l', SPARK_STEP, y - before);
        else if (has_neighbour(row, i))
            put_pair(&path, 'M', (int64_t)i * SPARK_STEP, y);
        else
            put_dot(&lone, (int64_t)i * SPARK_STEP, y);
        before = y;
    }
    put_dot(&dot, (int64_t)r.last * SPARK_STEP, before);
    return (struct view_spark){.is_drawn = true,
                               .path = buf_str(&path),
                               .lone = buf_str(&lone),
                               .dot = buf_str(&dot),
                               .words = spark_words(x, row, &r)};
}

static struct str reference_words(struct exchange *x, const struct field *f, const struct value *v,
                                  const struct names *names, struct str *out_address)
{
    const struct name *name = names ? names_find(names, f->ref, v->i) : NULL;
    if (!name)
        return str_fmt(x->a, "#%lld", (long long)v->i);
    if (out_address)
        *out_address = f->ref == &matter_entity ? str_fmt(x->a, "/matters/%lld", (long long)v->i)
                                                : record_address(x, f->ref, v->i);
    return name->name.len > 0 ? name->name : name->code;
}

struct str value_words(struct exchange *x, const struct field *f, const struct value *v,
                       const struct names *names, struct str *out_address)
{
    if (v->type == VALUE_NULL)
        return S("");
    if (f->kind == KIND_REF)
        return reference_words(x, f, v, names, out_address);
    if (f->kind == KIND_PERIOD)
        return period_words(x, (struct period){v->i});
    struct buf b = buf_on(x->a, 64 * KIB);
    kind_show(&b, x->call.lang, f, v);
    return buf_str(&b);
}

/* The end of a term is said together with its beginning: "2006年1月1日起", "from 1 January 2006".
 */
static void put_term(struct exchange *x, struct buf *out, const struct value *from,
                     const struct value *to)
{
    struct message m = {
        .id = to ? MSG_web_term : MSG_web_term_open,
        .args = {ARG_TEXT(date_words(x, from->i)), ARG_TEXT(to ? date_words(x, to->i) : S(""))}};
    message_write(out, x->call.lang, &m);
}

static const struct value *end_of(const struct shape *s, const struct record *r, int from)
{
    bool has_end = from + 1 < s->e->n_fields && s->fields[from + 1].kind == KIND_DATE &&
                   r->v[from + 1].type == VALUE_INT;
    return has_end ? &r->v[from + 1] : NULL;
}

struct str record_name(struct exchange *x, const struct shape *s, const struct record *r,
                       const struct names *names)
{
    struct buf name = buf_on(x->a, 16 * KIB);
    bool is_in_term = false;
    for (struct str rest = s->e->show; rest.len > 0;) {
        int at = entity_show_field(s, str_cut(rest, ',', &rest), x->call.lang, r->v);
        if (at < 0 || r->v[at].type == VALUE_NULL || is_in_term)
            continue;
        if (name.len > 0)
            buf_add(&name, S(" · "));
        is_in_term = s->fields[at].kind == KIND_DATE;
        if (is_in_term)
            put_term(x, &name, &r->v[at], end_of(s, r, at));
        else
            buf_add(&name, value_words(x, &s->fields[at], &r->v[at], names, NULL));
    }
    return name.len > 0 ? buf_str(&name) : str_fmt(x->a, "#%lld", (long long)r->id);
}
