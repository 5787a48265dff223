/*
 * county_views.h -- the view structs of the test templates.
 */
#ifndef COUNTY_VIEWS_H
#define COUNTY_VIEWS_H

/* In this order: the first says what the next expand to. */
/* clang-format off */
#include "format/view_structs.h"
#include "format/county.view"
#include "format/view_end.h"
/* clang-format on */

#endif
