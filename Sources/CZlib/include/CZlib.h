// The one door to zlib, for the tables that the knowledge base is built from. No zlib header appears here.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct dixit_gzip dixit_gzip;

/// Opens a file for reading, compressed or not; NULL where it can't be opened.
dixit_gzip *dixit_gzip_open(const char *path);
/// The next bytes, decompressed: how many were read, 0 at the end, -1 where the file is damaged or cut short.
ptrdiff_t dixit_gzip_read(dixit_gzip *file, uint8_t *buffer, size_t capacity);
void dixit_gzip_close(dixit_gzip *file);
