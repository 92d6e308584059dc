import DixitDocument

/// The article itself.
extension HTMLPageDocument {
  mutating func writeBody() {
    var isInList = false
    var hasTitle = false
    for block in layout.text.blocks {
      if isInList, block.kind != .list {
        output.put("</ul>\n")
        isInList = false
      }
      switch block.kind {
      case .title:
        write(block, hasTitle ? "h2" : "h1")
        hasTitle = true
      case .heading: write(block, "h2")
      case .body: write(block, "p")
      case .caption: write(block, "p", class: "caption")
      case .furniture: write(block, "p", class: "furniture")
      case .list:
        if !isInList { output.put("<ul>\n") }
        isInList = true
        write(block, "li")
      }
    }
    if isInList { output.put("</ul>\n") }
  }

  private mutating func write(_ block: TextBlock, _ element: StaticString, class name: String? = nil) {
    output.put("<")
    output.put(element)
    attribute("class", name)
    output.put(">")
    for segment in layout.text.segments[block.segments] { writeNodes(of: segment) }
    output.put("</")
    output.put(element)
    output.put(">\n")
  }

  /// The segment's text with its elements. The nodes nest: a stack is enough, and no recursion.
  private mutating func writeNodes(of segment: TextSegment) {
    var at = segment.span.start
    var open: [(node: InlineNode, element: StaticString)] = []
    for node in segment.nodes {
      close(&open, before: node.span.start, &at)
      put(Span(at, node.span.start))
      at = node.span.start
      // HTML has no links within links.
      let element = writeOpening(of: node, mayLink: !open.contains { $0.element.utf8CodeUnitCount == 1 })
      open.append((node, element))
    }
    close(&open, before: segment.span.end, &at)
    put(Span(at, segment.span.end))
  }

  private mutating func close(
    _ open: inout [(node: InlineNode, element: StaticString)], before position: Int, _ at: inout Int
  ) {
    while let top = open.last, top.node.span.end <= position {
      put(Span(at, top.node.span.end))
      at = top.node.span.end
      open.removeLast()
      if top.element.utf8CodeUnitCount == 0 { continue }
      output.put("</")
      output.put(top.element)
      output.put(">")
    }
  }

  /// - Returns: the element that was opened; empty for none.
  private mutating func writeOpening(of node: InlineNode, mayLink: Bool) -> StaticString {
    switch node.kind {
    case .said(let quotation):
      writeSaid(quotation, part: node.part)
      return "mark"
    case .mention(let mention): return writeMention(mention, mayLink: mayLink)
    case .cue(let first):
      output.put("<span class=\"cue\"")
      quotations(cues[first])
      output.put(">")
      return "span"
    case .role, .mark: return ""
    }
  }

  private mutating func writeSaid(_ number: Int, part: Int) {
    let quotation = document.quotations![number]
    let speaker = document.attribution(of: number)?.speaker.flatMap { entities.indices.contains($0) ? $0 : nil }
    let position = speakers.position(ofQuotation: number)
    output.put("<mark")
    if part == 1 { attribute("id", "q\(number + 1)") }
    attribute("class", quotation.kind.rawValue)
    attribute("data-q", "q\(number + 1)")
    if part == layout.partCounts[number] {
      // Behind its last part, for who sees no colours.
      attribute("data-speaker", position.map { "\($0 + 1)" } ?? "?")
    }
    attribute("title", speaker.map { entities[$0].name } ?? "nobody known")
    attribute("lang", document.language(of: number)?.rawValue)
    if let position { style(ofSpeaker: position) }
    if part == 1 {
      output.put(" tabindex=\"0\"")
      if isShown[number] { attribute("aria-describedby", "d\(number + 1)") }
    }
    output.put(">")
  }

  private mutating func writeMention(_ index: Int, mayLink: Bool) -> StaticString {
    let mention = mentions[index]
    let entity = entities.indices.contains(mention.entity) ? entities[mention.entity] : nil
    let address = mayLink && mention.form == .name ? entity?.pageAddress : nil
    output.put(address == nil ? "<span" : "<a rel=\"noreferrer\"")
    attribute("class", mention.form == .name ? "name" : "reference")
    attribute("href", address)
    attribute("title", entity.map { "\($0.name) (\($0.type.rawValue))" })
    quotations(sources[index])
    output.put(">")
    return address == nil ? "span" : "a"
  }

  /// `data-q="q1 q4"`: which quotations light up together with these words.
  private mutating func quotations(_ numbers: [Int]?) {
    guard let numbers else { return }
    output.put(" data-q=\"")
    for (position, number) in numbers.enumerated() {
      output.put(position > 0 ? " q" : "q")
      output.put(number + 1)
    }
    output.put("\"")
  }
}
