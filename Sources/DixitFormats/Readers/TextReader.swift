import DixitDocument

/// Reads plain text in any encoding.
public struct TextReader: ArticleReader {
  public let mediaType = "text/plain"
  public let fileEndings = [".txt", ".text"]

  public init() {}

  /// Everything that is text; it stands last among the readers.
  public func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    bytes.withUnsafeBufferPointer { BinarySniffing.refusal(of: $0) == nil }
  }

  /// One article of the whole file.
  ///
  /// - Throws: `ReadingError`: empty, binary, too large, or another format's text.
  /// - Complexity: O(*n*).
  public func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    try Readers.check(bytes, limit: Self.byteLimit)
    if Self.isXML(bytes) { throw ReadingError.unsupported(format: "XML") }
    let decoding = TextDecoding(bytes)
    if WhiteSpace.isAll(decoding.utf8) { throw ReadingError.empty(byteCount: bytes.count) }
    var article = Article(
      id: id, utf8: decoding.utf8,
      origin: Readers.origin(of: bytes, id: id, encoding: decoding.encoding, mediaType: mediaType),
      warnings: decoding.warnings)
    article.repairs = decoding.repairs
    return [article]
  }

  /// An article that somebody else decoded, such as a string of JSON: mended where that was done by the wrong encoding.
  ///
  /// - Parameter utf8: valid UTF-8.
  public func article(decoded utf8: [UInt8], id: String) -> Article {
    let mended = TextMojibake(utf8)
    var article = Article(
      id: id, utf8: mended.utf8,
      origin: Readers.origin(of: utf8, id: id, encoding: "UTF-8", mediaType: mediaType),
      warnings: [mended.warning].compactMap { $0 })
    article.repairs = mended.repairs
    return article
  }

  /// Decoding may triple a file of windows-1252: this keeps a document's bytes below half a gigabyte.
  static let byteLimit = 128 << 20

  private static func isXML(_ bytes: [UInt8]) -> Bool {
    bytes.prefix(64).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }.starts(with: Array("<?xml".utf8))
  }
}

/// What counts as nothing to read.
enum WhiteSpace {
  /// Whether a text has no character but white space and what is invisible.
  static func isAll(_ utf8: some Collection<UInt8>) -> Bool {
    // A visible ASCII character settles nearly every text at once.
    if utf8.contains(where: { $0 > 0x20 && $0 < 0x7F }) { return false }
    return String(decoding: utf8, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.generalCategory == .control
        || $0.properties.generalCategory == .format
    }
  }
}
