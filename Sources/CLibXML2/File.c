#include "CLibXML2.h"

#include <stdio.h>
#include <stdlib.h>

/// Reads to the end in growing steps: a schema may come from a pipe.
uint8_t *dixit_file_read(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  size_t capacity = 1 << 16, count = 0, got;
  uint8_t *bytes = malloc(capacity);
  while (bytes && (got = fread(bytes + count, 1, capacity - count, file)) > 0) {
    count += got;
    if (count < capacity) continue;
    uint8_t *larger = realloc(bytes, capacity *= 2);
    if (!larger) free(bytes);
    bytes = larger;
  }
  if (bytes && ferror(file)) {
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  *length = count;
  return bytes;
}

void dixit_file_free(uint8_t *bytes) { free(bytes); }
