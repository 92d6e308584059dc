import DixitDocument

/// Reads an article from a web page: its blocks of text in order, and what the page says about itself.
public struct HTMLReader: ArticleReader {
  public let mediaType = "text/html"

  public init() {}

  /// A page's first tags, or a name that says HTML.
  public func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    HTMLSniffing.looksLikeHTML(bytes) || HTMLSniffing.isHTMLName(fileName) && TextReader().accepts(bytes, fileName: "")
  }

  /// One article: the page's blocks, joined by empty lines.
  ///
  /// - Throws: `ReadingError`: empty, binary, too large, too deeply nested, or a page without text.
  /// - Complexity: O(*n*), about ten times the file in memory while the page is open.
  public func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    try Readers.check(bytes, limit: Self.byteLimit)
    let decoding = TextDecoding(bytes, declared: HTMLSniffing.declaredCharset(bytes))
    if WhiteSpace.isAll(decoding.utf8) { throw ReadingError.empty(byteCount: bytes.count) }
    let page = try HTMLPage(decoding.utf8)
    let blocks = Self.blocks(of: page)
    if blocks.isEmpty { throw ReadingError.noText(mediaType: mediaType) }
    var article = Self.join(blocks, id: id)
    article.origin = Readers.origin(of: bytes, id: id, encoding: decoding.encoding, mediaType: mediaType)
    page.rewind()
    article.metadata = HTMLMetadata.read(page, heading: blocks.first { $0.kind == .title }.map(\.string))
    article.warnings = decoding.warnings
    return [article]
  }

  /// A page this large is no article; its tree would take ten times as much.
  static let byteLimit = 32 << 20

  /// What the page marks as text; where it marks nothing (or hides everything in a form), all it has.
  private static func blocks(of page: HTMLPage) -> [HTMLBlock] {
    var strict = HTMLBlocks(scope: .marked)
    strict.walk(page)
    if strict.hasBody { return strict.blocks }
    page.rewind()
    var everything = HTMLBlocks(scope: .everything)
    everything.walk(page)
    return everything.blocks
  }

  private static func join(_ blocks: [HTMLBlock], id: String) -> Article {
    var utf8: [UInt8] = []
    var spans: [Article.Block] = []
    for block in blocks {
      if !utf8.isEmpty { utf8 += Array("\n\n".utf8) }
      let start = utf8.count
      utf8 += block.utf8
      spans.append(Article.Block(span: SourceSpan(start, utf8.count), kind: block.kind))
    }
    return Article(id: id, utf8: utf8, blocks: spans)
  }
}
