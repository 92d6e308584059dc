// The one door to libbz2, for Wikidata's dumps. No header of the library appears here.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct dixit_bzip2 dixit_bzip2;

/// What unpacks one stream; NULL where memory is short.
dixit_bzip2 *dixit_bzip2_new(void);
/// Unpacks from one buffer into another as far as both reach; says how many bytes it took and gave.
/// 0: the stream goes on; 1: it has ended; -1: it is damaged.
int dixit_bzip2_run(dixit_bzip2 *stream, const uint8_t *input, size_t input_count, size_t *taken, uint8_t *output,
                    size_t output_count, size_t *given);
void dixit_bzip2_free(dixit_bzip2 *stream);
