/*
 * choices.h -- choices that several entities share.
 */
#ifndef CHOICES_H
#define CHOICES_H

#include "entity/entity.h"

/* How sure a figure or fact is: from a paper, implied by one, or made up for a demonstration. */
#define CERTAINTIES(X) X(certainty, documented) X(certainty, implied) X(certainty, synthetic)
enum certainty {
#define X(name, code) CERTAINTY_##code,
    CERTAINTIES(X)
#undef X
        CERTAINTY_COUNT
};
extern const struct choice certainties[CERTAINTY_COUNT];

/* The two bases that never mix (architecture, section 5.1). */
#define BASES(X) X(basis, statistical) X(basis, management)
enum basis {
#define X(name, code) BASIS_##code,
    BASES(X)
#undef X
        BASIS_COUNT
};
extern const struct choice bases[BASIS_COUNT];

extern const struct choice languages[LANG_COUNT]; /* in the order of enum lang */

#endif
