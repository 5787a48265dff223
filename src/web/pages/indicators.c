/*
 * indicators.c -- how a unit stands: one row an indicator, to be filtered and put in order.
 */
#include "entity/choices.h"
#include "format/table_write.h"
#include "templates.h"
#include "web/pages/board_row.h"
#include "web/pages/pages.h"

/* Orders of the list; "-" before a code turns it round. */
enum sort_by { SORT_POSITION, SORT_NAME, SORT_VALUE, SORT_GROWTH, SORT_BEHIND, SORT_COUNT };
static const struct str sort_codes[SORT_COUNT] = {
    [SORT_POSITION] = S_(""),     [SORT_NAME] = S_("name"),     [SORT_VALUE] = S_("value"),
    [SORT_GROWTH] = S_("growth"), [SORT_BEHIND] = S_("behind"),
};

struct list {
    struct exchange *x;
    struct choice_of_board choice;
    struct board board;
    struct str standing, sort;
    const struct board_row **rows; /* those shown, in order */
    ptrdiff_t n;
};

static const struct str standing_codes[STANDING_COUNT] = {
    [STANDING_RESULT] = S_("result"),
    [STANDING_SHORTCOMING] = S_("shortcoming"),
    [STANDING_UNJUDGED] = S_("unjudged"),
    [STANDING_NO_FIGURE] = S_("no_figure"),
};

static enum sort_by sort_of(struct str sort, bool *out_down)
{
    *out_down = str_starts(sort, S("-"));
    struct str code = *out_down ? str_sub(sort, 1, sort.len) : sort;
    for (int i = 1; i < SORT_COUNT; i++)
        if (str_eq(code, sort_codes[i]))
            return (enum sort_by)i;
    return SORT_POSITION;
}

/* What is not known stands last either way. */
static int compare_numbers(const struct board_number *a, const struct board_number *b, bool down)
{
    if (a->is_known != b->is_known)
        return a->is_known ? -1 : 1;
    int order = decimal_cmp(a->value, b->value);
    return down ? -order : order;
}

static int compare_rows(const struct board_row *a, const struct board_row *b, enum sort_by by,
                        bool down)
{
    int order = 0;
    switch (by) {
    case SORT_NAME: order = str_cmp(a->name, b->name); break;
    case SORT_VALUE: return compare_numbers(&a->value, &b->value, down);
    case SORT_GROWTH: return compare_numbers(&a->growth, &b->growth, down);
    case SORT_BEHIND: order = judgement_cmp(&a->judgement, &b->judgement); break;
    case SORT_POSITION:
    case SORT_COUNT: return 0;
    }
    return down ? -order : order;
}

/* By insertion: a board has some dozens of rows, and equal rows must keep their order. */
static void sort_rows(struct list *l)
{
    bool down = false;
    enum sort_by by = sort_of(l->sort, &down);
    for (ptrdiff_t i = 1; i < l->n; i++) {
        const struct board_row *row = l->rows[i];
        ptrdiff_t at = i;
        for (; at > 0 && compare_rows(l->rows[at - 1], row, by, down) > 0; at--)
            l->rows[at] = l->rows[at - 1];
        l->rows[at] = row;
    }
}

static void choose_rows(struct list *l)
{
    l->rows = NEW(l->x->a, const struct board_row *, l->board.n_rows + 1);
    for (ptrdiff_t i = 0; i < l->board.n_rows; i++) {
        const struct board_row *row = &l->board.rows[i];
        if (l->standing.len == 0 || str_eq(l->standing, standing_codes[row->standing]))
            l->rows[l->n++] = row;
    }
    sort_rows(l);
}

static struct str list_address(struct list *l, struct str standing, struct str sort)
{
    struct address to = choice_address(l->x, S("/indicators"), &l->choice);
    address_put(&to, S("period"), choice_month(l->x, l->choice.q.period));
    address_put(&to, S("standing"), standing);
    address_put(&to, S("sort"), sort);
    return address_str(&to);
}

static void put_chips(struct list *l, struct view_indicators *v)
{
    struct view_standing_chip *at = NEW(l->x->a, struct view_standing_chip, STANDING_COUNT + 1);
    at[0] = (struct view_standing_chip){MSG_web_standing_all, list_address(l, S(""), l->sort),
                                        l->board.n_rows, l->standing.len == 0};
    for (int i = 0; i < STANDING_COUNT; i++) {
        int64_t count = 0;
        for (ptrdiff_t k = 0; k < l->board.n_rows; k++)
            count += l->board.rows[k].standing == (enum standing)i;
        at[i + 1] = (struct view_standing_chip){light_of((enum standing)i).word,
                                                list_address(l, standing_codes[i], l->sort), count,
                                                str_eq(l->standing, standing_codes[i])};
    }
    v->chips.at = at;
    v->chips.n = STANDING_COUNT + 1;
}

