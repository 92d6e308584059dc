import DixitDocument

/// Reads TEI: the text with its divisions, and what the header says of it. A `teiCorpus` holds many.
struct TEIReader: ArticleReader {
  let mediaType = "application/tei+xml"
  let fileEndings = [".tei", ".xml"]

  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    let root = XMLSource.root(of: bytes)
    return root == "TEI" || root == "teiCorpus" || root == "TEI.2"
  }

  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    guard XMLSource.root(of: bytes) == "teiCorpus" else { return nil }
    return try XMLSource.parts(of: bytes, named: "TEI", what: "a teiCorpus", limits: limits) { element in
      XMLSource.attribute("xml:id", element)
    }
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    if XMLSource.root(of: bytes) == "teiCorpus" { throw ReadingError.severalArticles(id) }
    let source = try MarkupSource(bytes, id: id, mediaType: mediaType)
    var reading = TEIReading()
    reading.read(try HTMLPage(xml: source.utf8))
    return [try source.article(reading.blocks, reading.summary)]
  }
}

/// One document of TEI as it is read.
private struct TEIReading {
  private(set) var blocks: [MarkupBlock] = []
  private var metadata = Article.Metadata()
  private var journal: String?
  private var publisher: String?
  /// The elements that are open in the header.
  private var path: [String] = []

  mutating func read(_ page: HTMLPage) {
    page.walk {
      enter(page)
    } closed: {
      if !path.isEmpty { path.removeLast() }
    }
  }

  var summary: Article.Metadata {
    var metadata = metadata
    metadata.outlet = journal ?? publisher
    return metadata
  }

  private mutating func enter(_ page: HTMLPage) {
    let name = page.name
    switch name {
    case "TEI", "TEI.2", "text": metadata.language = metadata.language ?? page.attribute("lang")
    case "title":
      note(title: page)
      return
    case "author":
      let author = page.line()
      metadata.author = metadata.author ?? author
      return
    case "publisher":
      let isSource = path.contains("sourceDesc")
      let line = page.line()
      if isSource { publisher = publisher ?? line }
      return
    case "date": metadata.published = metadata.published ?? date(page)
    case "idno":
      let isAddress = page.attribute("type")?.lowercased() == "url"
      let line = page.line()
      if isAddress { metadata.url = metadata.url ?? line }
      return
    case "language": metadata.language = metadata.language ?? page.attribute("ident")
    case "standOff", "facsimile", "sourceDoc", "encodingDesc", "revisionDesc": page.skip()
    default: break
    }
    if name == "text" { return readText(page) }
    path.append(name)
  }

  /// A title of the document, or of the journal that it was in.
  private mutating func note(title page: HTMLPage) {
    let (level, isSource) = (page.attribute("level"), path.contains("sourceDesc"))
    let line = page.line()
    if level == "j" {
      journal = journal ?? line
    } else if !isSource || metadata.title == nil {
      metadata.title = metadata.title ?? line
    }
  }

  private func date(_ page: HTMLPage) -> String? {
    guard path.contains("sourceDesc") || path.contains("publicationStmt") else { return nil }
    return (page.attribute("when") ?? page.attribute("when-iso")).flatMap(PressDate.date)
  }

  private mutating func readText(_ page: HTMLPage) {
    var text = MarkupBlocks { TEIReading.role(of: $0) }
    text.read(page, kind: .body)
    // The first heading before any text is the title.
    for block in text.blocks {
      let isTitle = blocks.isEmpty && block.kind == .heading
      blocks.append(isTitle ? MarkupBlock(utf8: block.utf8, kind: .title) : block)
    }
  }

  private static func role(of page: HTMLPage) -> MarkupRole {
    switch page.name {
    case "ab":
      switch page.attribute("type") {
      case "caption": .block(.caption)
      case "furniture": .block(.furniture)
      default: .block(.body)
      }
    case "head", "titlePart", "docTitle": .block(.heading)
    case "item", "label": .block(.list)
    case "figDesc": .block(.caption)
    case "p", "l", "cell", "byline", "dateline", "opener", "closer", "salute", "signed", "trailer", "argument",
      "epigraph",
      "speaker", "stage":
      .block(.body)
    case "div", "div1", "div2", "div3", "front", "body", "back", "group", "list", "lg", "sp", "figure", "table", "row",
      "cit", "titlePage", "floatingText":
      .block(nil)
    case "lb": .lineBreak
    case "note", "fw", "del", "teiHeader": .skipped
    // Of a choice the corrected or regularized form is read, and the short one, which was printed.
    case "sic", "orig", "expan": page.parentName == "choice" ? .skipped : .inline
    default: .inline
    }
  }
}
