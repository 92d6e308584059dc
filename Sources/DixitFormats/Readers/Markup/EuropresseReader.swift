import DixitDocument

/// Reads the HTML export of Europresse: an `article` element each, with classes that say what is what.
struct EuropresseReader: ArticleReader {
  let mediaType = "text/html"
  private static let mark = Array("DocPublicationName".utf8)

  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    bytes.next(Self.mark, in: bytes.indices) != nil && HTMLSniffing.looksLikeHTML(bytes)
  }

  /// Files of one article are exports too: their names should not change with the next article.
  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    if isPart(bytes) { return nil }
    let (utf8, encoding) = try Readers.decoded(bytes, declared: HTMLSniffing.declaredCharset(bytes))
    let starts = PageSlices.places(of: "<article", in: utf8)
    return starts.isEmpty ? nil : try PageSlices.parts(utf8, encoding, starts: starts, label: Self.number)
  }

  /// Whether this is one article already, cut out of an export.
  private func isPart(_ bytes: [UInt8]) -> Bool { HTMLSniffing.index(of: "<article", in: bytes.prefix(64)) != nil }

  /// The number of the document: `news·20240312·LM·4102314`.
  private static func number(_ utf8: [UInt8], _ range: Range<Int>) -> String? {
    guard let place = PageSlices.places(of: "lblNodoc", in: utf8, range).first,
      let text = PageSlices.text(utf8, from: place, in: range)
    else { return nil }
    let number = text.split(separator: ":").last ?? text[...]
    return number.replacing("&middot;", with: "·").replacing("&#183;", with: "·").trimmingSpaces
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let source = try MarkupSource(bytes, id: id, mediaType: mediaType)
    var reading = EuropresseReading()
    reading.read(try HTMLPage(source.utf8))
    return [try source.article(reading.hasBody ? reading.blocks : [], reading.metadata)]
  }
}

/// One article of an export as it is read.
private struct EuropresseReading {
  private(set) var metadata = Article.Metadata()
  private var titles: [MarkupBlock] = []
  private var body: [MarkupBlock] = []
  private var links: [(address: String, text: String)] = []
  private var headers: [String] = []

  var hasBody: Bool { !body.isEmpty }
  var blocks: [MarkupBlock] { titles + body }

  mutating func read(_ page: HTMLPage) {
    walk(page, body: "docOcurrContainer")
    if body.isEmpty { walk(page, body: "DocText") }
    gatherLinks(page)
    metadata.title = titles.first?.string
    note(header: headers.joined(separator: ", "))
    markLinks()
  }

  private mutating func walk(_ page: HTMLPage, body name: String) {
    page.rewind()
    (titles, headers) = ([], [])
    page.walk { enter(page, body: name) }
  }

  private mutating func enter(_ page: HTMLPage, body name: String) {
    let classes = Set((page.attribute("class") ?? "").split(separator: " ").map { $0.lowercased() })
    if classes.contains("docpublicationname") {
      metadata.outlet = metadata.outlet ?? Self.outlet(page.rawText())
    } else if classes.contains("docheader") {
      if let line = page.line() { headers.append(line) }
    } else if classes.contains("titrearticle") || classes.contains("titrearticlevisu") {
      readTitle(page)
    } else if classes.contains("docauthors") {
      let line = page.line()
      metadata.author = metadata.author ?? line
    } else if classes.contains("sm-margin-bottomnews") {
      // The author where no class says so; longer lines there are no names.
      let line = page.line()
      if metadata.author == nil, let line, line.split(separator: " ").count <= 10 { metadata.author = line }
    } else if classes.contains("public-lblnodoc") || classes.contains("public_lblnodoc") {
      note(number: page.line() ?? "")
    } else if classes.contains(name.lowercased()) {
      var text = MarkupBlocks { .html($0.name) }
      text.read(page, kind: .body)
      body += text.blocks
    }
  }

  /// Behind the name may stand the number, and on further lines what the site shows of it.
  private static func outlet(_ text: String) -> String? {
    let line = text.trimmingSpaces.prefix { !$0.isNewline && $0 != "," }
    return HTMLPage.trimmed(String(line))
  }

  /// The title, and below it perhaps a second one.
  private mutating func readTitle(_ page: HTMLPage) {
    var text = MarkupBlocks { page in
      if page.name == "br" { return .lineBreak }
      return MarkupRole.html(page.name).isBlock ? .block(.title) : .inline
    }
    text.read(page, kind: .title)
    for block in text.blocks {
      titles.append(MarkupBlock(utf8: block.utf8, kind: titles.isEmpty ? .title : .heading))
    }
  }

  /// `Politique, mardi 12 mars 2024 1234 mots, p. 8`, or `World, Friday, November 13, 2015`.
  private mutating func note(header: String) {
    metadata.published = PressDate.date(header) ?? metadata.published
    let pieces = header.split(separator: ",").map { $0.trimmingSpaces }
    guard pieces.count > 1, !pieces[0].contains(where: \.isNumber), !PressDate.beginsWithMonth(pieces[1]) else {
      return
    }
    metadata.section = pieces[0]
  }

  /// The date, where the header has none: `news·20240312·LM·4102314`.
  private mutating func note(number: String) {
    let parts = number.split { !$0.isNumber && !$0.isLetter }
    metadata.published = metadata.published ?? parts.lazy.compactMap { PressDate.date(String($0)) }.first
  }

  private mutating func gatherLinks(_ page: HTMLPage) {
    page.rewind()
    page.walk {
      guard page.name == "a", let address = page.attribute("href"), address.hasPrefix("http") else { return }
      if let text = page.line() { links.append((address, text)) }
    }
  }

  /// A paragraph that is a link and nothing else leads to where the article came out, or to others.
  private mutating func markLinks() {
    for index in body.indices {
      let text = HTMLPage.trimmed(body[index].string)
      guard let link = links.first(where: { $0.text == text }) else { continue }
      body[index] = MarkupBlock(utf8: body[index].utf8, kind: .furniture)
      metadata.url = metadata.url ?? link.address
    }
  }
}
