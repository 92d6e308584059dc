import DixitDocument

/// Reads an article from a web page: its title and text, without what the site puts around them, and what the page says
/// about it.
///
/// JSON-LD's `articleBody` comes first where the page shows it (it tells where the text is) or hides it (it is the text);
/// a page that shows more than that is believed itself. See `doc/pages.md`.
public struct HTMLReader: ArticleReader {
  public let mediaType = "text/html"
  private let hints: HTMLHints

  public init() { self.init(hints: .embedded) }

  init(hints: HTMLHints) { self.hints = hints }

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
    let metadata = HTMLMetadata(page, hints: hints)
    page.rewind()
    let found = Self.article(HTMLOutline(page, hints: hints), metadata, hints)
    if found.blocks.isEmpty { throw ReadingError.noText(mediaType: mediaType) }
    var article = Self.join(found.blocks, id: id)
    article.origin = Readers.origin(of: bytes, id: id, encoding: decoding.encoding, mediaType: mediaType)
    article.metadata = found.metadata
    article.warnings = decoding.warnings
    return [article]
  }

  /// A page this large is no article; its tree would take ten times as much.
  static let byteLimit = 32 << 20

  /// In blocks: bylines stand near the title.
  private static let longestHead = 100

  private struct Block {
    let utf8: [UInt8]
    let kind: Paragraph.Kind
  }

  private static func article(
    _ outline: HTMLOutline, _ metadata: HTMLMetadata, _ hints: HTMLHints
  ) -> (blocks: [Block], metadata: Article.Metadata) {
    let title = HTMLTitle(outline, names: metadata.titles).block
    let shown = mainText(outline, title, hints)
    let heading = title.map(outline.text)
    let lines = shown.above.prefix(longestHead).filter { $0 != title }.map { (outline.text($0), shown.isByline($0)) }
    let summary = metadata.summary(heading: heading, lines: lines)
    guard let body = LinkedBody(metadata.linked?.body) else { return (blocks(shown, outline), summary) }
    let (confirmed, share) = body.shown(in: outline)
    if share >= 0.8 {
      let guided = HTMLMainText(outline, hints: hints, title: title, trust: .names, confirmed: confirmed)
      // Cut to its first lines it would lead away from the rest.
      let isWhole = guided.bodyCount * 10 >= shown.bodyCount * 7
      let isElsewhere = !shown.taken.contains { confirmed.contains($0.block) }
      return (blocks(isWhole || isElsewhere ? guided : shown, outline), summary)
    }
    // The page hides it: behind a paywall, or until a program has run.
    guard body.count * 10 > shown.bodyCount * 13 else { return (blocks(shown, outline), summary) }
    let name = summary.title.map { [Block(utf8: Array($0.utf8), kind: .title)] } ?? []
    return (name + body.paragraphs.map { Block(utf8: $0, kind: .body) }, summary)
  }

  /// The text that the page shows, by its markup as far as that leads anywhere.
  private static func mainText(_ outline: HTMLOutline, _ title: Int?, _ hints: HTMLHints) -> HTMLMainText {
    let named = HTMLMainText(outline, hints: hints, title: title, trust: .names)
    if named.bodyCount >= 150 { return named }
    let plain = HTMLMainText(outline, hints: hints, title: title, trust: .elements)
    if plain.bodyCount > 3 * named.bodyCount { return plain }
    if named.bodyCount > 0 { return named }
    return HTMLMainText(outline, hints: hints, title: title, trust: .nothing)
  }

  private static func blocks(_ text: HTMLMainText, _ outline: HTMLOutline) -> [Block] {
    text.taken.map { Block(utf8: Array(outline.utf8[outline.blocks[$0.block].span]), kind: $0.kind) }
  }

  private static func join(_ blocks: [Block], id: String) -> Article {
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
