/*
 * wording.h -- figures in words, Chinese and English. Never a sign in words.
 *
 * Each function appends a phrase to `out`, without full stop or capital, from the texts core.* of
 * ui/po. Numbers are rounded to `places` once, here; what rounds to zero is worded as level.
 */
#ifndef CORE_WORDING_H
#define CORE_WORDING_H

#include "base/decimal.h"
#include "base/message.h"
#include "core/judgement.h"

/* "增长17.9%", "下降17.9%", "持平" / "rose 17.9 %", "fell 17.9 %", "was unchanged". */
void wording_change(struct buf *out, enum lang lang, struct decimal growth, int places);
/*
 * growth minus target growth: "低于年初目标13.5个百分点", "高于…", "与年初目标持平". With `near`, a
 * gap up to 0.3 below a whole number is rounded up to it: "与年初目标相差近14个百分点",
 * "高于年初目标近2个百分点". The exact gap is then to stand beside it.
 */
void wording_gap(struct buf *out, enum lang lang, struct decimal gap, int places, bool near);
/* Would wording_gap() with `near` say 近N? */
bool wording_is_near(struct decimal gap);
/* "13.8个百分点" / "13.8 percentage points", the size alone. */
void wording_points(struct buf *out, enum lang lang, struct decimal gap, int places);
/* "完成年度目标的17.1%" / "17.1 % of the year's target"; of a figure below 0 that none of it is. */
void wording_completion(struct buf *out, enum lang lang, struct decimal percent, int places);
/* "比序时进度低24.6个百分点", "比计划进度高…", "与…持平"; by the judgement's measure. */
void wording_judgement(struct buf *out, enum lang lang, const struct judgement *j, int places);
/* "绿", "黄", "红", "橙", "蓝", "无". */
struct str wording_light(enum lang lang, enum light light);

#endif
