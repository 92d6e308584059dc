import DixitDocument

/// A file of markup, decoded, and what an article says of where it came from.
struct MarkupSource {
  let utf8: [UInt8]
  private let id: String
  private let origin: Article.Origin
  private let mediaType: String
  private let decoding: (warnings: [String], replaced: Int)

  /// - Throws: `ReadingError`: empty, binary, or too large.
  init(_ bytes: [UInt8], id: String, mediaType: String) throws {
    try Readers.check(bytes, limit: HTMLReader.byteLimit)
    let decoding = TextDecoding(bytes, declared: HTMLSniffing.declaredCharset(bytes))
    utf8 = decoding.utf8
    self.id = id
    self.mediaType = mediaType
    origin = Readers.origin(of: bytes, id: id, encoding: decoding.encoding, mediaType: mediaType)
    self.decoding = (decoding.warnings, decoding.replaced)
  }

  /// - Throws: `ReadingError.noText` where there are no blocks.
  func article(_ blocks: [MarkupBlock], _ metadata: Article.Metadata) throws -> Article {
    if blocks.isEmpty { throw ReadingError.noText(mediaType: mediaType) }
    return completed(Article(id: id, blocks: blocks), metadata)
  }

  func completed(_ article: Article, _ metadata: Article.Metadata) -> Article {
    var article = article
    article.origin = origin
    article.metadata = metadata
    article.warnings += decoding.warnings
    // Of an article that was cut out of a file, the file was decoded.
    if decoding.replaced == 0, let loss = TextDecoding.loss(in: article.utf8) { article.warnings.append(loss) }
    return article
  }
}
