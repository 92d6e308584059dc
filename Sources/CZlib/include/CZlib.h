// The one door to zlib, for packed articles, and the tables and dumps that the knowledge base is built from. No zlib
// header appears here.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct dixit_gzip dixit_gzip;

/// Opens a file for reading, compressed or not; NULL where it can't be opened.
dixit_gzip *dixit_gzip_open(const char *path);
/// The next bytes, decompressed: how many were read, 0 at the end, -1 where the file is damaged or cut short.
ptrdiff_t dixit_gzip_read(dixit_gzip *file, uint8_t *buffer, size_t capacity);
void dixit_gzip_close(dixit_gzip *file);

typedef struct dixit_inflater dixit_inflater;

/// What unpacks one member of a gzip file; NULL where memory is short.
dixit_inflater *dixit_inflater_new(void);
/// The same for deflate alone, as ZIP archives have it: without gzip's header and checksum.
dixit_inflater *dixit_inflater_new_raw(void);
/// Unpacks from one buffer into another as far as both reach; says how many bytes it took and gave.
/// 0: the member goes on; 1: it has ended; -1: it is damaged.
int dixit_inflater_run(dixit_inflater *inflater, const uint8_t *input, size_t input_count, size_t *taken,
                       uint8_t *output, size_t output_count, size_t *given);
void dixit_inflater_free(dixit_inflater *inflater);

/// The checksum that ZIP archives hold of each file.
uint32_t dixit_crc32(const uint8_t *bytes, size_t count);
