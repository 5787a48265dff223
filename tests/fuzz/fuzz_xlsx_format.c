/*
 * fuzz_xlsx_format.c -- a number of a workbook and the code of its format: "number;code". What is
 * shown of a number as it is reads as the same number.
 */
#include "format/xlsx_number.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, 16 * MIB);
    struct str code = S("");
    struct str text = str_cut(fuzz_input(data, size), ';', &code);
    struct xlsx_number n = {0};
    struct xlsx_format f = xlsx_format_parse(code);
    assert(f.n_sections >= 1 && f.n_sections <= ARRAY_LEN(f.sections));
    if (xlsx_number_parse(text, &n)) {
        struct buf shown = buf_on(&a, 4 * KIB);
        struct buf exact = buf_on(&a, 4 * KIB);
        struct xlsx_number again = {0};
        const struct xlsx_format general = {0};
        enum xlsx_shown how = xlsx_number_show(&shown, &n, &f, code.len % 2 != 0);
        assert(!shown.full && (how == XLSX_NO_DATE) == (shown.len == 0));
        (void)xlsx_number_show(&exact, &n, &general, false);
        bool read = xlsx_number_parse(buf_str(&exact), &again);
        assert(read && again.mantissa == n.mantissa && again.exponent == n.exponent);
    }
    arena_done(&a);
    return 0;
}
