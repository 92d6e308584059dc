#include "CLibXML2.h"
#include "Door.h"
#include "Page.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What the parser's callbacks watch, and what they look for.
struct xml_watch {
  startElementNsSAX2Func open;
  endElementNsSAX2Func close;
  referenceSAXFunc reference;
  size_t depth, nodes;
  struct dixit_tree_limits limits;
  int failure;
  // For finding elements.
  const uint8_t *bytes;
  const char *wanted;
  size_t start, wanted_depth;
  void *user;
  bool (*found)(void *, size_t, size_t, const char *);
  struct { const xmlChar *prefix, *uri; size_t depth; } spaces[64];
  size_t space_count;
  char namespaces[4096];
};

static struct xml_watch *watch_of(void *user) { return ((xmlParserCtxtPtr)user)->_private; }

static void stop(void *user, int failure) {
  watch_of(user)->failure = failure;
  xmlStopParser(user);
}

static void refuse_entity(
  void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
  (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
  stop(user, DIXIT_HTML_ENTITIES);
}

static void open_element(
  void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int space_count, const xmlChar **spaces,
  int count, int defaulted, const xmlChar **attributes) {
  struct xml_watch *watch = watch_of(user);
  watch->nodes += 2 + (size_t)count;
  if (++watch->depth > watch->limits.depth) return stop(user, DIXIT_HTML_TOO_DEEP);
  if (watch->nodes > watch->limits.nodes) return stop(user, DIXIT_HTML_TOO_MANY);
  watch->open(user, name, prefix, uri, space_count, spaces, count, defaulted, attributes);
}

static void close_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  struct xml_watch *watch = watch_of(user);
  if (watch->depth > 0) watch->depth--;
  watch->close(user, name, prefix, uri);
}

/// A reference to a character of HTML's stays a node, between two of text.
static void open_reference(void *user, const xmlChar *name) {
  struct xml_watch *watch = watch_of(user);
  watch->nodes += 2;
  if (watch->nodes > watch->limits.nodes) return stop(user, DIXIT_HTML_TOO_MANY);
  watch->reference(user, name);
}

/// Without network, entity substitution, external subset, recovery or raised limits.
static const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT |
                           XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA;

static void conclude(xmlParserCtxtPtr context, int *failure, int *line) {
  *line = context->lastError.line;
  int found = watch_of(context)->failure;
  *failure = found ? found : context->wellFormed ? DIXIT_HTML_READ : DIXIT_HTML_MALFORMED;
}

static xmlParserCtxtPtr new_context(size_t length, int *failure) {
  dixit_xml_start();
  *failure = length > INT_MAX / 2 ? DIXIT_HTML_TOO_LARGE : DIXIT_HTML_NO_MEMORY;
  return *failure == DIXIT_HTML_TOO_LARGE ? NULL : xmlNewParserCtxt();
}

dixit_html *dixit_xml_open(const uint8_t *utf8, size_t length, struct dixit_tree_limits limits, int *failure, int *line) {
  xmlParserCtxtPtr context = new_context(length, failure);
  if (!context) return NULL;
  struct xml_watch watch = {0};
  watch.open = context->sax->startElementNs;
  watch.close = context->sax->endElementNs;
  watch.reference = context->sax->reference;
  watch.limits = limits;
  context->_private = &watch;
  context->sax->startElementNs = open_element;
  context->sax->endElementNs = close_element;
  context->sax->reference = open_reference;
  context->sax->entityDecl = refuse_entity;
  // Nobody reads them, and each would be a node.
  context->sax->comment = NULL;
  context->sax->processingInstruction = NULL;
  xmlDocPtr document = xmlCtxtReadMemory(context, (const char *)utf8, (int)length, NULL, "UTF-8", options);
  conclude(context, failure, line);
  xmlFreeParserCtxt(context);
  dixit_html *page = document && *failure == DIXIT_HTML_READ ? calloc(1, sizeof *page) : NULL;
  if (page) {
    page->document = document;
  } else {
    xmlFreeDoc(document);
  }
  return page;
}

// Finding elements.

