// What the benchmark measures beside us, and what it counts.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// How many boundaries ICU's word iterator for French finds in UTF-8, without a conversion; -1 on failure.
ptrdiff_t dixit_bench_icu_words(const uint8_t *utf8, size_t length);

/// How many blocks of memory the process has asked for so far; always 0 where that cannot be counted.
uint64_t dixit_bench_allocations(void);
