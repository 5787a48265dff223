/*
 * brief.c -- a board in three parts: what was achieved, what falls short, what to do next.
 *
 * Results stand furthest ahead first, shortcomings furthest behind first. A figure that deserves a
 * second look says so where it stands, with every reason.
 */
#include "app/brief.h"

#include "app/brief_write.h"
#include "core/wording.h"
#include "entity/choices.h"

/* "全县" before a name, by what the unit's own name ends with; "" where that would read twice. */
static struct str scope_word(const struct brief_writer *w, const struct board_row *row)
{
    static const struct {
        struct str end, word;
    } words[] = {
        {S_("县"), S_("全县")}, {S_("市"), S_("全市")},     {S_("区"), S_("全区")},
        {S_("省"), S_("全省")}, {S_("镇"), S_("全镇")},     {S_("乡"), S_("全乡")},
        {S_("旗"), S_("全旗")}, {S_("街道"), S_("全街道")},
    };
    if (w->c->lang != LANG_ZH || str_starts(row->name, S("全")))
        return S("");
    for (ptrdiff_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ends(w->board->unit_name, words[i].end))
            return words[i].word;
    return S("");
}

static void say_value(struct brief_writer *w, const struct board_row *row)
{
    struct str name = str_fmt(w->c->a, "%.*s%.*s", STR_ARG(scope_word(w, row)), STR_ARG(row->name));
    struct brief_run period = PLAIN(brief_period(w, row->period));
    struct brief_run what = LINKED(name, INDICATOR, row->indicator);
    if (!row->value.is_known) {
        BRIEF_SAY(w, MSG_brief_item_growth_only, period, what);
        return;
    }
    struct str amount = brief_amount(w, row, row->value.value);
    if (row->n_summed == 0) {
        BRIEF_SAY(w, MSG_brief_item_value, period, what,
                  LINKED(amount, OBSERVATION, row->value.id));
        return;
    }
    /* A sum has no record of its own: the indicator's page shows its parts. */
    BRIEF_SAY(w, MSG_brief_item_value, period, what, LINKED(amount, INDICATOR, row->indicator));
    struct message summed = {.id = row->n_missing > 0 ? MSG_brief_item_summed_missing
                                                      : MSG_brief_item_summed,
                             .args = {ARG_INT(row->n_summed), ARG_INT(row->n_missing)}};
    brief_say(w, message_str(w->c->a, w->c->lang, &summed));
}

/* The verdict is about a target where there is one: its record is what the words lead to. Where
 * there is none and nothing to judge by, that is what is said. */
static void say_verdict(struct brief_writer *w, const struct board_row *row)
{
    const struct board_number *target =
        row->growth_target.is_known ? &row->growth_target : &row->target;
    if (!target->is_known && row->standing == STANDING_UNJUDGED)
        BRIEF_SAY(w, MSG_brief_item_unjudged, PLAIN(row->sentence));
    if (!target->is_known)
        return;
    BRIEF_SAY(w, MSG_brief_item_verdict, LINKED(row->sentence, TARGET, target->id));
    if (target->certainty == CERTAINTY_implied)
        BRIEF_SAY(w, MSG_brief_item_implied, PLAIN(S("")));
}

static void say_doubts(struct brief_writer *w, const struct board_row *row)
{
    for (int i = 0; i < row->n_doubts; i++) {
        const struct doubt *d = &row->doubts[i];
        int64_t id = d->ids[d->kind == DOUBT_SAME_DIGITS ? 1 : 0];
        BRIEF_SAY(w, MSG_brief_item_doubt, LINKED(d->sentence, OBSERVATION, id));
    }
}

static void say_row(struct brief_writer *w, const struct board_row *row)
{
    brief_item_begin(w, row);
    w->item->is_doubtful = row->n_doubts > 0;
    w->item->is_implied = row->is_implied;
    w->item->is_synthetic = row->is_synthetic;
    say_value(w, row);
    if (row->growth.is_known)
        BRIEF_SAY(w, MSG_brief_item_growth,
                  LINKED(brief_change(w, row->growth.value), OBSERVATION, row->growth.id));
    say_verdict(w, row);
    if (row->is_synthetic)
        BRIEF_SAY(w, MSG_brief_item_synthetic, PLAIN(S("")));
    BRIEF_SAY(w, MSG_brief_item_end, PLAIN(S("")));
    say_doubts(w, row);
}

static int furthest_behind_first(const void *a, const void *b)
{
    const struct board_row *x = *(const struct board_row *const *)a;
    const struct board_row *y = *(const struct board_row *const *)b;
    int order = judgement_cmp(&x->judgement, &y->judgement);
    /* Rows of one board, so equal ones keep the order of the board. */
    return order != 0 ? order : (x > y) - (x < y);
}

static int furthest_ahead_first(const void *a, const void *b)
{
    const struct board_row *x = *(const struct board_row *const *)a;
    const struct board_row *y = *(const struct board_row *const *)b;
    int order = judgement_cmp(&y->judgement, &x->judgement);
    return order != 0 ? order : (x > y) - (x < y);
}

typedef int row_order_fn(const void *a, const void *b);

