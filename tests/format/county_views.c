/*
 * county_views.c -- their tables.
 */
#include "format/county_views.h"

/* In this order: the first says what the next expand to. */
/* clang-format off */
#include "format/view_tables.h"
#include "format/county.view"
#include "format/view_end.h"
/* clang-format on */
