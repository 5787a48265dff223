/*
 * notice_rows.h -- notices as rows, on their own page and on Today.
 */
#ifndef NOTICE_ROWS_H
#define NOTICE_ROWS_H

#include "app/notices.h"
#include "web/pages/page.h"
#include "web/pages/views.h"

const struct view_notice_row *notice_rows(struct exchange *x, const struct notices *n);

#endif