/* The rows of one standing, in order. */
static ptrdiff_t rows_of(const struct brief_writer *w, enum standing standing, row_order_fn *order,
                         const struct board_row ***out)
{
    const struct board *b = w->board;
    const struct board_row **rows = NEW(w->c->a, const struct board_row *, b->n_rows);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < b->n_rows; i++)
        if (b->rows[i].standing == standing)
            rows[n++] = &b->rows[i];
    if (n > 1)
        qsort(rows, (size_t)n, sizeof *rows, order); // NOLINT(bugprone-sizeof-expression)
    *out = rows;
    return n;
}

static void write_sections(struct brief_writer *w, struct brief *b)
{
    const struct board_row **good = NULL;
    const struct board_row **bad = NULL;
    const struct board_row **unjudged = NULL;
    ptrdiff_t n_good = rows_of(w, STANDING_RESULT, furthest_ahead_first, &good);
    ptrdiff_t n_bad = rows_of(w, STANDING_SHORTCOMING, furthest_behind_first, &bad);
    ptrdiff_t n_unjudged = rows_of(w, STANDING_UNJUDGED, furthest_behind_first, &unjudged);
    b->sections[BRIEF_RESULTS].code = S("results");
    brief_section_begin(w, &b->sections[BRIEF_RESULTS], MSG_brief_results, MSG_brief_results_none);
    for (ptrdiff_t i = 0; i < n_good; i++)
        say_row(w, good[i]);
    b->sections[BRIEF_SHORTCOMINGS].code = S("shortcomings");
    brief_section_begin(w, &b->sections[BRIEF_SHORTCOMINGS], MSG_brief_shortcomings,
                        MSG_brief_shortcomings_none);
    for (ptrdiff_t i = 0; i < n_bad; i++)
        say_row(w, bad[i]);
    /* What lacks a measure is no result either: that it lacks one is the shortcoming. */
    for (ptrdiff_t i = 0; i < n_unjudged; i++)
        say_row(w, unjudged[i]);
    b->sections[BRIEF_NEXT].code = S("next");
    brief_section_begin(w, &b->sections[BRIEF_NEXT], MSG_brief_next, MSG_brief_next_none);
    brief_next(w, bad, n_bad);
    for (int i = 0; i < BRIEF_PART_COUNT; i++)
        b->sections[i].part = (enum brief_part)i;
}

static void add_note(struct brief *b, struct call *c, enum msg id)
{
    struct message m = {.id = id};
    b->notes[b->n_notes++] = message_str(c->a, c->lang, &m);
}

static void write_heads(struct brief *b, struct call *c)
{
    enum { NOTES = 2, TITLE_MAX = 1024 };
    struct buf period = buf_on(c->a, TITLE_MAX);
    period_show(&period, c->lang, period_cumulative(b->board.query.period), true);
    struct message title = {.id = MSG_brief_title,
                            .args = {ARG_TEXT(b->board.unit_name), ARG_TEXT(buf_str(&period))}};
    b->title = message_str(c->a, c->lang, &title);
    struct ymd day = date_ymd(c->today);
    struct message date = {
        .id = MSG_brief_date,
        .args = {ARG_INT(day.year), ARG_INT(day.month), ARG_INT(day.day),
                 ARG_TEXT(date_str(c->a, c->today))},
    };
    b->date = message_str(c->a, c->lang, &date);
    struct message now = {.id = MSG_brief_now, .args = {ARG_TEXT(b->date)}};
    struct message then = {.id = MSG_brief_then, .args = {ARG_INT(b->board.as_of)}};
    b->subtitle = message_str(c->a, c->lang, b->board.as_of == 0 ? &now : &then);
    bool is_implied = false;
    bool is_synthetic = false;
    for (ptrdiff_t i = 0; i < b->board.n_rows; i++) {
        is_implied = is_implied || b->board.rows[i].is_implied;
        is_synthetic = is_synthetic || b->board.rows[i].is_synthetic;
    }
    b->notes = NEW(c->a, struct str, NOTES);
    if (is_implied)
        add_note(b, c, MSG_brief_note_implied);
    if (is_synthetic)
        add_note(b, c, MSG_brief_note_synthetic);
}

void brief_from(struct call *c, const struct board *board, struct brief *out)
{
    *out = (struct brief){.lang = c->lang, .board = *board};
    struct brief_writer w = {.c = c, .board = &out->board};
    write_heads(out, c);
    write_sections(&w, out);
}

bool brief_is_due(const struct call *c, struct period p)
{
    return period_last_day(p) < call_day(c);
}

/* Nobody owes a figure of a period that goes on. */
static enum err must_have_ended(struct call *c, struct period p, struct fail *why)
{
    enum { NAME_MAX = 128 };
    if (brief_is_due(c, p))
        return OK;
    struct buf name = buf_on(c->a, NAME_MAX);
    period_show(&name, c->lang, period_cumulative(p), true);
    return FAIL(why, ERR_NOT_FOUND, MSG_brief_not_due, ARG_TEXT(buf_str(&name)),
                ARG_DATE(period_last_day(p)), ARG_DATE(call_day(c)));
}

enum err brief_make(struct call *c, const struct board_query *q, struct brief *out,
                    struct fail *why)
{
    struct board board = {0};
    enum err err = must_have_ended(c, q->period, why);
    if (err == OK)
        err = board_make(c, q, &board, why);
    if (err == OK)
        brief_from(c, &board, out);
    return err;
}
