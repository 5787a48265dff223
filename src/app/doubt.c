/*
 * doubt.c -- figures that deserve a second look, each with the reason in words.
 *
 * Only figures of record are compared digit by digit: what is implied or made up for a
 * demonstration would prove nothing. A doubt never changes a figure. Doubts about size:
 * doubt_size.c.
 */
#include "app/board_load.h"
#include "core/series.h"
#include "core/wording.h"

enum { DOUBT_TEXT_MAX = 2048 };

static bool is_of_record(const struct board_number *n)
{
    return n->is_known && n->id != 0 && certainty_is_of_record(n->certainty);
}

void board_add_doubt(const struct board_load *l, struct board_row *row, struct doubt d,
                     const struct message *m)
{
    if (row->n_doubts == BOARD_DOUBTS)
        return;
    d.sentence = message_str(l->c->a, l->c->lang, m);
    row->doubts[row->n_doubts++] = d;
}

static struct str shown(const struct board_load *l, const struct board_row *row, struct decimal d)
{
    return decimal_str(l->c->a, d, row->decimals);
}

static struct str changed(const struct board_load *l, struct decimal growth)
{
    struct buf out = buf_on(l->c->a, DOUBT_TEXT_MAX);
    wording_change(&out, l->c->lang, growth, 1);
    return buf_str(&out);
}

static void doubt_same_digits(const struct board_load *l, struct board_row *row)
{
    if (!is_of_record(&row->value) || !is_of_record(&row->growth) ||
        !series_same_digits(row->value.value, row->growth.value))
        return;
    struct message m = {.id = MSG_board_doubt_same_digits,
                        .args = {ARG_TEXT(decimal_exact(l->c->a, row->growth.value))}};
    struct doubt d = {.kind = DOUBT_SAME_DIGITS, .ids = {row->value.id, row->growth.id}};
    board_add_doubt(l, row, d, &m);
}

static void doubt_growth(const struct board_load *l, struct board_row *row)
{
    /* Rounding of value and base alone makes a tenth of a point, seldom more. */
    struct decimal tolerance = {DECIMAL_ONE / 2};
    struct decimal recomputed = {0};
    struct series_figure figure = {row->value.value, row->growth.value};
    if (!is_of_record(&row->value) || !is_of_record(&row->growth) || !is_of_record(&row->base))
        return;
    if (!series_growth_differs(figure, row->base.value, tolerance, &recomputed))
        return;
    struct message m = {.id = MSG_board_doubt_growth,
                        .args = {ARG_TEXT(shown(l, row, row->base.value)),
                                 ARG_TEXT(changed(l, recomputed)),
                                 ARG_TEXT(changed(l, row->growth.value))}};
    struct doubt d = {.kind = DOUBT_GROWTH, .ids = {row->value.id, row->growth.id, row->base.id}};
    board_add_doubt(l, row, d, &m);
}

static void doubt_stated(const struct board_load *l, struct board_row *row)
{
    for (ptrdiff_t i = 0; i < l->n_stated; i++) {
        const struct board_stated *s = &l->stated[i];
        if (s->indicator != row->indicator || !s->number.is_known || !row->value.is_known ||
            decimal_cmp(s->number.value, row->value.value) == 0)
            continue;
        struct message m = {.id = MSG_board_doubt_stated,
                            .args = {ARG_TEXT(shown(l, row, s->number.value)),
                                     ARG_TEXT(shown(l, row, row->value.value)),
                                     ARG_TEXT(row->measure)}};
        struct doubt d = {.kind = DOUBT_STATED, .ids = {row->value.id, s->number.id}};
        board_add_doubt(l, row, d, &m);
    }
}

/* Total and part moved the same way by their growth, so a rest that moved the other way is odd. */
static bool rest_is_odd(struct decimal total, struct decimal part, struct decimal rest)
{
    bool both_rose = total.e4 > 0 && part.e4 > 0;
    bool both_fell = total.e4 < 0 && part.e4 < 0;
    return (both_rose && rest.e4 < 0) || (both_fell && rest.e4 > 0);
}

static void doubt_rest(const struct board_load *l, struct board_row *total,
                       const struct board_row *part)
{
    struct series_figure t = {total->value.value, total->growth.value};
    struct series_figure p = {part->value.value, part->growth.value};
    struct series_figure rest = {{0}, {0}};
    if (!is_of_record(&total->growth) || !is_of_record(&part->growth) ||
        !series_residual(t, p, 1, &rest) || !rest_is_odd(t.growth, p.growth, rest.growth))
        return;
    struct str amount = shown(l, total, rest.value);
    struct message m = {.id = MSG_board_doubt_rest,
                        .args = {ARG_TEXT(part->name), ARG_TEXT(amount), ARG_TEXT(total->measure),
                                 ARG_TEXT(changed(l, rest.growth))}};
    struct doubt d = {.kind = DOUBT_REST,
                      .ids = {total->growth.id, part->growth.id, part->value.id}};
    board_add_doubt(l, total, d, &m);
}

static void doubt_part(const struct board_load *l, struct board_row *total,
                       const struct board_row *part)
{
    if (total->period.code != part->period.code || !is_of_record(&total->value) ||
        !is_of_record(&part->value))
        return;
    if (decimal_cmp(part->value.value, total->value.value) <= 0) {
        doubt_rest(l, total, part);
        return;
    }
    struct message m = {.id = MSG_board_doubt_part,
                        .args = {ARG_TEXT(part->name), ARG_TEXT(shown(l, part, part->value.value)),
                                 ARG_TEXT(shown(l, total, total->value.value)),
                                 ARG_TEXT(total->measure)}};
    struct doubt d = {.kind = DOUBT_PART_EXCEEDS, .ids = {total->value.id, part->value.id}};
    board_add_doubt(l, total, d, &m);
}

static struct board_row *row_of(struct board *b, int64_t indicator)
{
    for (ptrdiff_t i = 0; i < b->n_rows; i++)
        if (b->rows[i].indicator == indicator)
            return &b->rows[i];
    return NULL;
}

/* A row's doubts about itself come first, then those about its parts in their order. */
void board_doubt(struct board_load *l)
{
    struct board *b = l->board;
    for (ptrdiff_t i = 0; i < b->n_rows; i++) {
        doubt_same_digits(l, &b->rows[i]);
        doubt_growth(l, &b->rows[i]);
        doubt_stated(l, &b->rows[i]);
        board_doubt_size(l, i);
    }
    for (ptrdiff_t k = 0; k < b->n_rows; k++) {
        struct board_row *total = b->rows[k].part_of != 0 ? row_of(b, b->rows[k].part_of) : NULL;
        if (total)
            doubt_part(l, total, &b->rows[k]);
    }
}
