/*
 * form_text.h -- what form.c and multipart.c share: which text may come in.
 */
#ifndef FORM_TEXT_H
#define FORM_TEXT_H

#include "base/base.h"

/* Valid UTF-8 without control bytes; with may_break tabs and line ends are fine. */
bool form_text_valid(struct str text, bool may_break);

#endif
