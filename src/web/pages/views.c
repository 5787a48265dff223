/*
 * views.c -- their tables, from which view_json() writes a page as JSON.
 */
#include "web/pages/views.h"

/* Parts before what holds them. */
/* clang-format off */
#include "format/view_tables.h"
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
