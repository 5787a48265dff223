/*
 * fuzz.h -- what every fuzz target offers, and an arena for each input.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/base.h"

/* The name and type that libFuzzer and AFL++ call; always returns 0. */
/* NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct str fuzz_input(const uint8_t *data, size_t size)
{
    return (struct str){size > 0 ? (const char *)data : "", (ptrdiff_t)size};
}

#endif
