/*
 * metrics.c -- counters by route and status, one histogram of durations a route.
 */
#include "web/metrics.h"

#include "web/routes.h"

#include <stdatomic.h>

/* Upper bounds in microseconds; the last bucket has none. The aim is 1 ms CPU a page. */
static const int64_t bounds[] = {500,   1000,   2500,   5000,    10000,  25000,
                                 50000, 100000, 250000, 1000000, 5000000};
enum { BUCKETS = 12, STATUS_CLASSES = 6 };
static_assert(ARRAY_LEN(bounds) == BUCKETS - 1, "one bucket is above all bounds");

struct metric_row {
    _Atomic int64_t by_class[STATUS_CLASSES]; /* status / 100 */
    _Atomic int64_t buckets[BUCKETS];
    _Atomic int64_t total_us;
};

struct metrics {
    struct metric_row *rows;
    ptrdiff_t n;
    _Atomic int64_t running;
};

struct metrics *metrics_init(struct arena *a, ptrdiff_t n)
{
    struct metrics *m = NEW(a, struct metrics, 1);
    m->rows = NEW(a, struct metric_row, n + 1);
    m->n = n;
    return m;
}

void metrics_begin(struct metrics *m)
{
    atomic_fetch_add_explicit(&m->running, 1, memory_order_relaxed);
}

static void count(_Atomic int64_t *counter, int64_t by)
{
    atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

void metrics_end(struct metrics *m, ptrdiff_t row, int status, int64_t microseconds)
{
    struct metric_row *r = &m->rows[row];
    int bucket = 0;
    count(&m->running, -1);
    if (status == 0)
        return;
    while (bucket < BUCKETS - 1 && microseconds > bounds[bucket])
        bucket++;
    assert(status >= 100 && status / 100 < STATUS_CLASSES);
    count(&r->by_class[status / 100], 1);
    count(&r->buckets[bucket], 1);
    count(&r->total_us, microseconds);
}

static int64_t value_of(const _Atomic int64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

/* {method="GET",route="/units/:id" -- left open for more labels. */
static void write_labels(struct buf *out, const struct metrics *m, ptrdiff_t row)
{
    static const char *const names[METHOD_COUNT] = {
        [METHOD_GET] = "GET",         [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
        [METHOD_PATCH] = "PATCH",     [METHOD_PUT] = "PUT",   [METHOD_DELETE] = "DELETE",
        [METHOD_OPTIONS] = "OPTIONS",
    };
    if (row == m->n)
        buf_add(out, S("{method=\"\",route=\"\""));
    else
        buf_fmt(out, "{method=\"%s\",route=\"%.*s\"", names[routes[row].method],
                STR_ARG(routes[row].path));
}

static void write_seconds(struct buf *out, int64_t us)
{
    buf_fmt(out, "%lld.%06lld", (long long)(us / 1000000), (long long)(us % 1000000));
}

static void write_counts(const struct metrics *m, struct buf *out)
{
    buf_add(out, S("# HELP ponan_requests_total Requests answered, by route and status class.\n"
                   "# TYPE ponan_requests_total counter\n"));
    for (ptrdiff_t i = 0; i <= m->n; i++) {
        for (int class = 1; class < STATUS_CLASSES; class ++) {
            int64_t n = value_of(&m->rows[i].by_class[class]);
            if (n == 0)
                continue;
            buf_add(out, S("ponan_requests_total"));
            write_labels(out, m, i);
            buf_fmt(out, ",status=\"%dxx\"} %lld\n", class, (long long)n);
        }
    }
}

static void write_histogram(const struct metrics *m, ptrdiff_t row, struct buf *out)
{
    int64_t so_far = 0;
    for (int b = 0; b < BUCKETS; b++) {
        so_far += value_of(&m->rows[row].buckets[b]);
        buf_add(out, S("ponan_request_seconds_bucket"));
        write_labels(out, m, row);
        buf_add(out, S(",le=\""));
        if (b < BUCKETS - 1)
            write_seconds(out, bounds[b]);
        else
            buf_add(out, S("+Inf"));
        buf_fmt(out, "\"} %lld\n", (long long)so_far);
    }
    buf_add(out, S("ponan_request_seconds_sum"));
    write_labels(out, m, row);
    buf_add(out, S("} "));
    write_seconds(out, value_of(&m->rows[row].total_us));
    buf_add(out, S("\nponan_request_seconds_count"));
    write_labels(out, m, row);
    buf_fmt(out, "} %lld\n", (long long)so_far);
}

static bool was_used(const struct metric_row *r)
{
    for (int b = 0; b < BUCKETS; b++)
        if (value_of(&r->buckets[b]) > 0)
            return true;
    return false;
}

static void write_gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
    buf_fmt(out, "# HELP %s %s\n# TYPE %s gauge\n%s %lld\n", name, help, name, name,
            (long long)value);
}

void metrics_write(const struct metrics *m, const struct gauges *g, struct buf *out)
{
    write_counts(m, out);
    buf_add(out, S("# HELP ponan_request_seconds Time from the whole request to its answer.\n"
                   "# TYPE ponan_request_seconds histogram\n"));
    for (ptrdiff_t i = 0; i <= m->n; i++)
        if (was_used(&m->rows[i]))
            write_histogram(m, i, out);
    write_gauge(out, "ponan_requests_running", "Requests being answered.", value_of(&m->running));
    write_gauge(out, "ponan_database_up", "1 if the database answers.", g->database_up);
    write_gauge(out, "ponan_sealer_lag_seconds", "Age of the oldest entry not yet sealed.",
                g->sealer_lag_seconds);
    write_gauge(out, "ponan_unsealed_entries", "Entries of the record not yet sealed.",
                g->unsealed);
    write_gauge(out, "ponan_open_views", "Database views in use.", g->open_views);
}
