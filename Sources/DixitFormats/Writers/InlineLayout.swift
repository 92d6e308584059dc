import DixitDocument

/// Decides which elements the text holds and how they nest.
///
/// XML nests and annotations need not: a name may cross a quotation's edge, two quotations may cross each other.
/// Names, roles, cues and marks stay whole; quotations are cut at sentences and wherever else nesting asks for it, and their
/// parts are chained. What finds no place in the text stays in the stand-off.
struct InlineLayout {
  private(set) var text: TextSegments
  /// How many parts each quotation has in the text.
  private(set) var partCounts: [Int]
  /// Whether each mention has an element in the text.
  private(set) var showsMention: [Bool]
  /// For each quotation the number of its cue's element, if the text has it; two quotations may share one.
  private(set) var cueNumbers: [Int?]
  private let quotations: [Quotation]
  private let mentions: [Mention]

  init(_ document: Document, mentions: [Mention]) {
    text = TextSegments(document)
    quotations = document.quotations ?? []
    self.mentions = mentions
    partCounts = Array(repeating: 0, count: quotations.count)
    showsMention = Array(repeating: false, count: mentions.count)
    cueNumbers = Array(repeating: nil, count: quotations.count)
    arrange(document)
  }

  private mutating func arrange(_ document: Document) {
    let cues = firstCues()
    var atoms = Array(repeating: [InlineNode](), count: text.segments.count)
    var parts = atoms
    for node in wholeNodes(document, cues) {
      let touched = text.touching(node.span)
      if touched.count == 1, text.segments[touched.lowerBound].span.contains(node.span) {
        atoms[touched.lowerBound].append(node)
      }
    }
    for node in quotationNodes(document) {
      for index in text.touching(node.span) {
        var part = node
        let segment = text.segments[index].span
        part.span = document.text.trimmed(Span(max(segment.start, node.span.start), min(segment.end, node.span.end)))
        if !part.span.isEmpty { parts[index].append(part) }
      }
    }
    for index in text.segments.indices { settle(index, atoms[index], parts[index], document.text) }
    for (index, quotation) in quotations.enumerated() {
      if let cue = quotation.cue, let first = cues[cue.span] { cueNumbers[index] = cueNumbers[first] }
    }
  }

  /// The first quotation of each cue.
  private func firstCues() -> [Span: Int] {
    var first: [Span: Int] = [:]
    for (index, quotation) in quotations.enumerated() {
      if let cue = quotation.cue, first[cue.span] == nil { first[cue.span] = index }
    }
    return first
  }

  private func wholeNodes(_ document: Document, _ cues: [Span: Int]) -> [InlineNode] {
    var nodes = mentions.enumerated().map { InlineNode(span: $1.span, kind: .mention($0)) }
    nodes += (document.roles ?? []).enumerated().map { InlineNode(span: document.span(of: $1.tokens), kind: .role($0)) }
    nodes += cues.map { InlineNode(span: $0.key, kind: .cue($0.value)) }
    let marks = Set(quotations.flatMap { QuotationShape($0).marks(in: document) })
    nodes += marks.map { InlineNode(span: $0, kind: .mark) }
    return nodes.compactMap { node in
      let trimmed = document.text.trimmed(node.span)
      return trimmed.isEmpty ? nil : InlineNode(span: trimmed, kind: node.kind)
    }
  }

  private func quotationNodes(_ document: Document) -> [InlineNode] {
    quotations.enumerated().flatMap { index, quotation in
      let depth = depth(of: index)
      return QuotationShape(quotation).parts.map { InlineNode(span: $0, kind: .said(index), depth: depth) }
    }
  }

  private func depth(of quotation: Int) -> Int {
    var depth = 0
    var next = quotations[quotation].parent
    // Bounded, so that a circle of parents ends too.
    while let parent = next, depth < 64 {
      depth += 1
      next = quotations.indices.contains(parent) ? quotations[parent].parent : nil
    }
    return depth
  }