static void put_headings(struct list *l, struct view_indicators *v)
{
    static const struct heading {
        enum msg label;
        enum sort_by by;
        bool is_number;
    } all[] = {
        {MSG_web_figures_indicator, SORT_NAME, false},
        {MSG_web_indicators_value, SORT_VALUE, true},
        {MSG_web_indicators_growth_percent, SORT_GROWTH, true},
        {MSG_web_indicators_target, SORT_COUNT, true},
        {MSG_web_indicators_against, SORT_COUNT, true},
        {MSG_web_indicators_standing, SORT_BEHIND, false},
        {MSG_web_indicators_trend, SORT_COUNT, false},
    };
    struct view_sort_heading *at = NEW(l->x->a, struct view_sort_heading, ARRAY_LEN(all));
    bool down = false;
    enum sort_by now = sort_of(l->sort, &down);
    for (ptrdiff_t i = 0; i < ARRAY_LEN(all); i++) {
        at[i] = (struct view_sort_heading){.label = all[i].label, .is_number = all[i].is_number};
        if (all[i].by == SORT_COUNT)
            continue;
        bool is_now = now == all[i].by;
        struct str code = sort_codes[all[i].by];
        struct str next = is_now && !down ? str_fmt(l->x->a, "-%.*s", STR_ARG(code)) : code;
        at[i].address = list_address(l, l->standing, next);
        at[i].order = !is_now ? S("") : down ? S("descending") : S("ascending");
        at[i].is_down = is_now && down;
        at[i].is_up = is_now && !down;
    }
    v->headings.at = at;
    v->headings.n = ARRAY_LEN(all);
}

static void put_rows(struct list *l, struct view_indicators *v)
{
    struct view_indicator_row *at = NEW(l->x->a, struct view_indicator_row, l->n + 1);
    for (ptrdiff_t i = 0; i < l->n; i++) {
        at[i] = board_row_view(l->x, &l->choice, l->rows[i]);
        v->is_synthetic = v->is_synthetic || l->rows[i]->is_synthetic;
    }
    v->rows.at = at;
    v->rows.n = l->n;
}

static struct str export_address(struct list *l, enum table_kind kind)
{
    struct str word = table_kind_word(kind);
    struct address to = address_on(l->x, str_fmt(l->x->a, "/indicators.%.*s", STR_ARG(word)));
    address_put(&to, S("unit"), l->choice.unit_code);
    address_put(&to, S("period"), choice_month(l->x, l->choice.q.period));
    address_put(&to, S("basis"), bases[l->choice.q.basis].code);
    address_put(&to, S("standing"), l->standing);
    address_put(&to, S("sort"), l->sort);
    return address_str(&to);
}

static struct view_indicators view_of(struct list *l)
{
    struct exchange *x = l->x;
    struct str month = choice_month(x, l->choice.q.period);
    struct address brief =
        choice_address(x, str_fmt(x->a, "/briefs/%.*s", STR_ARG(month)), &l->choice);
    struct address enter = address_on(x, S("/figures"));
    address_put(&enter, S("period"), month);
    struct view_indicators v = {
        .shell = shell_on(x, words(x, MSG_web_nav_indicators), S("/indicators")),
        .title = words(x, MSG_web_nav_indicators),
        .subtitle = str_fmt(x->a, "%.*s · %.*s", STR_ARG(l->board.unit_name),
                            STR_ARG(period_words(x, period_cumulative(l->choice.q.period)))),
        .unit = l->board.unit_name,
        .unit_code = l->choice.unit_code,
        .standing = l->standing,
        .sort = l->sort,
        .export_address = export_address(l, TABLE_CSV),
        .xlsx_address = export_address(l, TABLE_XLSX),
        .may_enter = may(&x->call, RIGHT_REPORT) && x->as_of_day == DATE_NONE,
        .enter_address = address_str(&enter),
        .brief_address = address_str(&brief),
    };
    choice_periods(x, l->choice.q.period, &v.periods.at, &v.periods.n);
    choice_bases(x, l->choice.q.basis, &v.bases.at, &v.bases.n);
    put_chips(l, &v);
    put_headings(l, &v);
    put_rows(l, &v);
    return v;
}

