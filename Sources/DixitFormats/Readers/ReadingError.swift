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
  /// Elements nested deeper than any honest page nests them.
  case tooDeep(limit: Int)
  /// A page without a sentence in it.
  case noText(mediaType: String)
  /// The parser gave up.
  case malformed(mediaType: String)
}
