import DixitDocument

/// The text itself.
extension TEIDocument {
  mutating func writeBody() {
    output.put(" <text>\n  <body>\n")
    var structure = BodyStructure()
    for block in layout.text.blocks { write(block, &structure) }
    closeList(&structure)
    closeDivision(&structure)
    // A body must hold more than headings.
    if !structure.hasContent { output.put("   <p/>\n") }
    output.put("  </body>\n </text>\n")
  }

  /// What is open while the blocks are written. TEI allows headings only where a division begins.
  private struct BodyStructure {
    var allowsHeading = true
    var isInDivision = false
    var isInList = false
    var hasContent = false
  }

  private mutating func write(_ block: TextBlock, _ structure: inout BodyStructure) {
    if block.kind != .list { closeList(&structure) }
    switch block.kind {
    case .title, .heading:
      if !structure.allowsHeading { openDivision(&structure) }
      write(block, "   <head>", "</head>\n")
      return
    case .body: write(block, "   <p>", "</p>\n")
    case .caption: write(block, "   <ab type=\"caption\">", "</ab>\n")
    case .furniture: write(block, "   <ab type=\"furniture\">", "</ab>\n")
    case .list:
      if !structure.isInList { output.put("   <list>\n") }
      structure.isInList = true
      write(block, "    <item>", "</item>\n")
    }
    structure.allowsHeading = false
    structure.hasContent = true
  }

  private mutating func closeList(_ structure: inout BodyStructure) {
    if structure.isInList { output.put("   </list>\n") }
    structure.isInList = false
  }

  private mutating func openDivision(_ structure: inout BodyStructure) {
    closeDivision(&structure)
    output.put("   <div>\n")
    structure.isInDivision = true
    structure.allowsHeading = true
    structure.hasContent = true
  }

  private mutating func closeDivision(_ structure: inout BodyStructure) {
    if structure.isInDivision { output.put("   </div>\n") }
    structure.isInDivision = false
  }

  private mutating func write(_ block: TextBlock, _ open: StaticString, _ close: StaticString) {
    output.put(open)
    for segment in layout.text.segments[block.segments] { write(segment) }
    output.put(close)
  }

  private mutating func write(_ segment: TextSegment) {
    if let sentence = segment.sentence {
      output.put("<s")
      if segment.opensSentence { attribute("xml:id", "s", sentence) }
      output.put(">")
    }
    writeNodes(of: segment)
    if segment.sentence != nil { output.put("</s>") }
  }

  /// The segment's text with its elements. The nodes nest: a stack is enough, and no recursion.
  private mutating func writeNodes(of segment: TextSegment) {
    var at = segment.span.start
    var open: [InlineNode] = []
    for node in segment.nodes {
      close(&open, before: node.span.start, &at)
      putText(Span(at, node.span.start))
      at = node.span.start
      writeOpening(of: node)
      open.append(node)
    }
    close(&open, before: segment.span.end, &at)
    putText(Span(at, segment.span.end))
  }

  private mutating func close(_ open: inout [InlineNode], before position: Int, _ at: inout Int) {
    while let top = open.last, top.span.end <= position {
      putText(Span(at, top.span.end))
      at = top.span.end
      writeClosing(of: top)
      open.removeLast()
    }
  }

  private mutating func writeOpening(of node: InlineNode) {
    switch node.kind {
    case .said(let quotation): writeSaid(quotation, part: node.part)
    case .mention(let mention): writeMention(mention)
    case .role(let role): writeRole(role)
    case .cue(let quotation):
      output.put("<seg")
      attribute("xml:id", "cue", quotation + 1)
      output.put(" type=\"cue\">")
    // With tokens every sign is a `pc`.
    case .mark: if !writesTokens { output.put("<pc>") }
    }
  }

  private mutating func writeClosing(of node: InlineNode) {
    if node.kind == .mark, writesTokens { return }
    output.put("</")
    switch node.kind {
    case .said: output.put("said")
    case .mention(let mention): output.put(elementName(of: mentions[mention]))
    case .role: output.put("roleName")
    case .cue: output.put("seg")
    case .mark: output.put("pc")
    }
    output.put(">")
  }

  private mutating func writeSaid(_ number: Int, part: Int) {
    let quotation = document.quotations![number]
    let attribution = document.attribution(of: number)
    output.put("<said")
    partAttribute("xml:id", "", number, part)
    if part > 1 { partAttribute("prev", "#", number, part - 1) }
    if part < layout.partCounts[number] { partAttribute("next", "#", number, part + 1) }
    attribute("who", "#e", identifier(attribution?.speaker))
    attribute("toWhom", "#e", identifier(attribution?.addressee))
    attribute("xml:lang", document.language(of: number)?.rawValue)
    output.put(" direct=\"")
    output.put(quotation.kind.directness)
    output.put("\" aloud=\"true\" cert=\"")
    output.put(confidence: quotation.confidence)
    output.put("\">")
  }

  /// `next="#q1.2"`.
  private mutating func partAttribute(_ name: StaticString, _ prefix: StaticString, _ number: Int, _ part: Int) {
    output.put(" ")
    output.put(name)
    output.put("=\"")
    output.put(prefix)
    output.put("q")
    output.put(number + 1)
    output.put(".")
    output.put(part)
    output.put("\"")
  }

  private mutating func writeMention(_ index: Int) {
    let mention = mentions[index]
    let entity = identifier(mention.entity).map { entities[$0 - 1] }
    output.put("<")
    output.put(elementName(of: mention))
    attribute("xml:id", "m", index + 1)
    if mention.form != .name {
      attribute("type", mention.form.rawValue)
    } else if elementName(of: mention).utf8CodeUnitCount == 4 {
      attribute("type", entity?.nameType)
    }
    attribute("ref", entity?.address)
    attribute("corresp", "#e", identifier(mention.entity))
    output.put(">")
  }

  private mutating func writeRole(_ index: Int) {
    let role = document.roles![index]
    output.put("<roleName")
    attribute("xml:id", "r", index + 1)
    attribute("type", role.kind.rawValue)
    attribute("corresp", "#e", identifier(document.entity(of: role)))
    output.put(">")
  }

  private func elementName(of mention: Mention) -> StaticString {
    if mention.form != .name { return "rs" }
    guard let entity = identifier(mention.entity) else { return "name" }
    return switch entities[entity - 1].type {
    case .person: "persName"
    case .organisation: "orgName"
    case .place: "placeName"
    case .product, .work, .event, .other: "name"
    }
  }
}

extension Quotation.Kind {
  /// TEI's `direct`: a mixed quotation is both, so neither truth value applies.
  var directness: StaticString {
    switch self {
    case .direct, .fragment: "true"
    case .indirect: "false"
    case .mixed: "inapplicable"
    }
  }
}
