import DixitDocument

/// Writes one page for people: the article with its quotations coloured by speaker, the speakers, and the quotations.
///
/// The page needs nothing from elsewhere and can be read without colours, styles or scripts. The text content of `main`
/// is the document's text, but for the white space between blocks.
public struct HTMLWriter: DocumentWriter {
  public let name = "html"
  public let fileExtension = ".html"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 6 * document.text.utf8.count + 8192)
    var page = HTMLPageDocument(document, generator, output: output)
    output = []
    page.write()
    output = page.output
  }
}

/// One document on its way into a page.
struct HTMLPageDocument {
  let document: Document
  let generator: Generator
  let mentions: [Mention]
  let entities: [Entity]
  let layout: InlineLayout
  let speakers: PageSpeakers
  /// By mention the quotations whose source it is, and by the number of its cue's element.
  let sources: [Int: [Int]]
  let cues: [Int: [Int]]
  /// The quotations that have a line below the article.
  let shown: [Int]
  let isShown: [Bool]
  var output: [UInt8]

  init(_ document: Document, _ generator: Generator, output: consuming [UInt8]) {
    self.document = document
    self.generator = generator
    self.output = output
    let mentions = document.allMentions
    self.mentions = mentions
    entities = document.allEntities
    layout = InlineLayout(document, mentions: mentions)
    speakers = PageSpeakers(document)
    var (sources, cues): ([Int: [Int]], [Int: [Int]]) = ([:], [:])
    for (number, quotation) in (document.quotations ?? []).enumerated() {
      if let mention = quotation.source.flatMap(mentions.index) { sources[mention, default: []].append(number) }
      if let cue = layout.cueNumbers[number] { cues[cue - 1, default: []].append(number) }
    }
    (self.sources, self.cues) = (sources, cues)
    isShown = document.quotationDepths.map { $0 <= Document.shownDepth }
    shown = document.shownQuotations
  }

