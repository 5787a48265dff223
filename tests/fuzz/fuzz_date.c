/*
 * fuzz_date.c -- a date or an instant as text. What is read is shown so that it reads the same.
 */
#include "base/date.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, MIB);
    struct str text = fuzz_input(data, size);
    int64_t date = 0;
    int64_t instant = 0;
    if (date_parse(text, &date))
        assert(date_in_range(date) && str_eq(date_str(&a, date), text));
    if (instant_parse(text, &instant)) {
        int64_t again = 0;
        bool read = instant_parse(instant_str(&a, instant), &again);
        assert(read && again == instant && date_in_range(instant_date(instant)));
    }
    arena_done(&a);
    return 0;
}
