/*
 * fuzz_outside.c -- a mail address, a host or a URL as typed: what is taken cannot end a header, a
 * command or an argument early.
 */
#include "base/outside.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char never[] = "<>\"\\ \r\n\t#";
    struct str text = fuzz_input(data, size);
    bool is_mail = mail_address_is_plain(text);
    bool is_host = host_is_plain(text);
    bool is_url = url_is_plain(text);
    assert(!is_mail || text.len <= 64 + 1 + 253);
    assert(!is_host || (!is_mail && !is_url));
    for (ptrdiff_t i = 0; (is_mail || is_host || is_url) && i < text.len; i++)
        assert(text.s[i] > ' ' && text.s[i] < 0x7f && !strchr(never, text.s[i]));
    return 0;
}
