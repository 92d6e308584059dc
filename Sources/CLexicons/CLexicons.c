#include "CLexicons.h"

#include <string.h>

// #embed is C23; clang has it for every version of C and warns.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define LEXICONS "../../lexicons/"

static const uint8_t knowledge[] __attribute__((aligned(64))) = {
#embed "../../lexicons/knowledge/knowledge.dixit"
};

static const dixit_embedded_file files[] = {
  {"knowledge/knowledge.dixit", knowledge, sizeof knowledge},
};

const dixit_embedded_file *dixit_embedded_find(const char *path) {
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    if (strcmp(files[i].path, path) == 0) return &files[i];
  return NULL;
}
