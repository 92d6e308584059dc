#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
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

struct dixit_inflater {
  z_stream stream;
};

static dixit_inflater *new_inflater(int window) {
  dixit_inflater *new = calloc(1, sizeof *new);
  if (!new || inflateInit2(&new->stream, window) == Z_OK) return new;
  free(new);
  return NULL;
}

// 16 more than the largest window: gzip's header and trailer, not zlib's. Below zero: neither.
dixit_inflater *dixit_inflater_new(void) { return new_inflater(16 + MAX_WBITS); }
dixit_inflater *dixit_inflater_new_raw(void) { return new_inflater(-MAX_WBITS); }

int dixit_inflater_run(dixit_inflater *inflater, const uint8_t *input, size_t input_count, size_t *taken,
                       uint8_t *output, size_t output_count, size_t *given) {
  z_stream *z = &inflater->stream;
  unsigned in = input_count < UINT_MAX ? (unsigned)input_count : UINT_MAX;
  unsigned out = output_count < UINT_MAX ? (unsigned)output_count : UINT_MAX;
  z->next_in = (Bytef *)input;
  z->avail_in = in;
  z->next_out = output;
  z->avail_out = out;
  int status = inflate(z, Z_NO_FLUSH);
  *taken = in - z->avail_in;
  *given = out - z->avail_out;
  // No progress was possible: more input, or more room, and it goes on.
  if (status == Z_BUF_ERROR) status = Z_OK;
  return status == Z_OK ? 0 : status == Z_STREAM_END ? 1 : -1;
}

void dixit_inflater_free(dixit_inflater *inflater) {
  if (inflater) inflateEnd(&inflater->stream);
  free(inflater);
}

uint32_t dixit_crc32(const uint8_t *bytes, size_t count) { return (uint32_t)crc32_z(0, bytes, count); }
