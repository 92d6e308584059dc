#include "CLexicons.h"

#include <string.h>

// #embed is C23; clang has it for every version of C and warns.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Aligned, because the knowledge base is read in place.
#define DATA static const uint8_t __attribute__((aligned(64)))

DATA encodings_characters[] = {
#embed "../../lexicons/encodings/characters.tsv"
};
DATA fr_abbreviations[] = {
#embed "../../lexicons/fr/abbreviations.tsv"
};
DATA fr_confidences[] = {
#embed "../../lexicons/fr/confidences.tsv"
};
DATA de_contractions[] = {
#embed "../../lexicons/de/contractions.tsv"
};
DATA es_contractions[] = {
#embed "../../lexicons/es/contractions.tsv"
};
DATA fr_contractions[] = {
#embed "../../lexicons/fr/contractions.tsv"
};
DATA it_contractions[] = {
#embed "../../lexicons/it/contractions.tsv"
};
DATA pt_contractions[] = {
#embed "../../lexicons/pt/contractions.tsv"
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
DATA fr_furniture[] = {
#embed "../../lexicons/fr/furniture.tsv"
};
DATA fr_given_names[] = {
#embed "../../lexicons/fr/given-names.tsv"
};
DATA fr_link_weights[] = {
#embed "../../lexicons/fr/link-weights.tsv"
};
DATA fr_name_heads[] = {
#embed "../../lexicons/fr/name-heads.tsv"
};
DATA fr_name_particles[] = {
#embed "../../lexicons/fr/name-particles.tsv"
};
DATA fr_naming[] = {
#embed "../../lexicons/fr/naming.tsv"
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
DATA fr_noun_endings[] = {
#embed "../../lexicons/fr/noun-endings.tsv"
};
DATA fr_readings[] = {
#embed "../../lexicons/fr/readings.tsv"
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
DATA models_sentences_fr[] = {
#embed "../../lexicons/models/sentences-fr.dixit"
};
DATA knowledge[] = {
#embed "../../lexicons/knowledge/knowledge.dixit"
};
DATA de_abbreviations[] = {
#embed "../../lexicons/de/abbreviations.tsv"
};
DATA de_function_words[] = {
#embed "../../lexicons/de/function-words.tsv"
};
DATA de_spelling[] = {
#embed "../../lexicons/de/spelling.tsv"
};
DATA en_auxiliaries[] = {
#embed "../../lexicons/en/auxiliaries.tsv"
};
DATA en_conjugations[] = {
#embed "../../lexicons/en/conjugations.tsv"
};
DATA en_given_names[] = {
#embed "../../lexicons/en/given-names.tsv"
};
DATA en_name_heads[] = {
#embed "../../lexicons/en/name-heads.tsv"
};
DATA en_name_particles[] = {
#embed "../../lexicons/en/name-particles.tsv"
};
DATA en_not_names[] = {
#embed "../../lexicons/en/not-names.tsv"
};
DATA en_nouns_human[] = {
#embed "../../lexicons/en/nouns-human.tsv"
};
DATA en_particles[] = {
#embed "../../lexicons/en/particles.tsv"
};
DATA en_person_titles[] = {
#embed "../../lexicons/en/person-titles.tsv"
};
DATA en_readings[] = {
#embed "../../lexicons/en/readings.tsv"
};
DATA en_reporting_nouns[] = {
#embed "../../lexicons/en/reporting-nouns.tsv"
};
DATA en_reporting_verbs[] = {
#embed "../../lexicons/en/reporting-verbs.tsv"
};
DATA en_source_markers[] = {
#embed "../../lexicons/en/source-markers.tsv"
};
DATA en_syntax[] = {
#embed "../../lexicons/en/syntax.tsv"
};
DATA en_time_words[] = {
#embed "../../lexicons/en/time-words.tsv"
};
DATA en_words[] = {
#embed "../../lexicons/en/words.tsv"
};
DATA en_work_cues[] = {
#embed "../../lexicons/en/work-cues.tsv"
};
DATA fr_auxiliaries[] = {
#embed "../../lexicons/fr/auxiliaries.tsv"
};
DATA fr_syntax[] = {
#embed "../../lexicons/fr/syntax.tsv"
};
DATA en_abbreviations[] = {
#embed "../../lexicons/en/abbreviations.tsv"
};
DATA en_function_words[] = {
#embed "../../lexicons/en/function-words.tsv"
};
DATA en_spelling[] = {
#embed "../../lexicons/en/spelling.tsv"
};
DATA es_abbreviations[] = {
#embed "../../lexicons/es/abbreviations.tsv"
};
DATA es_function_words[] = {
#embed "../../lexicons/es/function-words.tsv"
};
DATA es_spelling[] = {
#embed "../../lexicons/es/spelling.tsv"
};
DATA it_abbreviations[] = {
#embed "../../lexicons/it/abbreviations.tsv"
};
DATA it_function_words[] = {
#embed "../../lexicons/it/function-words.tsv"
};
DATA it_spelling[] = {
#embed "../../lexicons/it/spelling.tsv"
};
DATA pt_abbreviations[] = {
#embed "../../lexicons/pt/abbreviations.tsv"
};
DATA pt_function_words[] = {
#embed "../../lexicons/pt/function-words.tsv"
};
DATA pt_spelling[] = {
#embed "../../lexicons/pt/spelling.tsv"
};
DATA fr_find_weights[] = {
#embed "../../lexicons/fr/find-weights.tsv"
};
DATA fr_stop_weights[] = {
#embed "../../lexicons/fr/stop-weights.tsv"
};
DATA fr_speaker_weights[] = {
#embed "../../lexicons/fr/speaker-weights.tsv"
};
DATA fr_spelling[] = {
#embed "../../lexicons/fr/spelling.tsv"
};
DATA html_hints[] = {
#embed "../../lexicons/html-hints.tsv"
};
DATA address_endings[] = {
#embed "../../lexicons/address-endings.tsv"
};
DATA fields[] = {
#embed "../../lexicons/fields.tsv"
};
DATA months[] = {
#embed "../../lexicons/months.tsv"
};
DATA tagger_fr[] = {
#embed "../../lexicons/models/tagger-fr.dixit"
};
DATA models_languages[] = {
#embed "../../lexicons/models/languages.dixit"
};

#define FILE(name, path) {path, name, sizeof name}

static const dixit_embedded_file files[] = {
  FILE(address_endings, "address-endings.tsv"),
  FILE(de_abbreviations, "de/abbreviations.tsv"),
  FILE(de_contractions, "de/contractions.tsv"),
  FILE(de_function_words, "de/function-words.tsv"),
  FILE(de_spelling, "de/spelling.tsv"),
  FILE(en_abbreviations, "en/abbreviations.tsv"),
  FILE(en_auxiliaries, "en/auxiliaries.tsv"),
  FILE(en_conjugations, "en/conjugations.tsv"),
  FILE(en_function_words, "en/function-words.tsv"),
  FILE(en_given_names, "en/given-names.tsv"),
  FILE(en_name_heads, "en/name-heads.tsv"),
  FILE(en_name_particles, "en/name-particles.tsv"),
  FILE(en_not_names, "en/not-names.tsv"),
  FILE(en_nouns_human, "en/nouns-human.tsv"),
  FILE(en_particles, "en/particles.tsv"),
  FILE(en_person_titles, "en/person-titles.tsv"),
  FILE(en_readings, "en/readings.tsv"),
  FILE(en_reporting_nouns, "en/reporting-nouns.tsv"),
  FILE(en_reporting_verbs, "en/reporting-verbs.tsv"),
  FILE(en_source_markers, "en/source-markers.tsv"),
  FILE(en_spelling, "en/spelling.tsv"),
  FILE(en_syntax, "en/syntax.tsv"),
  FILE(en_time_words, "en/time-words.tsv"),
  FILE(en_words, "en/words.tsv"),
  FILE(en_work_cues, "en/work-cues.tsv"),
  FILE(encodings_characters, "encodings/characters.tsv"),
  FILE(es_abbreviations, "es/abbreviations.tsv"),
  FILE(es_contractions, "es/contractions.tsv"),
  FILE(es_function_words, "es/function-words.tsv"),
  FILE(es_spelling, "es/spelling.tsv"),
  FILE(fields, "fields.tsv"),
  FILE(fr_abbreviations, "fr/abbreviations.tsv"),
  FILE(fr_auxiliaries, "fr/auxiliaries.tsv"),
  FILE(fr_confidences, "fr/confidences.tsv"),
  FILE(fr_conjugations, "fr/conjugations.tsv"),
  FILE(fr_contractions, "fr/contractions.tsv"),
  FILE(fr_enclitics, "fr/enclitics.tsv"),
  FILE(fr_find_weights, "fr/find-weights.tsv"),
  FILE(fr_function_words, "fr/function-words.tsv"),
  FILE(fr_furniture, "fr/furniture.tsv"),
  FILE(fr_given_names, "fr/given-names.tsv"),
  FILE(fr_link_weights, "fr/link-weights.tsv"),
  FILE(fr_name_heads, "fr/name-heads.tsv"),
  FILE(fr_name_particles, "fr/name-particles.tsv"),
  FILE(fr_naming, "fr/naming.tsv"),
  FILE(fr_not_names, "fr/not-names.tsv"),
  FILE(fr_noun_endings, "fr/noun-endings.tsv"),
  FILE(fr_nouns_human, "fr/nouns-human.tsv"),
  FILE(fr_particles, "fr/particles.tsv"),
  FILE(fr_person_titles, "fr/person-titles.tsv"),
  FILE(fr_readings, "fr/readings.tsv"),
  FILE(fr_reporting_nouns, "fr/reporting-nouns.tsv"),
  FILE(fr_reporting_verbs, "fr/reporting-verbs.tsv"),
  FILE(fr_source_markers, "fr/source-markers.tsv"),
  FILE(fr_speaker_weights, "fr/speaker-weights.tsv"),
  FILE(fr_spelling, "fr/spelling.tsv"),
  FILE(fr_stop_weights, "fr/stop-weights.tsv"),
  FILE(fr_syntax, "fr/syntax.tsv"),
  FILE(fr_time_words, "fr/time-words.tsv"),
  FILE(fr_words, "fr/words.tsv"),
  FILE(fr_work_cues, "fr/work-cues.tsv"),
  FILE(html_hints, "html-hints.tsv"),
  FILE(it_abbreviations, "it/abbreviations.tsv"),
  FILE(it_contractions, "it/contractions.tsv"),
  FILE(it_function_words, "it/function-words.tsv"),
  FILE(it_spelling, "it/spelling.tsv"),
  FILE(knowledge, "knowledge/knowledge.dixit"),
  FILE(models_languages, "models/languages.dixit"),
  FILE(models_names_fr, "models/names-fr.dixit"),
  FILE(models_sentences_fr, "models/sentences-fr.dixit"),
  FILE(tagger_fr, "models/tagger-fr.dixit"),
  FILE(months, "months.tsv"),
  FILE(pt_abbreviations, "pt/abbreviations.tsv"),
  FILE(pt_contractions, "pt/contractions.tsv"),
  FILE(pt_function_words, "pt/function-words.tsv"),
  FILE(pt_spelling, "pt/spelling.tsv"),
};

const dixit_embedded_file *dixit_embedded_find(const char *path) {
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
    if (strcmp(files[i].path, path) == 0) return &files[i];
  return NULL;
}

size_t dixit_embedded_count(void) { return sizeof files / sizeof files[0]; }

const dixit_embedded_file *dixit_embedded_at(size_t index) { return &files[index]; }
