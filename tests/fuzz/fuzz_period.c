/*
 * fuzz_period.c -- a period as text. What is read is valid and reads the same again.
 */
#include "base/period.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, MIB);
    struct period p = {0};
    if (period_parse(fuzz_input(data, size), &p)) {
        struct period again = {0};
        bool read = period_parse(period_str(&a, p), &again);
        assert(read && again.code == p.code && period_valid(p));
        assert(period_first_day(p) < period_last_day(p));
    }
    arena_done(&a);
    return 0;
}
