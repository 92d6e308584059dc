#include "CLexicons.h"

#include <string.h>

// #embed is C23; clang has it for every version of C and warns.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Aligned, because the knowledge base is read in place.
#define DATA static const uint8_t __attribute__((aligned(64)))

DATA fr_abbreviations[] = {
#embed "../../lexicons/fr/abbreviations.tsv"
};
DATA fr_conjugations[] = {
#embed "../../lexicons/fr/conjugations.tsv"
};
DATA fr_enclitics[] = {
#embed "../../lexicons/fr/enclitics.tsv"
};
DATA fr_function_words[] = {
#embed "../../lexicons/fr/function-words.tsv"
};
DATA fr_given_names[] = {
#embed "../../lexicons/fr/given-names.tsv"
};
DATA fr_name_heads[] = {
#embed "../../lexicons/fr/name-heads.tsv"
};
DATA fr_name_particles[] = {
#embed "../../lexicons/fr/name-particles.tsv"
};
DATA fr_not_names[] = {
#embed "../../lexicons/fr/not-names.tsv"
};
DATA fr_nouns_human[] = {
#embed "../../lexicons/fr/nouns-human.tsv"
};
DATA fr_particles[] = {
#embed "../../lexicons/fr/particles.tsv"
};
DATA fr_person_titles[] = {
#embed "../../lexicons/fr/person-titles.tsv"
};
DATA fr_reporting_nouns[] = {
#embed "../../lexicons/fr/reporting-nouns.tsv"
};
DATA fr_reporting_verbs[] = {
#embed "../../lexicons/fr/reporting-verbs.tsv"
};
DATA fr_source_markers[] = {
#embed "../../lexicons/fr/source-markers.tsv"
};
DATA fr_time_words[] = {
#embed "../../lexicons/fr/time-words.tsv"
};
DATA fr_words[] = {
#embed "../../lexicons/fr/words.tsv"
};
DATA fr_work_cues[] = {
#embed "../../lexicons/fr/work-cues.tsv"
};
DATA models_names_fr[] = {
#embed "../../lexicons/models/names-fr.dixit"
};
DATA knowledge[] = {
#embed "../../lexicons/knowledge/knowledge.dixit"
};

#define FILE(name, path) {path, name, sizeof name}

static const dixit_embedded_file files[] = {
  FILE(fr_abbreviations, "fr/abbreviations.tsv"),
  FILE(fr_conjugations, "fr/conjugations.tsv"),
  FILE(fr_enclitics, "fr/enclitics.tsv"),
  FILE(fr_function_words, "fr/function-words.tsv"),
  FILE(fr_given_names, "fr/given-names.tsv"),
  FILE(fr_name_heads, "fr/name-heads.tsv"),
  FILE(fr_name_particles, "fr/name-particles.tsv"),
  FILE(fr_not_names, "fr/not-names.tsv"),
  FILE(fr_nouns_human, "fr/nouns-human.tsv"),
  FILE(fr_particles, "fr/particles.tsv"),
  FILE(fr_person_titles, "fr/person-titles.tsv"),
  FILE(fr_reporting_nouns, "fr/reporting-nouns.tsv"),
  FILE(fr_reporting_verbs, "fr/reporting-verbs.tsv"),
  FILE(fr_source_markers, "fr/source-markers.tsv"),
  FILE(fr_time_words, "fr/time-words.tsv"),
  FILE(fr_words, "fr/words.tsv"),
  FILE(fr_work_cues, "fr/work-cues.tsv"),
  FILE(models_names_fr, "models/names-fr.dixit"),
  FILE(knowledge, "knowledge/knowledge.dixit"),
};

const dixit_embedded_file *dixit_embedded_find(const char *path) {
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    if (strcmp(files[i].path, path) == 0) return &files[i];
  return NULL;
}

size_t dixit_embedded_count(void) { return sizeof files / sizeof files[0]; }

const dixit_embedded_file *dixit_embedded_at(size_t index) { return &files[index]; }
