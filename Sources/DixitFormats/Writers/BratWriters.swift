import DixitDocument

/// The text as brat wants it: the document's text and nothing else. brat's offsets count in it.
public struct BratTextWriter: DocumentWriter {
  public let name = "brat"
  public let fileExtension = ".txt"

  public init() {}

  public func write(_ document: Document, to output: inout [UInt8]) { output += document.text.utf8 }
}

/// brat's stand-off annotations: mentions with their items, and each quotation as an event, whose trigger is its cue.
///
/// Offsets count code points. No annotation crosses a line break: brat wants such a one in fragments.
public struct BratAnnotationWriter: DocumentWriter {
  public let name = "brat"
  public let fileExtension = ".ann"

  public init() {}

  public func write(_ document: Document, to output: inout [UInt8]) {
    var brat = BratDocument(document, output: output)
    output = []
    brat.write()
    output = brat.output
  }
}

private struct BratDocument {
  let document: Document
  let index: ScalarIndex
  let mentions: [Mention]
  let entities: [Entity]
  var output: [UInt8]
  /// Numbers given so far: of text-bound annotations, normalizations, events, attributes, notes.
  private var counts = (text: 0, normalization: 0, event: 0, attribute: 0, note: 0)

  init(_ document: Document, output: consuming [UInt8]) {
    self.document = document
    self.output = output
    index = ScalarIndex(document.text.utf8)
    mentions = document.allMentions
    entities = document.allEntities
  }

  mutating func write() {
    var members: [[Int]] = Array(repeating: [], count: entities.count)
    for mention in mentions where entities.indices.contains(mention.entity) {
      let entity = entities[mention.entity]
      guard let number = writeText(Self.label(entity.type), [mention.span]) else { continue }
      members[mention.entity].append(number)
      normalize(number, entity)
    }
    // Brat's own way to say that several annotations mean one thing.
    for same in members where same.count > 1 {
      output.put("*\tEquiv")
      for number in same {
        output.put(" T")
        output.put(number)
      }
      output.put("\n")
    }
    for quotation in document.shownQuotations { writeEvent(quotation) }
  }

  private static func label(_ type: EntityType) -> StaticString {
    switch type {
    case .person: "PER"
    case .organisation: "ORG"
    case .place: "LOC"
    case .product: "PROD"
    case .work: "WORK"
    case .event: "EVENT"
    case .other: "MISC"
    }
  }

  /// A line `T1⇥PER 0 11⇥Marie Curie`; several fragments have semicolons between.
  ///
  /// - Returns: its number; nil where there is nothing to point at.
  private mutating func writeText(_ label: StaticString, _ spans: [Span]) -> Int? {
    let fragments = spans.sorted().flatMap(lines)
    if fragments.isEmpty { return nil }
    counts.text += 1
    output.put("T")
    output.put(counts.text)
    output.put("\t")
    output.put(label)
    for (position, fragment) in fragments.enumerated() {
      output.put(position > 0 ? ";" : " ")
      output.put(index.scalars(before: fragment.start))
      output.put(" ")
      output.put(index.scalars(before: fragment.end))
    }
    output.put("\t")
    for (position, fragment) in fragments.enumerated() {
      if position > 0 { output.put(" ") }
      output += document.text.bytes(fragment)
    }
    output.put("\n")
    return counts.text
  }

  /// The parts of a span between its line breaks, empty ones left out.
  private func lines(of span: Span) -> [Span] {
    var lines: [Span] = []
    var start = span.start
    while let end = document.text.utf8.next(UInt8(ascii: "\n"), in: start..<span.end) {
      if end > start { lines.append(Span(start, end)) }
      start = end + 1
    }
    if span.end > start { lines.append(Span(start, span.end)) }
    return lines
  }

  private mutating func normalize(_ number: Int, _ entity: Entity) {
    guard let qid = entity.qid else { return }
    counts.normalization += 1
    output.put("N")
    output.put(counts.normalization)
    output.put("\tReference T")
    output.put(number)
    output.put(" Wikidata:")
    output.put(line: qid)
    output.put("\t")
    output.put(line: entity.name)
    output.put("\n")
  }

  private mutating func writeEvent(_ number: Int) {
    let quotation = document.quotations![number]
    guard let content = writeText("Content", quotation.content) else { return }
    let cue = quotation.cue.flatMap { writeText("Cue", [$0.span]) }
    let source = quotation.source.flatMap { writeText("Source", [$0]) }
    // An event needs words that trigger it: without a cue these are the reported ones.
    let trigger = writeText("Attribution", quotation.cue.flatMap { cue == nil ? nil : [$0.span] } ?? quotation.content)!
    counts.event += 1
    output.put("E")
    output.put(counts.event)
    output.put("\tAttribution:T")
    output.put(trigger)
    argument("Content", content)
    argument("Cue", cue)
    argument("Source", source)
    output.put("\n")
    attribute("QuotationType", quotation.kind.rawValue)
    note(number, quotation)
  }

  private mutating func argument(_ role: StaticString, _ number: Int?) {
    guard let number else { return }
    output.put(" ")
    output.put(role)
    output.put(":T")
    output.put(number)
  }

  private mutating func attribute(_ name: StaticString, _ value: String) {
    counts.attribute += 1
    output.put("A")
    output.put(counts.attribute)
    output.put("\t")
    output.put(name)
    output.put(" E")
    output.put(counts.event)
    output.put(" ")
    output.put(value)
    output.put("\n")
  }

  /// What has no place in an event: who speaks where other words name him, and how sure that is.
  private mutating func note(_ number: Int, _ quotation: Quotation) {
    counts.note += 1
    output.put("#")
    output.put(counts.note)
    output.put("\tAnnotatorNotes E")
    output.put(counts.event)
    output.put("\tquotation q")
    output.put(number + 1)
    if let parent = quotation.parent {
      output.put(" in q")
      output.put(parent + 1)
    }
    if let speaker = document.attribution(of: number)?.speaker, entities.indices.contains(speaker) {
      output.put(", speaker ")
      output.put(line: entities[speaker].name)
      if let key = entities[speaker].key {
        output.put(" (")
        output.put(line: key)
        output.put(")")
      }
    }
    output.put(", confidence ")
    output.put(confidence: document.attribution(of: number)?.confidence ?? quotation.confidence)
    output.put("\n")
  }
}
