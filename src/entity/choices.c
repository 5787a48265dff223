/*
 * choices.c -- choices that several entities share.
 */
#include "entity/choices.h"

const struct choice certainties[CERTAINTY_COUNT] = {CERTAINTIES(SHARED_CHOICE_ROW)};

const struct choice bases[BASIS_COUNT] = {BASES(SHARED_CHOICE_ROW)};

const struct choice notice_paces[NOTICE_PACE_COUNT] = {NOTICE_PACES(SHARED_CHOICE_ROW)};

const struct choice languages[LANG_COUNT] = {
    [LANG_ZH] = {.code = S_("zh"), .label = MSG_language_zh},
    [LANG_EN] = {.code = S_("en"), .label = MSG_language_en},
};
