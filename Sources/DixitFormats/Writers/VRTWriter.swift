import DixitDocument

/// Writes verticalized text for the Corpus Workbench and Sketch Engine: a token a line, structures as tags on lines of
/// their own.
///
/// Columns: word, part of speech, lemma, item (Wikidata's, or our key), type of the entity, and the white space behind
/// the token, `_` for what is not there. `<g/>` stands where nothing is between two tokens. Structures may cross, as
/// both programs allow; a quotation within a quotation is a `said1`, one within that a `said2`.
public struct VRTWriter: DocumentWriter {
  public let name = "vrt"
  public let fileExtension = ".vrt"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 8 * document.text.utf8.count + 1024)
    var vrt = VRTDocument(document, generator, output: output)
    output = []
    vrt.write()
    output = vrt.output
  }
}

/// One document on its way into VRT.
private struct VRTDocument {
  let document: Document
  let generator: Generator
  let table: TokenTable
  let entities: [Entity]
  /// By token the innermost mention's entity.
  let meant: [Int: Int]
  let regions: SaidRegions
  var output: [UInt8]

  init(_ document: Document, _ generator: Generator, output: consuming [UInt8]) {
    self.document = document
    self.generator = generator
    self.output = output
    table = TokenTable(document)
    entities = document.allEntities
    var meant: [Int: Int] = [:]
    // Of two mentions the shorter is set last.
    for mention in document.allMentions.sorted(by: { $0.span.count > $1.span.count }) {
      for token in table.touching(mention.span) { meant[token] = mention.entity }
    }
    self.meant = meant
    regions = SaidRegions(TokenRoles(document, table))
  }

  mutating func write() {
    writeOpening()
    var paragraph: Int?
    var isInParagraph = false
    for chunk in table.chunks {
      if isInParagraph, chunk.opensParagraph || chunk.paragraph != paragraph {
        output.put("</p>\n")
        isInParagraph = false
      }
      if let index = chunk.paragraph, !isInParagraph {
        output.put("<p")
        attribute("type", document.paragraphs![index].kind.rawValue)
        output.put(">\n")
        isInParagraph = true
      }
      paragraph = chunk.paragraph
      write(chunk)
    }
    if isInParagraph { output.put("</p>\n") }
    output.put("</doc>\n")
  }

  private mutating func writeOpening() {
    let metadata = document.metadata
    output.put("<doc")
    attribute("id", document.id)
    attribute("title", metadata.title)
    attribute("date", metadata.published)
    attribute("author", metadata.author)
    attribute("outlet", metadata.outlet)
    attribute("section", metadata.section)
    attribute("url", metadata.url)
    attribute("lang", document.language)
    attribute("sha256", document.origin.sha256.isEmpty ? nil : document.origin.sha256)
    attribute("generator", "dixit \(generator.version)")
    if !table.lead.isEmpty {
      let lead = document.text.bytes(table.lead)
      output.put(" before=\"")
      putEscaped { $0.put(spaces: lead) }
      output.put("\"")
    }
    output.put(">\n")
  }

  private mutating func write(_ chunk: TokenTable.Chunk) {
    output.put("<s")
    if let sentence = chunk.sentence { attribute("id", "s\(sentence)") }
    output.put(">\n")
    for token in chunk.tokens {
      for region in regions.opening[token] ?? [] { open(region) }
      write(token, isLast: token == chunk.tokens.upperBound - 1)
      for region in regions.closing[token] ?? [] {
        output.put("</said")
        if region.level > 0 { output.put(region.level) }
        output.put(">\n")
      }
    }
    output.put("</s>\n")
  }

  private mutating func open(_ region: SaidRegions.Region) {
    let quotation = document.quotations![region.piece.quotation]
    let attribution = document.attribution(of: region.piece.quotation)
    let speaker = attribution?.speaker.flatMap { entities.indices.contains($0) ? entities[$0] : nil }
    output.put("<said")
    if region.level > 0 { output.put(region.level) }
    attribute("id", "q\(region.piece.quotation + 1)")
    attribute("part", "\(region.piece.part)")
    attribute("who", speaker?.key)
    attribute("name", speaker?.name)
    attribute("gender", speaker?.gender?.rawValue)
    attribute("type", quotation.kind.rawValue)
    attribute("cue", quotation.cue?.lemma)
    output.put(" confidence=\"")
    output.put(confidence: attribution?.confidence ?? quotation.confidence)
    output.put("\">\n")
  }

  private mutating func write(_ token: Int, isLast: Bool) {
    let (text, span) = (document.text, table.tokens[token].span)
    putEscaped { $0.put(line: text, span) }
    let tag = document.tags.flatMap { token < $0.count ? $0[token] : nil }
    let lemma = document.lemmas.flatMap { token < $0.count ? $0[token] : nil }
    let entity = meant[token].flatMap { entities.indices.contains($0) ? entities[$0] : nil }
    for value in [tag?.partOfSpeech.universalName, lemma, entity?.key, entity?.type.rawValue.lowercased()] {
      output.put("\t")
      putEscaped { $0.put(line: value ?? "_") }
    }
    output.put("\t")
    let gap = document.text.bytes(table.gap(behind: token))
    if gap.isEmpty { output.put("_") } else { putEscaped { $0.put(spaces: gap) } }
    output.put(gap.isEmpty && !isLast ? "\n<g/>\n" : "\n")
  }

  /// An attribute; left out where there is none.
  private mutating func attribute(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    output.put(" ")
    output.put(name)
    output.put("=\"")
    putEscaped { $0.put(line: value) }
    output.put("\"")
  }

  /// What `body` writes, with XML's escapes.
  private mutating func putEscaped(_ body: (inout [UInt8]) -> Void) {
    let start = output.count
    body(&output)
    guard output[start...].contains(where: { [0x22, 0x26, 0x3C, 0x3E].contains($0) }) else { return }
    let plain = Array(output[start...])
    output.removeSubrange(start...)
    plain.withUnsafeBufferPointer { output.put(xml: $0, isAttribute: true) }
  }
}

/// The pieces of quotations as regions of which those with one name never overlap.
private struct SaidRegions {
  struct Region {
    let piece: TokenRoles.Piece
    let level: Int
  }

  private(set) var opening: [Int: [Region]] = [:]
  private(set) var closing: [Int: [Region]] = [:]

  /// Each piece takes the first name that is free where it begins. What is still without one after
  /// `Document.shownDepth` names is left out: names must be declared to the programs that read them.
  init(_ roles: TokenRoles) {
    var ends: [Int] = []
    for piece in roles.pieces {
      let free = ends.firstIndex { $0 <= piece.tokens.lowerBound } ?? ends.count
      if free > Document.shownDepth { continue }
      if free == ends.count { ends.append(0) }
      ends[free] = piece.tokens.upperBound
      let region = Region(piece: piece, level: free)
      opening[piece.tokens.lowerBound, default: []].append(region)
      closing[piece.tokens.upperBound - 1, default: []].insert(region, at: 0)
    }
  }
}
