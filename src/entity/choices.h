/*
 * choices.h -- choices that several entities share.
 */
#ifndef CHOICES_H
#define CHOICES_H

#include "entity/entity.h"

/* How sure a figure or fact is: from a paper, implied by one, or made up for a demonstration. */
#define CERTAINTIES(X)       \
    X(certainty, documented) \
    X(certainty, implied)    \
    X(certainty, synthetic)  \
    X(certainty, reported) /* by the post whose figure it is; no paper is named */
enum certainty {
#define X(name, code) CERTAINTY_##code,
    CERTAINTIES(X)
#undef X
        CERTAINTY_COUNT
};
/* Targets and units come from papers: their choices end before `reported`. */
enum { PAPER_CERTAINTY_COUNT = CERTAINTY_reported };
extern const struct choice certainties[CERTAINTY_COUNT];

/* A figure that stands for itself: what is implied or made up for a demonstration proves nothing.
 */
static inline bool certainty_is_of_record(int64_t certainty)
{
    return certainty == CERTAINTY_documented || certainty == CERTAINTY_reported;
}

/* The two bases that never mix (architecture, section 5.1). */
#define BASES(X) X(basis, statistical) X(basis, management)
enum basis {
#define X(name, code) BASIS_##code,
    BASES(X)
#undef X
        BASIS_COUNT
};
extern const struct choice bases[BASIS_COUNT];

/* When a person hears of matters by mail. In the order of enum pace (core/quiet.h). */
#define NOTICE_PACES(X) X(pace, none) X(pace, at_once) X(pace, digest)
enum notice_pace {
#define X(name, code) NOTICE_PACE_##code,
    NOTICE_PACES(X)
#undef X
        NOTICE_PACE_COUNT
};
extern const struct choice notice_paces[NOTICE_PACE_COUNT];

extern const struct choice languages[LANG_COUNT]; /* in the order of enum lang */

#endif
