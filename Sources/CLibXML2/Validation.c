#include "CLibXML2.h"
#include "Door.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dixit_schema {
  xmlRelaxNGPtr compiled;
};

/// Where messages go: as many as fit, each with its line.
struct report {
  char *text;
  size_t capacity, length;
};

static void report_line(struct report *report, int line, const char *message) {
  if (report->length + 1 >= report->capacity) return;
  size_t room = report->capacity - report->length;
  int written =
    snprintf(report->text + report->length, room, "%sline %d: %s", report->length ? "; " : "", line, message);
  if (written < 0) return;
  report->length += (size_t)written < room ? (size_t)written : room - 1;
  while (report->length && report->text[report->length - 1] == '\n') report->text[--report->length] = 0;
}

static void collect(void *user, xmlErrorPtr error) {
  if (error && error->message) report_line(user, error->line, error->message);
}

static struct report new_report(char *message, size_t capacity) {
  if (capacity) message[0] = 0;
  return (struct report){message, capacity, 0};
}

dixit_schema *dixit_schema_open(const uint8_t *bytes, size_t length, char *message, size_t capacity) {
  dixit_xml_start();
  struct report report = new_report(message, capacity);
  if (length > INT_MAX) return NULL;
  xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewMemParserCtxt((const char *)bytes, (int)length);
  if (!parser) return NULL;
  // Set for the thread too: the XML parser below does not know the schema parser's handler.
  xmlSetStructuredErrorFunc(&report, collect);
  xmlRelaxNGSetParserStructuredErrors(parser, collect, &report);
  xmlRelaxNGPtr compiled = xmlRelaxNGParse(parser);
  xmlRelaxNGFreeParserCtxt(parser);
  dixit_xml_start();
  dixit_schema *schema = compiled ? malloc(sizeof *schema) : NULL;
  if (schema) schema->compiled = compiled;
  return schema;
}

void dixit_schema_close(dixit_schema *schema) {
  if (schema) xmlRelaxNGFree(schema->compiled);
  free(schema);
}

static void refuse_entity(
  void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
  (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
  xmlParserCtxtPtr context = user;
  *(bool *)context->_private = true;
  xmlStopParser(context);
}

/// Parses without network, entity substitution, external subset, recovery or raised limits.
static int parse(const uint8_t *bytes, size_t length, xmlDocPtr *document, struct report *report) {
  dixit_xml_start();
  *document = NULL;
  xmlParserCtxtPtr context = length <= INT_MAX ? xmlNewParserCtxt() : NULL;
  if (!context) return DIXIT_XML_REFUSED;
  bool declares_entities = false;
  context->_private = &declares_entities;
  context->sax->entityDecl = refuse_entity;
  *document = xmlCtxtReadMemory(
    context, (const char *)bytes, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  int verdict = *document ? DIXIT_XML_VALID : DIXIT_XML_MALFORMED;
  if (declares_entities) {
    verdict = DIXIT_XML_REFUSED;
    report_line(report, 1, "the document declares entities");
  } else if (!*document && context->lastError.message) {
    report_line(report, context->lastError.line, context->lastError.message);
  }
  if (verdict != DIXIT_XML_VALID) {
    xmlFreeDoc(*document);
    *document = NULL;
  }
  xmlFreeParserCtxt(context);
  return verdict;
}

int dixit_schema_validate(
  const dixit_schema *schema, const uint8_t *bytes, size_t length, char *message, size_t capacity) {
  struct report report = new_report(message, capacity);
  xmlDocPtr document;
  int verdict = parse(bytes, length, &document, &report);
  if (verdict != DIXIT_XML_VALID) return verdict;
  xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(schema->compiled);
  if (context) {
    xmlRelaxNGSetValidStructuredErrors(context, collect, &report);
    verdict = xmlRelaxNGValidateDoc(context, document) == 0 ? DIXIT_XML_VALID : DIXIT_XML_INVALID;
    xmlRelaxNGFreeValidCtxt(context);
  } else {
    verdict = DIXIT_XML_REFUSED;
  }
  xmlFreeDoc(document);
  return verdict;
}

/// The node behind this one in document order, below `top`; never inside this one unless `deeper`.
static xmlNodePtr following(xmlNodePtr node, xmlNodePtr top, bool deeper) {
  if (deeper && node->children) return node->children;
  while (node && node != top && !node->next) node = node->parent;
  return node && node != top ? node->next : NULL;
}

static xmlNodePtr find_body(xmlNodePtr root) {
  for (xmlNodePtr node = root; node; node = following(node, root, node->type == XML_ELEMENT_NODE))
    if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "body") == 0) return node;
  return NULL;
}

ptrdiff_t dixit_xml_body_text(
  const uint8_t *bytes, size_t length, uint8_t *result, size_t capacity, char *message, size_t message_capacity) {
  struct report report = new_report(message, message_capacity);
  xmlDocPtr document;
  if (parse(bytes, length, &document, &report) != DIXIT_XML_VALID) return -1;
  xmlNodePtr body = find_body(xmlDocGetRootElement(document));
  ptrdiff_t written = body ? 0 : -1;
  for (xmlNodePtr node = body; node && written >= 0; node = following(node, body, node->type == XML_ELEMENT_NODE)) {
    if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE) continue;
    size_t count = strlen((const char *)node->content);
    if ((size_t)written + count > capacity) {
      written = -2;
    } else {
      memcpy(result + written, node->content, count);
      written += (ptrdiff_t)count;
    }
  }
  xmlFreeDoc(document);
  return written;
}