  mutating func write() {
    output.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    output.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    // Whatever a hostile article slipped in, nothing is loaded and nothing is sent.
    output.put("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    output.put("style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
    meta("generator", "dixit \(generator.version)")
    meta("author", document.metadata.author)
    output.put("<title>")
    output.put(xml: document.displayTitle)
    output.put("</title>\n<style>\n")
    output.put(HTMLPageStyle.css)
    output.put("</style>\n</head>\n<body>\n")
    writeHeader()
    output.put("<main")
    attribute("lang", document.language.flatMap(MetadataSyntax.languageTag))
    output.put(">\n")
    writeBody()
    output.put("</main>\n")
    writeSpeakers()
    writeQuotations()
    output.put("<script>\n")
    output.put(HTMLPageStyle.script)
    output.put("</script>\n</body>\n</html>\n")
  }

  // MARK: Around the article

  private mutating func meta(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    output.put("<meta name=\"")
    output.put(name)
    output.put("\"")
    attribute("content", value)
    output.put(">\n")
  }

  private mutating func writeHeader() {
    let metadata = document.metadata
    let facts = [metadata.outlet, metadata.section, metadata.published, metadata.author, document.language]
      .compactMap { $0 }
    output.put("<header>\n<p>")
    for fact in facts {
      output.put("<span>")
      output.put(xml: fact)
      output.put("</span> ")
    }
    if let url = document.url, url.hasPrefix("http://") || url.hasPrefix("https://") {
      output.put("<a rel=\"noreferrer\"")
      attribute("href", url)
      output.put(">original</a> ")
    }
    output.put("<span class=\"path\">")
    output.put(xml: document.id)
    output.put("</span></p>\n</header>\n")
  }

  private mutating func writeSpeakers() {
    if speakers.all.isEmpty { return }
    output.put("<section class=\"speakers\">\n<h2>Speakers</h2>\n<ol>\n")
    for (position, speaker) in speakers.all.enumerated() {
      output.put("<li")
      attribute("id", "speaker\(position + 1)")
      style(ofSpeaker: position)
      output.put("><b class=\"swatch\">")
      output.put(position + 1)
      output.put("</b> ")
      write(name: speaker.entity)
      output.put(" <small>")
      output.put(speaker.quotations)
      output.put(speaker.quotations == 1 ? " quotation" : " quotations")
      output.put("</small></li>\n")
    }
    output.put("</ol>\n</section>\n")
  }

  /// An entity's name, with a link where it has an item.
  private mutating func write(name entity: Int) {
    let entity = entities[entity]
    if let address = entity.pageAddress {
      output.put("<a rel=\"noreferrer\"")
      attribute("href", address)
      output.put(">")
    }
    output.put(xml: entity.name)
    if entity.pageAddress != nil { output.put("</a>") }
  }

  private mutating func writeQuotations() {
    if shown.isEmpty { return }
    output.put("<section class=\"quotations\">\n<h2>Quotations</h2>\n<ol>\n")
    for number in shown { writeLine(number, document.quotations![number]) }
    output.put("</ol>\n</section>\n")
  }

  private mutating func writeLine(_ number: Int, _ quotation: Quotation) {
    output.put("<li")
    attribute("id", "d\(number + 1)")
    attribute("data-q", "q\(number + 1)")
    attribute("value", "\(number + 1)")
    if let position = speakers.position(ofQuotation: number) { style(ofSpeaker: position) }
    output.put(">")
    if let speaker = document.attribution(of: number)?.speaker, entities.indices.contains(speaker) {
      output.put("<b>")
      write(name: speaker)
      output.put("</b>")
    } else {
      output.put("<i>nobody known</i>")
    }
    output.put(": ")
    if layout.partCounts[number] > 0 {
      output.put("<a href=\"#q")
      output.put(number + 1)
      output.put("\">")
    }
    writeExcerpt(quotation)
    if layout.partCounts[number] > 0 { output.put("</a>") }
    output.put(" <small>")
    output.put(quotation.kind.rawValue)
    words(", cue: ", quotation.cue?.span)
    words(", source: ", quotation.source)
    output.put(", confidence ")
    output.put(confidence: document.attribution(of: number)?.confidence ?? quotation.confidence)
    output.put("</small></li>\n")
  }

  private mutating func words(_ label: StaticString, _ span: Span?) {
    guard let span, !span.isEmpty else { return }
    output.put(label)
    output.put("“")
    put(span)
    output.put("”")
  }

  /// The first words of a quotation.
  private mutating func writeExcerpt(_ quotation: Quotation) {
    guard let first = quotation.content.first else { return }
    var end = min(first.end, first.start + 160)
    while !document.text.isBoundary(end) { end -= 1 }
    put(Span(first.start, end))
    if end < first.end || quotation.content.count > 1 { output.put("…") }
  }

  // MARK: Pieces that all parts share

  mutating func attribute(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    output.put(" ")
    output.put(name)
    output.put("=\"")
    output.put(xml: value, isAttribute: true)
    output.put("\"")
  }

  mutating func put(_ span: Span) {
    document.text.utf8.withUnsafeBufferPointer {
      output.put(xml: UnsafeBufferPointer(rebasing: $0[span.start..<span.end]))
    }
  }

  /// Hues that lie far from one another, however many there are: steps of the golden angle.
  mutating func style(ofSpeaker position: Int) {
    output.put(" style=\"--h:")
    output.put((205 + position * 137) % 360)
    output.put("\"")
  }
}

extension Entity {
  /// The item's page for people.
  var pageAddress: String? { address.map { _ in "https://www.wikidata.org/wiki/" + qid! } }
}

/// Who speaks in a document, in the order of the first quotations.
struct PageSpeakers {
  private(set) var all: [(entity: Int, quotations: Int)] = []
  private var positions: [Int: Int] = [:]
  private let speakers: [Int?]

  init(_ document: Document) {
    let known = document.allEntities.indices
    speakers = (document.attributions?.attributions ?? []).map { $0.speaker.flatMap { known.contains($0) ? $0 : nil } }
    for speaker in speakers.compactMap({ $0 }) {
      if let position = positions[speaker] {
        all[position].quotations += 1
      } else {
        positions[speaker] = all.count
        all.append((speaker, 1))
      }
    }
  }

  /// The place in `all` of a quotation's speaker.
  func position(ofQuotation number: Int) -> Int? {
    number < speakers.count ? speakers[number].flatMap { positions[$0] } : nil
  }
}
