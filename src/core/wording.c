/*
 * wording.c -- figures in words: which text of ui/po applies, and with which numbers.
 */
#include "core/wording.h"

/* Texts for a number below, at and above zero. */
struct sides {
    enum msg below, level, above;
};

static void write_message(struct buf *out, enum lang lang, struct message m)
{
    message_write(out, lang, &m);
}

static struct decimal size_of(struct decimal d)
{
    return (struct decimal){.e4 = d.e4 < 0 ? -d.e4 : d.e4};
}

/* The text for d's side of zero, with d's size as argument 1. */
static void write_side(struct buf *out, enum lang lang, const struct sides *sides, struct decimal d,
                       int places)
{
    struct decimal rounded = decimal_round(d, places);
    struct message m = {.id = sides->level};
    if (rounded.e4 != 0) {
        m.id = rounded.e4 < 0 ? sides->below : sides->above;
        m.args[0] = (struct message_arg)ARG_TEXT(decimal_str(out->a, size_of(rounded), places));
    }
    write_message(out, lang, m);
}

void wording_change(struct buf *out, enum lang lang, struct decimal growth, int places)
{
    static const struct sides sides = {
        .below = MSG_core_change_fell,
        .level = MSG_core_change_level,
        .above = MSG_core_change_rose,
    };
    write_side(out, lang, &sides, growth, places);
}

/* The whole number that is at most 0.3 above the gap's size; 0 if none is. */
static int64_t nearly(struct decimal gap)
{
    enum { TENTHS_3 = 3 * DECIMAL_ONE / 10 };
    int64_t e4 = size_of(gap).e4;
    int64_t missing = (DECIMAL_ONE - e4 % DECIMAL_ONE) % DECIMAL_ONE;
    return missing > 0 && missing <= TENTHS_3 ? (e4 + missing) / DECIMAL_ONE : 0;
}

bool wording_is_near(struct decimal gap)
{
    return nearly(gap) > 0;
}

void wording_gap(struct buf *out, enum lang lang, struct decimal gap, int places, bool near)
{
    static const struct sides sides = {
        .below = MSG_core_gap_below,
        .level = MSG_core_gap_level,
        .above = MSG_core_gap_above,
    };
    int64_t whole = near ? nearly(gap) : 0;
    if (whole == 0) {
        write_side(out, lang, &sides, gap, places);
        return;
    }
    enum msg id = gap.e4 < 0 ? MSG_core_gap_near_below : MSG_core_gap_near_above;
    write_message(out, lang, (struct message){.id = id, .args = {ARG_INT(whole)}});
}

void wording_points(struct buf *out, enum lang lang, struct decimal gap, int places)
{
    struct str size = decimal_str(out->a, size_of(gap), places);
    write_message(out, lang, (struct message){MSG_core_points, {ARG_TEXT(size)}});
}

void wording_completion(struct buf *out, enum lang lang, struct decimal percent, int places)
{
    struct str share = decimal_str(out->a, percent, places);
    if (percent.e4 < 0)
        buf_add(out, msg_text(lang, MSG_core_completion_negative));
    else
        write_message(out, lang, (struct message){MSG_core_completion, {ARG_TEXT(share)}});
}

void wording_judgement(struct buf *out, enum lang lang, const struct judgement *j, int places)
{
    static const struct sides planned = {
        .below = MSG_core_planned_below,
        .level = MSG_core_planned_level,
        .above = MSG_core_planned_above,
    };
    static const struct sides linear = {
        .below = MSG_core_linear_below,
        .level = MSG_core_linear_level,
        .above = MSG_core_linear_above,
    };
    switch (j->measure) {
    case MEASURE_GROWTH_GAP: wording_gap(out, lang, j->apart, places, false); return;
    case MEASURE_PLANNED: write_side(out, lang, &planned, j->apart, places); return;
    case MEASURE_LINEAR: write_side(out, lang, &linear, j->apart, places); return;
    case MEASURE_GROWTH: wording_change(out, lang, j->actual, places); return;
    case MEASURE_NONE:
    case MEASURE_COUNT: return;
    }
}

struct str wording_light(enum lang lang, enum light light)
{
    static const enum msg words[] = {
        [LIGHT_NONE] = MSG_core_light_none,     [LIGHT_GREEN] = MSG_core_light_green,
        [LIGHT_YELLOW] = MSG_core_light_yellow, [LIGHT_RED] = MSG_core_light_red,
        [LIGHT_ORANGE] = MSG_core_light_orange, [LIGHT_BLUE] = MSG_core_light_blue,
    };
    static_assert(ARRAY_LEN(words) == LIGHT_COUNT, "a word for each light");
    return msg_text(lang, words[light]);
}
