// The data that ships inside the program: everything of `lexicons/`, by its path there.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
  const char *path;
  const uint8_t *bytes;
  size_t length;
} dixit_embedded_file;

/// The file at a path such as "fr/abbreviations.tsv"; NULL where there is none.
const dixit_embedded_file *dixit_embedded_find(const char *path);

/// All of them, in the order of their paths.
size_t dixit_embedded_count(void);
const dixit_embedded_file *dixit_embedded_at(size_t index);

/// Asks for memory that is read soon, and does not wait for it.
static inline void dixit_prefetch(const void *address) { __builtin_prefetch(address); }
