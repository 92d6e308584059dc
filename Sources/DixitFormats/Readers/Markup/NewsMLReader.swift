import DixitDocument

/// Reads NewsML-G2: a news item, or the many of a message. Its text is inside as XHTML, as NITF, or as plain text.
struct NewsMLReader: ArticleReader {
  let mediaType = "application/vnd.iptc.g2.newsitem+xml"
  let fileEndings = [".xml"]
  private static let collections: Set<String> = ["newsMessage", "newsItems", "NewsML-G2"]

  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    XMLSource.root(of: bytes).map { $0 == "newsItem" || Self.collections.contains($0) } ?? false
  }

  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    guard XMLSource.root(of: bytes) != "newsItem" else { return nil }
    return try XMLSource.parts(of: bytes, named: "newsItem", what: "a message of NewsML-G2", limits: limits) {
      element in
      XMLSource.attribute("guid", element)
    }
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let source = try MarkupSource(bytes, id: id, mediaType: mediaType)
    var reading = NewsMLReading()
    reading.read(try HTMLPage(xml: source.utf8))
    guard let article = try reading.article(id: id) else { throw ReadingError.noText(mediaType: mediaType) }
    return [source.completed(article, reading.summary)]
  }
}

/// One item as it is read.
private struct NewsMLReading {
  private var metadata = Article.Metadata()
  private var itemTitle: String?
  private var creator: String?
  private var dates: [String: String] = [:]
  private var blocks: [MarkupBlock] = []
  private var plain: [UInt8] = []
  /// The elements that are open.
  private var path: [String] = []

  /// The names of an element's parents decide what it means: everything has a `name`.
  mutating func read(_ page: HTMLPage) {
    page.walk {
      enter(page)
    } closed: {
      if !path.isEmpty { path.removeLast() }
    }
  }

  func article(id: String) throws -> Article? {
    if !blocks.isEmpty { return Article(id: id, blocks: blocks) }
    return WhiteSpace.isAll(plain) ? nil : try FieldText.article(plain, id: id)
  }

  var summary: Article.Metadata {
    var metadata = metadata
    metadata.title = metadata.title ?? itemTitle
    metadata.author = metadata.author ?? creator
    metadata.published = dates["contentCreated"] ?? dates["firstCreated"] ?? dates["versionCreated"]
    return metadata
  }

  private mutating func enter(_ page: HTMLPage) {
    let name = page.name
    switch name {
    case "newsItem":
      if let guid = page.attribute("guid"), guid.hasPrefix("http") { metadata.url = guid }
      metadata.language = page.attribute("lang")
    case "language" where path.last == "contentMeta":
      metadata.language = page.attribute("tag") ?? metadata.language
    case "headline" where path.last == "contentMeta": return set(&metadata.title, page.line())
    case "title" where path.last == "itemMeta": return set(&itemTitle, page.line())
    case "by" where path.last == "contentMeta": return set(&metadata.author, page.line())
    case "name" where path.last == "creator": return set(&creator, page.line())
    case "name" where path.last == "provider": return set(&metadata.outlet, page.line())
    case "name" where path.last == "subject": return set(&metadata.section, page.line())
    case "contentCreated", "firstCreated", "versionCreated":
      let line = page.line()
      dates[name] = dates[name] ?? line.flatMap(PressDate.date)
      return
    case "provider": set(&metadata.outlet, page.attribute("literal"))
    case "inlineXML": return readText(page)
    case "inlineData": return readPlain(page)
    default: break
    }
    path.append(name)
  }

  private func set(_ field: inout String?, _ line: String?) { field = field ?? line }

  private mutating func readText(_ page: HTMLPage) {
    guard blocks.isEmpty else { return skip(page) }
    var text = MarkupBlocks { NewsMLReading.role(of: $0) }
    text.read(page)
    blocks = text.blocks
  }

  private mutating func readPlain(_ page: HTMLPage) {
    var depth = 1
    while depth > 0 {
      switch page.next() {
      case .open: depth += 1
      case .close: depth -= 1
      case .text: if blocks.isEmpty { plain += page.text }
      case .end: depth = 0
      }
    }
  }

  private mutating func skip(_ page: HTMLPage) {
    page.skip()
    path.append("")
  }

  /// XHTML's elements and NITF's, side by side: no name means one thing here and another there.
  private static func role(of page: HTMLPage) -> MarkupRole {
    switch page.name {
    case "body.end", "docdata": return .skipped
    case "h1": return .block(.title)
    default:
      if case .inline = MarkupRole.html(page.name) { return NITFReading.role(of: page) }
      return .html(page.name)
    }
  }
}
