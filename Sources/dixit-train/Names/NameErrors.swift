import DixitDocument

/// What is wrong with a document's names, a line each: what, types, the name, the rule, its surroundings; tabs between.
struct NameErrors: Sequence {
  private let document: Document
  private let gold: [NameDocument.GoldSpan]
  private let tokens: [Token]

  init(document: Document, gold: [NameDocument.GoldSpan]) {
    self.document = document
    self.gold = gold
    tokens = document.tokens ?? []
  }

  func makeIterator() -> IndexingIterator<[String]> {
    let names = document.names ?? []
    let found = Dictionary(names.map { ($0.tokens, $0) }, uniquingKeysWith: { $1 })
    let missed = gold.filter { !$0.isFree }.compactMap { name -> String? in
      guard let guess = found[name.tokens] else { return line("missed", "\(name.type)", "", name.tokens) }
      if guess.type == name.type { return nil }
      return line("type", "\(name.type) taken for \(guess.type)", guess.rule, name.tokens)
    }
    let extra = names.filter { name in
      !gold.contains { $0.tokens == name.tokens || $0.isFree && $0.tokens.overlaps(name.tokens) }
    }
    return (missed + extra.map { line("extra", "\($0.type)", $0.rule, $0.tokens) }).makeIterator()
  }

  private func line(_ what: String, _ types: String, _ rule: String, _ name: Range<Int>) -> String {
    let around = Swift.max(0, name.lowerBound - 5)..<Swift.min(tokens.count, name.upperBound + 5)
    return [what, types, text(name), rule, text(around)].joined(separator: "\t")
  }

  private func text(_ range: Range<Int>) -> String {
    let span = tokens[range.lowerBound].span.union(tokens[range.upperBound - 1].span)
    return String(decoding: document.text.utf8[span.start..<span.end], as: UTF8.self).replacing("\n", with: " ")
  }
}
