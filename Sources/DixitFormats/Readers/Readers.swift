import DixitDocument

/// The input formats, in the order in which they are asked.
public enum Readers {
  public static let all: [any ArticleReader] = [HTMLReader(), TextReader()]

  /// The reader for a file: content first, name second. What nobody accepts goes to the text reader, which says why
  /// it can't read it.
  public static func reader(for bytes: [UInt8], fileName: String) -> any ArticleReader {
    all.first { $0.accepts(bytes, fileName: fileName) } ?? TextReader()
  }

  /// Refuses what is no text before anything is decoded.
  static func check(_ bytes: [UInt8], limit: Int) throws {
    if bytes.isEmpty { throw ReadingError.empty(byteCount: 0) }
    if let refusal = bytes.withUnsafeBufferPointer(BinarySniffing.refusal(of:)) { throw refusal }
    if bytes.count > limit { throw ReadingError.tooLarge(byteCount: bytes.count, limit: limit) }
  }

  static func origin(of bytes: [UInt8], id: String, encoding: String, mediaType: String) -> Article.Origin {
    Article.Origin(
      path: id, sha256: Fingerprint.sha256(bytes), byteCount: bytes.count, encoding: encoding, mediaType: mediaType)
  }
}
