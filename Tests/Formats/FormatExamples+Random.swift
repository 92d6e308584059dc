import DixitDocument

extension FormatExamples {
  /// Annotations thrown at random over a text with astral characters, combining marks, no-break spaces, and what has a
  /// meaning in some format.
  static func random(seed: UInt64) -> Document {
    var random = SeededGenerator(seed: seed)
    let words = [
      "le", "«", "»", "\u{A0}", "été", "😀", "<b>", "&", "\"", "dit", "\n", "\u{FFFF}", "\u{1}", "\u{202F}", "x\u{302}",
      "𝒜", "a|b", "\\s", "\t",
    ]
    let text = (0..<Int.random(in: 0..<50, using: &random)).map { _ in words.randomElement(using: &random)! + " " }
    var document = FormatExamples.document(text.joined())
    let bounds = (0...document.text.utf8.count).filter(document.text.isBoundary)
    func span() -> Span {
      let start = Int.random(in: bounds.indices, using: &random)
      return Span(bounds[start], bounds[min(bounds.count - 1, start + Int.random(in: 0..<20, using: &random))])
    }
    func apart(_ count: Int) -> [Span] {
      let cuts = (0..<2 * count).map { _ in bounds.randomElement(using: &random)! }.sorted()
      return (0..<count).map { Span(cuts[2 * $0], cuts[2 * $0 + 1]) }.filter { !$0.isEmpty }
    }
    let kinds = Paragraph.Kind.allCases
    document.paragraphs = apart(4).map { Paragraph(span: $0, kind: kinds.randomElement(using: &random)!) }
    document.sentences = apart(6).map { Sentence(span: $0, tokens: 0..<0) }
    document.tokens = apart(12).map { Token(span: $0, key: 0, kind: .word, shape: []) }
    document.roles = document.tokens!.indices.map { index in
      let end = Int.random(in: index..<document.tokens!.count, using: &random)
      return Role(name: index, tokens: index..<end + 1, head: index, kind: .function)
    }
    document.entities = EntityLayer(
      entities: EntityType.allCases.map { Entity(type: $0, name: "N<&", qid: "Q1") },
      mentions: (0..<12).map { Mention(span: span(), form: .name, entity: $0 % 7, confidence: 0.5) })
    document.quotations = (0..<7).map { number in
      let content = (0..<Int.random(in: 1..<4, using: &random)).map { _ in span() }
      return Quotation(
        kind: Quotation.Kind.allCases.randomElement(using: &random)!, content: content,
        marks: [span(), content[0].union(span())],
        cue: .init(span: span(), lemma: "x"), source: span(), parent: (number + 1) % 7,
        rule: "r", confidence: 0.5)
    }
    return document
  }
}
