import DixitDocument

/// Reads NITF, the IPTC's older XML for the text of news.
struct NITFReader: ArticleReader {
  let mediaType = "application/nitf+xml"
  let fileEndings = [".nitf", ".xml"]

  func accepts(_ bytes: [UInt8], fileName: String) -> Bool { XMLSource.root(of: bytes) == "nitf" }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let source = try MarkupSource(bytes, id: id, mediaType: mediaType)
    var reading = NITFReading()
    reading.read(try HTMLPage(xml: source.utf8))
    return [try source.article(reading.blocks, reading.metadata)]
  }
}

/// A document of NITF as it is read, alone or inside NewsML.
struct NITFReading {
  private(set) var blocks: [MarkupBlock] = []
  private(set) var metadata = Article.Metadata()
  private var title: String?

  /// Reads to the end of the page.
  mutating func read(_ page: HTMLPage) {
    page.walk { enter(page) }
    metadata.title = metadata.title ?? title
  }

  private mutating func enter(_ page: HTMLPage) {
    switch page.name {
    case "nitf": metadata.language = page.attribute("lang")
    case "title": title = title ?? page.line()
    case "tobject.subject":
      metadata.section =
        metadata.section ?? page.attribute("tobject.subject.type") ?? page.attribute("tobject.subject.matter")
    case "date.issue", "date.release", "story.date":
      metadata.published = metadata.published ?? page.attribute("norm").flatMap(PressDate.date)
    case "pubdata": note(publication: page)
    case "doc.copyright": metadata.outlet = metadata.outlet ?? page.attribute("holder")
    case "distributor":
      let line = page.line()
      metadata.outlet = metadata.outlet ?? line
    case "byline":
      let line = page.line()
      metadata.author = metadata.author ?? line
    case "dateline", "body.end": page.skip()
    case "hedline", "abstract", "body.content": readText(page)
    default: break
    }
  }

  private mutating func note(publication page: HTMLPage) {
    metadata.outlet = page.attribute("name") ?? metadata.outlet
    metadata.section = page.attribute("position.section") ?? metadata.section
    metadata.published = metadata.published ?? page.attribute("date.publication").flatMap(PressDate.date)
    if let address = page.attribute("ex-ref"), address.hasPrefix("http") { metadata.url = address }
  }

  private mutating func readText(_ page: HTMLPage) {
    var text = MarkupBlocks { NITFReading.role(of: $0) }
    text.read(page)
    blocks += text.blocks
    if metadata.title == nil { metadata.title = text.blocks.first { $0.kind == .title }?.string }
  }

  static func role(of page: HTMLPage) -> MarkupRole {
    switch page.name {
    case "hl1": .block(.title)
    case "hl2", "hl3": .block(.heading)
    case "p", "pre", "bq", "td", "th", "credit": .block(.body)
    case "li", "dt", "dd": .block(.list)
    case "media-caption", "caption", "fn": .block(.caption)
    case "br": .lineBreak
    case "media-producer", "media-metadata", "media-reference", "note", "nitf-table-metadata", "dateline", "byline":
      .skipped
    case "block", "media", "ul", "ol", "dl", "table", "tr", "tbody", "thead", "nitf-table": .block(nil)
    default: .inline
    }
  }
}
