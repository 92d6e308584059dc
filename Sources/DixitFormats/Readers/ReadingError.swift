/// Why a file gives no article: facts only; `ReadingError+Sentences.swift` makes sentences of them.
public enum ReadingError: Error, Sendable, Hashable {
  /// Nothing, or nothing but white space.
  case empty(byteCount: Int)
  /// Not text. `kind` names the format where its first bytes tell it: `PDF`.
  case binary(kind: String?)
  /// Text in a format that no reader takes: `XML`, `RTF`.
  case unsupported(format: String)
  /// Too many bytes for one article.
  case tooLarge(byteCount: Int, limit: Int)
  /// Elements of HTML or XML nested deeper than any honest page nests them.
  case tooDeep(format: String, limit: Int)
  /// A tag with more attributes than any honest page gives one.
  case tooManyAttributes(mediaType: String, limit: Int)
  /// A page without a sentence in it.
  case noText(mediaType: String)
  /// The parser gave up.
  case malformed(mediaType: String)
  /// XML that is not, as its parser found at a line.
  case notWellFormed(line: Int)
  /// XML that declares entities, which honest articles don't and bombs do.
  case entities
  /// A file of a format that holds several articles, where one was expected.
  case severalArticles(String)
  /// A file that should hold articles and has none.
  case noArticles(String)
  /// A file that breaks off, or is not what it says: what, and how that shows.
  case damaged(String, reason: String)
  /// Unpacked, it is so many times larger as only bombs are.
  case bomb(String, ratio: Int)
  case unpackedTooLarge(String, limit: Int)
  case tooMany(String, limit: Int)
  /// Archives in archives in archives.
  case nested(limit: Int)
  /// A record that is none.
  case notARecord(found: String)
  /// A record without a text; the name, where somebody gave one.
  case noField(String?, found: [String])
  /// A record whose text is no text.
  case wrongField(String, found: String)
  case emptyField(String)
  /// A row with more cells than the first one.
  case columns(expected: Int, found: Int, line: Int)
}
