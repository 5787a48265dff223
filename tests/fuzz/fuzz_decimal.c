/*
 * fuzz_decimal.c -- a number as text. What is read is shown so that it reads the same.
 */
#include "base/decimal.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, MIB);
    struct decimal d = {0};
    if (decimal_parse(fuzz_input(data, size), &d)) {
        assert(d.e4 <= DECIMAL_MAX_E4 && d.e4 >= -DECIMAL_MAX_E4);
        struct decimal again = {0};
        bool read = decimal_parse(decimal_exact(&a, d), &again);
        assert(read && again.e4 == d.e4);
        for (int places = 0; places <= DECIMAL_PLACES; places++) {
            read = decimal_parse(decimal_str(&a, d, places), &again);
            assert(read && again.e4 == decimal_round(d, places).e4);
        }
    }
    arena_done(&a);
    return 0;
}
