#include "CBench.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

ptrdiff_t dixit_bench_icu_words(const uint8_t *utf8, size_t length) {
  static UBreakIterator *iterator;
  UErrorCode error = U_ZERO_ERROR;
  if (!iterator) iterator = ubrk_open(UBRK_WORD, "fr", NULL, 0, &error);
  UText *text = utext_openUTF8(NULL, (const char *)utf8, (int64_t)length, &error);
  ptrdiff_t count = -1;
  if (U_SUCCESS(error)) {
    ubrk_setUText(iterator, text, &error);
    for (count = 0; ubrk_next(iterator) != UBRK_DONE; count++) {}
  }
  utext_close(text);
  return U_SUCCESS(error) ? count : -1;
}

static uint64_t allocations;

uint64_t dixit_bench_allocations(void) { return __atomic_load_n(&allocations, __ATOMIC_RELAXED); }

#ifdef __GLIBC__
// Stands before the library's own: everything that the process allocates passes here.
extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) {
  __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
  return __libc_malloc(size);
}

void *realloc(void *block, size_t size) {
  __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
  return __libc_realloc(block, size);
}
#endif
