#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

/// A parsed page or document, and the cursor that walks it.
struct dixit_html {
  xmlDocPtr document;
  xmlNodePtr node;
  int event;
  bool begun;
};

/// The text of a reference that nobody declared: HTML's, or U+FFFD.
const char *dixit_entity_text(const xmlNode *reference, size_t *length);
