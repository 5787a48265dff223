/*
 * views.h -- the view structs of all pages and their tables, from the .view files beside this.
 */
#ifndef VIEWS_H
#define VIEWS_H

/* Parts before what holds them. */
/* clang-format off */
#include "format/view_structs.h"
#include "web/pages/shell.view"
#include "web/pages/alone.view"
#include "web/pages/indicators.view"
#include "web/pages/figures.view"
#include "web/pages/units.view"
#include "web/pages/briefs.view"
#include "web/pages/data.view"
#include "web/pages/matters.view"
#include "web/pages/notices.view"
#include "web/pages/rounds.view"
#include "web/pages/today.view"
#include "web/pages/search.view"
#include "web/pages/report.view"
#include "web/pages/calendar.view"
#include "web/pages/settings.view"
#include "web/pages/complaints.view"
#include "format/view_end.h"
/* clang-format on */

#endif
