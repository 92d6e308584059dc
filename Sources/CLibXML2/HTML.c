#include "CLibXML2.h"
#include "Door.h"

#include "Page.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr context) {
  (void)url, (void)id, (void)context;
  return NULL;
}

static void start(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(load_nothing);
}

static void ignore(void *user, xmlErrorPtr error) { (void)user, (void)error; }

static void ignore_words(void *user, const char *format, ...) { (void)user, (void)format; }

void dixit_xml_start(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start);
  // What the parser's options do not silence, such as an ID that comes twice.
  xmlSetStructuredErrorFunc(NULL, ignore);
  xmlSetGenericErrorFunc(NULL, ignore_words);
}

/// What the parser's callbacks watch: at its own limit, 256, libxml2 stops and hands over the half it has read.
struct watch {
  startElementSAXFunc open;
  endElementSAXFunc close;
  size_t depth, nodes;
  struct dixit_tree_limits limits;
  int failure;
};

static void watch_open(void *user, const xmlChar *name, const xmlChar **attributes) {
  htmlParserCtxtPtr context = user;
  struct watch *watch = context->_private;
  watch->nodes += 2;
  for (const xmlChar **attribute = attributes; attribute && *attribute; attribute += 2) watch->nodes++;
  if (++watch->depth > watch->limits.depth) watch->failure = DIXIT_HTML_TOO_DEEP;
  if (watch->nodes > watch->limits.nodes) watch->failure = DIXIT_HTML_TOO_MANY;
  if (watch->failure) {
    xmlStopParser(context);
    return;
  }
  watch->open(user, name, attributes);
}

static void watch_close(void *user, const xmlChar *name) {
  struct watch *watch = ((htmlParserCtxtPtr)user)->_private;
  if (watch->depth > 0) watch->depth--;
  watch->close(user, name);
}

dixit_html *dixit_html_open(const uint8_t *utf8, size_t length, struct dixit_tree_limits limits, int *failure) {
  dixit_xml_start();
  *failure = length > INT_MAX / 2 ? DIXIT_HTML_TOO_LARGE : DIXIT_HTML_NO_MEMORY;
  if (*failure == DIXIT_HTML_TOO_LARGE) return NULL;
  htmlParserCtxtPtr context = htmlNewParserCtxt();
  if (!context) return NULL;
  struct watch watch = {context->sax->startElement, context->sax->endElement, 0, 0, limits, 0};
  // Nobody reads them, and each would be a node.
  context->sax->comment = NULL;
  context->sax->processingInstruction = NULL;
  context->sax->startElement = watch_open;
  context->sax->endElement = watch_close;
  context->_private = &watch;
  htmlDocPtr document = htmlCtxtReadMemory(
    context, (const char *)utf8, (int)length, NULL, "UTF-8",
    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
  bool gave_up = context->disableSAX;
  htmlFreeParserCtxt(context);
  dixit_html *page = document && !gave_up ? calloc(1, sizeof *page) : NULL;
  if (watch.failure) *failure = watch.failure;
  if (!page) {
    xmlFreeDoc(document);
    return NULL;
  }
  page->document = document;
  *failure = DIXIT_HTML_READ;
  return page;
}

void dixit_html_close(dixit_html *page) {
  if (page) xmlFreeDoc(page->document);
  free(page);
}

void dixit_html_rewind(dixit_html *page) {
  page->node = NULL;
  page->begun = false;
}

/// Enters a node, passing over what is neither element nor text.
static int enter(dixit_html *page, xmlNodePtr node, xmlNodePtr parent) {
  while (node && node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE &&
         node->type != XML_ENTITY_REF_NODE)
    node = node->next;
  if (node) {
    page->node = node;
    return page->event = node->type == XML_ELEMENT_NODE ? DIXIT_HTML_OPEN : DIXIT_HTML_TEXT;
  }
  page->node = parent;
  return page->event = parent && parent->type == XML_ELEMENT_NODE ? DIXIT_HTML_CLOSE : DIXIT_HTML_END;
}

int dixit_html_next(dixit_html *page) {
  if (!page->begun) {
    page->begun = true;
    return enter(page, page->document->children, NULL);
  }
  if (!page->node || page->event == DIXIT_HTML_END) return DIXIT_HTML_END;
  if (page->event == DIXIT_HTML_OPEN) return enter(page, page->node->children, page->node);
  return enter(page, page->node->next, page->node->parent);
}

void dixit_html_skip(dixit_html *page) {
  if (page->event == DIXIT_HTML_OPEN) page->event = DIXIT_HTML_CLOSE;
}

const char *dixit_html_name(const dixit_html *page) { return (const char *)page->node->name; }

const char *dixit_html_attribute(const dixit_html *page, const char *name) {
  if (!page->node || page->node->type != XML_ELEMENT_NODE) return NULL;
  for (xmlAttrPtr attribute = page->node->properties; attribute; attribute = attribute->next)
    if (strcmp((const char *)attribute->name, name) == 0)
      return attribute->children && attribute->children->content ? (const char *)attribute->children->content : "";
  return NULL;
}

size_t dixit_html_length(const char *value) { return strlen(value); }

const char *dixit_html_text(const dixit_html *page, size_t *length) {
  const xmlNode *node = page->event == DIXIT_HTML_OPEN ? page->node->children : page->node;
  if (node && node->type == XML_ENTITY_REF_NODE) return dixit_entity_text(node, length);
  bool is_text = node && (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content;
  *length = is_text ? strlen((const char *)node->content) : 0;
  return is_text ? (const char *)node->content : "";
}
