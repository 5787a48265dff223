/*
 * ascii.h -- letters and digits of ASCII, whatever the locale: for protocols and formats, not for
 * what people write.
 */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include "base/base.h"

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A letter or a digit of ASCII? */
static inline bool ascii_is_alnum(char c)
{
    char low = ascii_lower(c);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9');
}

/* Equal but for the case of ASCII letters? */
bool ascii_same(struct str a, struct str b);
/* The value of a hexadecimal digit of either case, -1 if it is none. */
int hex_digit(char c);
/* The value of `n` hexadecimal digits (at most 7) at `at`, -1 if they are not there. */
int32_t hex_number(struct str s, ptrdiff_t at, int n);

#endif