  private mutating func settle(_ index: Int, _ atoms: [InlineNode], _ parts: [InlineNode], _ text: Text) {
    if atoms.isEmpty && parts.isEmpty { return }
    var nested = NestedAtoms(atoms)
    for part in parts { nested.dropAround(part.span) }
    let shrunk = parts.compactMap { part -> InlineNode? in
      guard let span = nested.shrink(part.span).map(text.trimmed), !span.isEmpty else { return nil }
      var part = part
      part.span = span
      return part
    }
    var nodes = (Self.split(shrunk, text) + nested.kept).sorted(by: InlineNode.opensBefore)
    for position in nodes.indices { register(&nodes[position]) }
    self.text.set(nodes, at: index)
  }

  private mutating func register(_ node: inout InlineNode) {
    switch node.kind {
    case .said(let quotation):
      partCounts[quotation] += 1
      node.part = partCounts[quotation]
    case .mention(let mention): showsMention[mention] = true
    case .cue(let quotation): cueNumbers[quotation] = quotation + 1
    case .role, .mark: break
    }
  }

  /// Cuts parts that cross at the end of the one that opened first, until all nest.
  private static func split(_ parts: [InlineNode], _ text: Text) -> [InlineNode] {
    var waiting = parts.sorted { InlineNode.opensBefore($1, $0) }
    var open: [Span] = []
    var result: [InlineNode] = []
    while var part = waiting.popLast() {
      while let top = open.last, top.end <= part.span.start { open.removeLast() }
      if let top = open.last, part.span.end > top.end {
        var rest = part
        rest.span = text.trimmed(Span(top.end, part.span.end))
        part.span = text.trimmed(Span(part.span.start, top.end))
        if !rest.span.isEmpty {
          waiting.insert(rest, at: waiting.partitioningIndex { !InlineNode.opensBefore(rest, $0) })
        }
      }
      if part.span.isEmpty { continue }
      open.append(part.span)
      result.append(part)
    }
    return result
  }
}

/// What a quotation covers: its content with the marks around it, without the incise between two contents.
struct QuotationShape {
  private let quotation: Quotation
  private let content: [Span]

  init(_ quotation: Quotation) {
    self.quotation = quotation
    content = quotation.content.sorted()
  }

  /// The stretches that are quoted, marks included, in order and apart.
  var parts: [Span] {
    var parts: [Span] = []
    for span in content.map(withMarks).sorted() {
      if let last = parts.last, last.overlaps(span) {
        parts[parts.count - 1] = last.union(span)
      } else {
        parts.append(span)
      }
    }
    return parts
  }

  /// The quotation marks themselves: the tokens at the ends of each pair, or what stands between mark and content.
  func marks(in document: Document) -> [Span] {
    quotation.marks.flatMap { pair in
      let inside = content.filter(pair.contains)
      return [
        Self.markToken(in: document, at: pair, opens: true) ?? inside.first.map { Span(pair.start, $0.start) },
        Self.markToken(in: document, at: pair, opens: false) ?? inside.last.map { Span($0.end, pair.end) },
      ].compactMap { $0.map(document.text.trimmed) }.filter { 1...Self.markReach ~= $0.count }
    }
  }

  private func withMarks(_ span: Span) -> Span {
    guard let pair = quotation.marks.first(where: { $0.contains(span) }) else { return span }
    let inside = content.filter(pair.contains)
    let opens = inside.first == span && span.start - pair.start <= Self.markReach
    let closes = inside.last == span && pair.end - span.end <= Self.markReach
    return Span(opens ? pair.start : span.start, closes ? pair.end : span.end)
  }

  /// Bytes that a mark, its space and a point may take. Farther off stand words that are no part of the quotation:
  /// an incise before the closing mark.
  private static let markReach = 8

  private static func markToken(in document: Document, at pair: Span, opens: Bool) -> Span? {
    let inside = document.tokens(in: pair)
    guard !inside.isEmpty, let tokens = document.tokens else { return nil }
    let token = tokens[opens ? inside.lowerBound : inside.upperBound - 1]
    return token.kind == .quotationMark ? token.span : nil
  }
}
