import DixitDocument

/// Reads the HTML export of Factiva, in both of its layouts: a table whose rows begin with codes (`HD`, `TD`), or a
/// headline, some lines that say when and where, and paragraphs.
struct FactivaReader: ArticleReader {
  let mediaType = "text/html"

  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    !Self.starts(bytes).isEmpty && HTMLSniffing.looksLikeHTML(bytes)
  }

  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    let (utf8, encoding) = try Readers.decoded(bytes, declared: HTMLSniffing.declaredCharset(bytes))
    let starts = Self.starts(utf8)
    // One that was cut out begins with its article.
    if starts.count == 1, starts[0] < 64 { return nil }
    return try PageSlices.parts(utf8, encoding, starts: starts, label: Self.number)
  }

  /// Where elements of the class `article frArticle` begin, whatever the language.
  private static func starts(_ utf8: [UInt8]) -> [Int] {
    PageSlices.places(of: "=\"article ", in: utf8).compactMap { place in
      let word = utf8[(place + 10)...].prefix { $0 != UInt8(ascii: "\"") && $0 > 0x20 }
      guard word.count == 9, word.dropFirst(2).elementsEqual("Article".utf8) else { return nil }
      return utf8[..<place].lastIndex(of: UInt8(ascii: "<"))
    }
  }

  /// `Document LEMOND0020240312ek3c0001u`, the last line of each article.
  private static func number(_ utf8: [UInt8], _ range: Range<Int>) -> String? {
    PageSlices.places(of: "Document ", in: utf8, range).compactMap { place in
      let number = utf8[(place + 9)..<range.upperBound].prefix { FactivaReading.isNumber($0) }
      return number.count >= 12 ? String(decoding: number, as: UTF8.self) : nil
    }.last
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let source = try MarkupSource(bytes, id: id, mediaType: mediaType)
    var reading = FactivaReading()
    reading.read(try HTMLPage(source.utf8))
    return [try source.article(reading.body.isEmpty ? [] : reading.title + reading.body, reading.summary)]
  }
}

/// One article of an export as it is read.
private struct FactivaReading {
  private(set) var title: [MarkupBlock] = []
  private(set) var body: [MarkupBlock] = []
  private var metadata = Article.Metadata()
  /// The lines below the headline: length, date, time, source and so on.
  private var facts: [String] = []

  static func isNumber(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 }

  mutating func read(_ page: HTMLPage) {
    page.walk { enter(page) }
  }

  var summary: Article.Metadata {
    var metadata = metadata
    metadata.title = title.first?.string
    guard let dated = facts.firstIndex(where: { PressDate.date($0) != nil }) else { return metadata }
    metadata.published = metadata.published ?? PressDate.date(facts[dated])
    // A time may stand between the date and the source.
    let behind = facts[(dated + 1)...]
    metadata.outlet =
      metadata.outlet
      ?? behind.first { line in
        line.contains(where: \.isLetter) && !(line.contains(":") && line.contains(where: \.isNumber))
      }
    return metadata
  }

  private mutating func enter(_ page: HTMLPage) {
    let classes = (page.attribute("class") ?? "").split(separator: " ")
    switch page.name {
    case "tr": readRow(page)
    case "div" where classes.first == "article":
      if let word = classes.last, word.hasSuffix("Article") { metadata.language = String(word.prefix(2)) }
    case "div" where page.attribute("id") == "hd", "span" where classes.contains { $0.hasSuffix("Headline") }:
      readTitle(page)
    case "div" where classes.contains("author"):
      let line = page.line()
      metadata.author = metadata.author ?? line
    case "div" where classes.isEmpty && page.attribute("id") == nil: if let line = page.line() { facts.append(line) }
    case "p": readParagraphs(page)
    default: break
    }
  }

  private mutating func readTitle(_ page: HTMLPage) {
    guard let line = page.line(), title.isEmpty else { return }
    // What stands above the headline is the section.
    if let first = facts.first { metadata.section = metadata.section ?? first }
    facts = []
    title = [MarkupBlock(utf8: Array(line.utf8), kind: .title)]
  }

  private mutating func readParagraphs(_ page: HTMLPage) {
    var text = MarkupBlocks { page in
      if page.name == "br" { return .lineBreak }
      return MarkupRole.html(page.name).isBlock ? .block(.body) : .inline
    }
    text.read(page, kind: .body)
    body += text.blocks.filter { !Self.isDocumentNumber($0.utf8) }
  }

  private static func isDocumentNumber(_ utf8: [UInt8]) -> Bool {
    let words = utf8.split { $0 <= 0x20 }
    return words.count == 2 && words[0].elementsEqual("Document".utf8) && words[1].count >= 12
      && words[1].allSatisfy(isNumber)
  }

  /// A row of the table: a code, and what it says.
  private mutating func readRow(_ page: HTMLPage) {
    guard hasCell(page) else { return }
    // Codes may have a no-break space behind them.
    let label = page.rawText().filter(\.isLetter)
    guard hasCell(page) else { return }
    switch label {
    case "LP", "TD": return readParagraphs(page)
    case "HD": return readTitle(page)
    default: break
    }
    let line = page.line()
    switch label {
    case "BY": metadata.author = line
    case "PD": metadata.published = line.flatMap(PressDate.date)
    case "SN": metadata.outlet = line
    case "SE": metadata.section = line
    default: break
    }
  }

  /// Goes to the next cell of the row; false where the row ends.
  private func hasCell(_ page: HTMLPage) -> Bool {
    while true {
      switch page.next() {
      case .open where page.name == "td" || page.name == "th": return true
      case .close where page.name == "tr", .end: return false
      default: break
      }
    }
  }
}
