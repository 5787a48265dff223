/*
 * ascii.c -- comparing without case, hexadecimal digits.
 */
#include "base/ascii.h"

bool ascii_same(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (ptrdiff_t i = 0; i < a.len; i++)
        if (ascii_lower(a.s[i]) != ascii_lower(b.s[i]))
            return false;
    return true;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char low = ascii_lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

int32_t hex_number(struct str s, ptrdiff_t at, int n)
{
    assert(n < 8);
    int32_t number = 0;
    if (at + n > s.len)
        return -1;
    for (ptrdiff_t i = at; i < at + n; i++) {
        int digit = hex_digit(s.s[i]);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}
