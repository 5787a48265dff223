/*
 * sealer.h -- the job that seals the record: at most a second after an entry was written.
 */
#ifndef SEALER_H
#define SEALER_H

#include "app/app.h"

/* job.run: all that is there now, in batches. */
MUST_USE enum err sealer_run(struct app *app, struct fail *why);

#endif
