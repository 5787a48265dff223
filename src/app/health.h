/*
 * health.h -- what /readyz and /metrics ask of the program below the web. Nothing about persons.
 */
#ifndef HEALTH_LOOK_H
#define HEALTH_LOOK_H

#include "app/app.h"

struct health {
    int64_t unsealed;           /* entries of the record that are not sealed yet */
    int64_t sealer_lag_seconds; /* age of the oldest of them by the database's clock; 0: none */
    int64_t open_views;         /* in use at this moment, without the one that looks */
};

/* Reads the database once. Errors: those of opening a view, DB. */
MUST_USE enum err health_look(struct app *app, struct arena *a, struct health *out,
                              struct fail *why);

#endif
