/*
 * metrics.h -- counts of requests for /metrics. Nothing about persons: no addresses, no accounts.
 *
 * Counters are atomic; threads add without waiting for one another.
 */
#ifndef METRICS_H
#define METRICS_H

#include "base/base.h"

struct route;
struct metrics;

/* Lives in `a`. One row for each route, one more for requests that no row answers. */
struct metrics *metrics_init(struct arena *a, ptrdiff_t n_routes);
void metrics_begin(struct metrics *m);
/* A request was answered. row: of the table, n_routes for none. status 0: only its head was asked
 * about, and it is not counted. */
void metrics_end(struct metrics *m, ptrdiff_t row, int status, int64_t microseconds);

/* What is known of the rest of the program when /metrics is asked. */
struct gauges {
    int64_t sealer_lag_seconds; /* age of the oldest entry that is not sealed; 0: none */
    int64_t unsealed;           /* entries */
    int64_t open_views;
    bool database_up;
};
/* Prometheus text format 0.0.4. */
void metrics_write(const struct metrics *m, const struct gauges *g, struct buf *out);

#endif
