#include "CZlib.h"

#include <zlib.h>

dixit_gzip *dixit_gzip_open(const char *path) {
  gzFile file = gzopen(path, "rb");
  if (file) gzbuffer(file, 1 << 17);
  return (dixit_gzip *)file;
}

ptrdiff_t dixit_gzip_read(dixit_gzip *file, uint8_t *buffer, size_t capacity) {
  int count = gzread((gzFile)file, buffer, (unsigned)capacity);
  if (count > 0) return count;
  // At the end gzread returns zero also for a stream that stops in the middle; only the error tells.
  int error = Z_OK;
  gzerror((gzFile)file, &error);
  return error == Z_OK || error == Z_STREAM_END ? count : -1;
}

void dixit_gzip_close(dixit_gzip *file) { gzclose((gzFile)file); }