/// The namespaces declared around an element, but for those that it declares itself.
static void write_namespaces(struct xml_watch *watch, int own_count, const xmlChar **own) {
  size_t length = 0;
  watch->namespaces[0] = 0;
  for (size_t i = watch->space_count; i-- > 0;) {
    const xmlChar *prefix = watch->spaces[i].prefix;
    bool is_hidden = false;
    for (int j = 0; j < own_count && !is_hidden; j++) is_hidden = xmlStrEqual(own[2 * j], prefix);
    for (size_t j = i + 1; j < watch->space_count && !is_hidden; j++)
      is_hidden = xmlStrEqual(watch->spaces[j].prefix, prefix);
    if (is_hidden) continue;
    xmlChar *uri = xmlEncodeSpecialChars(NULL, watch->spaces[i].uri);
    if (!uri) continue;
    size_t room = sizeof watch->namespaces - length;
    int written = snprintf(
      watch->namespaces + length, room, " xmlns%s%s=\"%s\"", prefix ? ":" : "", prefix ? (const char *)prefix : "", uri);
    xmlFree(uri);
    // What does not fit is left out whole.
    if (written > 0 && (size_t)written < room) length += (size_t)written;
    watch->namespaces[length] = 0;
  }
}

static void enter(
  void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int space_count, const xmlChar **spaces,
  int count, int defaulted, const xmlChar **attributes) {
  (void)prefix, (void)uri, (void)count, (void)defaulted, (void)attributes;
  struct xml_watch *watch = watch_of(user);
  if (++watch->depth > watch->limits.depth) return stop(user, DIXIT_HTML_TOO_DEEP);
  if (watch->wanted_depth == 0 && strcmp((const char *)name, watch->wanted) == 0) {
    // The parser stands at the end of the tag, in which no other "<" can be.
    long at = xmlByteConsumed(user);
    while (at > 0 && watch->bytes[at] != '<') at--;
    watch->start = (size_t)at;
    watch->wanted_depth = watch->depth;
    write_namespaces(watch, space_count, spaces);
  }
  for (int i = 0; i < space_count && watch->space_count < 64 && watch->wanted_depth == 0; i++) {
    watch->spaces[watch->space_count].prefix = spaces[2 * i];
    watch->spaces[watch->space_count].uri = spaces[2 * i + 1];
    watch->spaces[watch->space_count++].depth = watch->depth;
  }
}

static void leave(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  struct xml_watch *watch = watch_of(user);
  if (watch->depth == watch->wanted_depth) {
    watch->wanted_depth = 0;
    if (!watch->found(watch->user, watch->start, (size_t)xmlByteConsumed(user), watch->namespaces))
      return stop(user, DIXIT_HTML_TOO_LARGE);
  }
  while (watch->space_count > 0 && watch->spaces[watch->space_count - 1].depth >= watch->depth) watch->space_count--;
  if (watch->depth > 0) watch->depth--;
}

bool dixit_xml_find(
  const uint8_t *utf8, size_t length, const char *name, size_t depth_limit, void *user,
  bool (*found)(void *user, size_t start, size_t end, const char *namespaces), int *failure, int *line) {
  dixit_xml_start();
  xmlSAXHandler handler = {0};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = enter;
  handler.endElementNs = leave;
  handler.entityDecl = refuse_entity;
  // Fed piece by piece: of a document that it is given whole, the parser makes a copy.
  *failure = DIXIT_HTML_NO_MEMORY;
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
  if (!context) return false;
  struct xml_watch watch = {0};
  watch.limits.depth = depth_limit;
  watch.bytes = utf8;
  watch.wanted = name;
  watch.user = user;
  watch.found = found;
  context->_private = &watch;
  xmlCtxtUseOptions(context, options);
  xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
  static const size_t piece = 1 << 16;
  for (size_t at = 0; at < length && !watch.failure && context->wellFormed; at += piece)
    xmlParseChunk(context, (const char *)utf8 + at, (int)(length - at < piece ? length - at : piece), 0);
  if (!watch.failure) xmlParseChunk(context, NULL, 0, 1);
  conclude(context, failure, line);
  xmlFreeDoc(context->myDoc);
  xmlFreeParserCtxt(context);
  return *failure == DIXIT_HTML_READ;
}

const char *dixit_entity_text(const xmlNode *reference, size_t *length) {
  // UTF-8 of the one character, or U+FFFD: static, as nothing may be freed here.
  static const char replacement[] = "\xEF\xBF\xBD";
  const htmlEntityDesc *known = htmlEntityLookup(reference->name);
  static _Thread_local char text[8];
  int count = known ? xmlCopyChar(0, (xmlChar *)text, (int)known->value) : 0;
  *length = count > 0 ? (size_t)count : 3;
  return count > 0 ? text : replacement;
}

const char *dixit_html_parent_name(const dixit_html *page) {
  xmlNodePtr parent = page->node ? page->node->parent : NULL;
  return parent && parent->type == XML_ELEMENT_NODE ? (const char *)parent->name : "";
}
