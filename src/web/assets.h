/*
 * assets.h -- style, script and pictures, from inside the program.
 */
#ifndef ASSETS_H
#define ASSETS_H

#include "web/exchange.h"

/* /static/:name. With ?v=VERSION of this build it is kept for ever, else asked for again. */
enum err get_asset(struct exchange *x, struct fail *why);
/* Changes whenever one of the files does: what pages put behind ?v=. */
struct str assets_version(const struct exchange *x);
/* That version, computed once by web_init(). */
struct str assets_stamp(struct arena *a);

#endif