static enum err list_read(struct exchange *x, struct list *out, struct fail *why)
{
    struct list l = {
        .x = x, .standing = query_get(x, S("standing")), .sort = query_get(x, S("sort"))};
    enum err err = choice_read(x, query_get(x, S("period")), &l.choice, why);
    if (err == OK)
        err = board_make(&x->call, &l.choice.q, &l.board, why);
    if (err != OK)
        return err;
    choose_rows(&l);
    *out = l;
    return OK;
}

enum err page_indicators(struct exchange *x, struct fail *why)
{
    struct list l = {0};
    enum err err = list_read(x, &l, why);
    if (err != OK)
        return err;
    struct view_indicators v = view_of(&l);
    if (wants_json(x))
        return respond_view(x, view_table_indicators(), &v, why);
    struct buf page = respond_buf(x);
    template_indicators(&page, x->call.lang, &v);
    return respond_html(x, 200, &page, why);
}

enum { TABLE_COLUMNS = 12 };

/* What the list shows, in its order: for spreadsheets, so numbers are exact. */
static const struct xlsx_heading *table_headings(struct exchange *x)
{
    static const struct {
        enum msg text;
        enum xlsx_kind kind;
    } headings[TABLE_COLUMNS] = {
        {MSG_web_figures_indicator, XLSX_KIND_TEXT},
        {MSG_web_indicator_code, XLSX_KIND_TEXT},
        {MSG_web_period, XLSX_KIND_TEXT},
        {MSG_web_indicators_measure, XLSX_KIND_TEXT},
        {MSG_web_indicators_value, XLSX_KIND_NUMBER},
        {MSG_web_indicators_growth_percent, XLSX_KIND_NUMBER},
        {MSG_web_indicators_target_value, XLSX_KIND_NUMBER},
        {MSG_web_indicators_target_growth, XLSX_KIND_NUMBER},
        {MSG_web_indicators_completion, XLSX_KIND_NUMBER},
        {MSG_web_indicators_gap, XLSX_KIND_NUMBER},
        {MSG_web_indicators_standing, XLSX_KIND_TEXT},
        {MSG_web_indicators_because, XLSX_KIND_TEXT},
    };
    struct xlsx_heading *at = NEW(x->a, struct xlsx_heading, TABLE_COLUMNS);
    for (int i = 0; i < TABLE_COLUMNS; i++)
        at[i] = (struct xlsx_heading){words(x, headings[i].text), headings[i].kind};
    return at;
}

static void write_row(const struct list *l, struct table_writer *w, const struct board_row *row)
{
    struct arena *a = l->x->a;
    const struct board_number *numbers[] = {&row->value,      &row->growth,
                                            &row->target,     &row->growth_target,
                                            &row->completion, &row->growth_gap};
    table_put(w, XLSX_KIND_TEXT, row->name);
    table_put(w, XLSX_KIND_TEXT, row->code);
    table_put(w, XLSX_KIND_TEXT, period_str(a, row->period));
    table_put(w, XLSX_KIND_TEXT, row->measure);
    for (ptrdiff_t k = 0; k < ARRAY_LEN(numbers); k++)
        table_put(w, XLSX_KIND_NUMBER,
                  numbers[k]->is_known ? decimal_exact(a, numbers[k]->value) : S(""));
    table_put(w, XLSX_KIND_TEXT, words(l->x, light_of(row->standing).word));
    table_put(w, XLSX_KIND_TEXT, row->sentence);
    table_end_row(w);
}

static enum err get_table(struct exchange *x, enum table_kind kind, struct fail *why)
{
    struct list l = {0};
    struct table_writer w = {0};
    enum err err = list_read(x, &l, why);
    if (err != OK)
        return err;
    struct buf bytes = buf_on(x->a, 4 * MIB);
    table_writer_open(&w, x->a, kind, &bytes, words(x, MSG_web_nav_indicators), table_headings(x),
                      TABLE_COLUMNS);
    for (ptrdiff_t i = 0; i < l.n; i++)
        write_row(&l, &w, l.rows[i]);
    err = table_writer_end(&w, why);
    if (err != OK)
        return err;
    return respond_table(x, kind, &bytes,
                         str_fmt(x->a, "%.*s-%.*s", STR_ARG(l.board.unit_name),
                                 STR_ARG(choice_month(x, l.choice.q.period))));
}

enum err get_indicators_csv(struct exchange *x, struct fail *why)
{
    return get_table(x, TABLE_CSV, why);
}

enum err get_indicators_xlsx(struct exchange *x, struct fail *why)
{
    return get_table(x, TABLE_XLSX, why);
}
