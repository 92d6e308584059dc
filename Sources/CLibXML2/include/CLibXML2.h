// The one door to libxml2. None of its headers appears here: Swift modules that import Foundation could not import
// them, because Debian's include an ICU header.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// HTML, read to the end and then walked with a cursor: no recursion, however deep the page.

typedef struct dixit_html dixit_html;

/// What the cursor stands on.
enum dixit_html_event {
  DIXIT_HTML_END = 0,
  DIXIT_HTML_OPEN = 1,
  DIXIT_HTML_CLOSE = 2,
  DIXIT_HTML_TEXT = 3,
};

/// Why a page could not be read.
enum dixit_html_failure {
  DIXIT_HTML_READ = 0,
  DIXIT_HTML_TOO_LARGE = 1,
  DIXIT_HTML_TOO_DEEP = 2,
  DIXIT_HTML_NO_MEMORY = 3,
  /// XML that is not well formed.
  DIXIT_HTML_MALFORMED = 4,
  /// XML that declares entities.
  DIXIT_HTML_ENTITIES = 5,
  /// More nodes than the limit.
  DIXIT_HTML_TOO_MANY = 6,
};

/// How large a tree may grow: a node costs a hundred bytes and more, and four bytes of markup may make one. An element
/// counts as two, itself and its text, an attribute as one.
struct dixit_tree_limits {
  size_t depth, nodes;
};

/// Reads a page that is valid UTF-8, whatever charset it declares. NULL, with the reason, where it can't.
/// The network and the file system are never touched.
dixit_html *dixit_html_open(const uint8_t *utf8, size_t length, struct dixit_tree_limits limits, int *failure);
void dixit_html_close(dixit_html *page);
/// Goes back before the first node.
void dixit_html_rewind(dixit_html *page);
/// Goes to the next event.
int dixit_html_next(dixit_html *page);
/// Standing on an OPEN: passes over what is inside, so that the next event is the one behind its CLOSE.
void dixit_html_skip(dixit_html *page);
/// Name of the element that was opened or closed, in lower case.
const char *dixit_html_name(const dixit_html *page);
/// Name of the element around it; empty where there is none.
const char *dixit_html_parent_name(const dixit_html *page);
/// Value of an attribute of the element; NULL where it has none.
const char *dixit_html_attribute(const dixit_html *page, const char *name);
/// How many bytes an attribute's value has.
size_t dixit_html_length(const char *value);
/// The text that the cursor stands on, or that the element holds directly as its first child.
const char *dixit_html_text(const dixit_html *page, size_t *length);

/// Reads a document of XML that is valid UTF-8, whatever it declares, for the same cursor; names come without prefixes.
/// Nothing is ever fetched, and entities that are declared are refused; of HTML's the text is given. `line` says where
/// it stops to be well formed.
dixit_html *dixit_xml_open(
  const uint8_t *utf8, size_t length, struct dixit_tree_limits limits, int *failure, int *line);

/// Calls back with where each outermost element of a local name lies in the document, and with the namespaces that are
/// declared around it, as attributes; it goes on while that returns true. No tree is built. False, with the reason, where
/// the document can't be read to its end; what was found before it has been told.
bool dixit_xml_find(const uint8_t *utf8, size_t length, const char *name, size_t depth_limit, void *user,
                    bool (*found)(void *user, size_t start, size_t end, const char *namespaces), int *failure, int *line);

/// A whole file; NULL where it can't be read. Free it with `dixit_file_free`.
uint8_t *dixit_file_read(const char *path, size_t *length);
void dixit_file_free(uint8_t *bytes);

// XML, for checking what the program writes.

typedef struct dixit_schema dixit_schema;

enum dixit_xml_verdict {
  DIXIT_XML_VALID = 0,
  DIXIT_XML_INVALID = 1,
  DIXIT_XML_MALFORMED = 2,
  DIXIT_XML_REFUSED = 3,
};

/// Compiles a RelaxNG schema; NULL, with a message, where it is none. tei_all takes about eight seconds.
dixit_schema *dixit_schema_open(const uint8_t *bytes, size_t length, char *message, size_t capacity);
void dixit_schema_close(dixit_schema *schema);
/// Validates a document. One schema serves several threads. Documents that declare entities are refused unread.
int dixit_schema_validate(
  const dixit_schema *schema, const uint8_t *bytes, size_t length, char *message, size_t capacity);

/// The text content of the first element `body`, without markup, for comparing it with a document's text.
/// Returns its length, -1 where the XML is not well formed or has no body, -2 where `capacity` is too small.
ptrdiff_t dixit_xml_body_text(
  const uint8_t *bytes, size_t length, uint8_t *result, size_t capacity, char *message, size_t message_capacity);
