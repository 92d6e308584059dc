#include "CBzip2.h"

#include <bzlib.h>
#include <limits.h>
#include <stdlib.h>

struct dixit_bzip2 {
  bz_stream stream;
};

dixit_bzip2 *dixit_bzip2_new(void) {
  dixit_bzip2 *new = calloc(1, sizeof *new);
  if (!new || BZ2_bzDecompressInit(&new->stream, 0, 0) == BZ_OK) return new;
  free(new);
  return NULL;
}

int dixit_bzip2_run(dixit_bzip2 *stream, const uint8_t *input, size_t input_count, size_t *taken, uint8_t *output,
                    size_t output_count, size_t *given) {
  bz_stream *bz = &stream->stream;
  unsigned in = input_count < UINT_MAX ? (unsigned)input_count : UINT_MAX;
  unsigned out = output_count < UINT_MAX ? (unsigned)output_count : UINT_MAX;
  bz->next_in = (char *)input;
  bz->avail_in = in;
  bz->next_out = (char *)output;
  bz->avail_out = out;
  int status = BZ2_bzDecompress(bz);
  *taken = in - bz->avail_in;
  *given = out - bz->avail_out;
  return status == BZ_OK ? 0 : status == BZ_STREAM_END ? 1 : -1;
}

void dixit_bzip2_free(dixit_bzip2 *stream) {
  if (stream) BZ2_bzDecompressEnd(&stream->stream);
  free(stream);
}
