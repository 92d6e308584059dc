import DixitDocument
import Testing

@testable import DixitFormats

/// Annotations thrown at random over a text: whatever crosses whatever, the output is well-formed XML with the text
/// intact, as libxml2 reads it.
@Suite struct TEIPropertyTests {
  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func keepsTheTextWhateverCrosses(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let document = Self.document(&random)
    var output: [UInt8] = []
    TEIWriter(generator: FormatExamples.generator).write(document, to: &output)
    let text = try #require(XMLValidator.bodyText(of: output), "not well formed, seed \(seed)")
    #expect(Self.visible(text) == Self.visible(document.text.utf8), "seed \(seed)")
  }

  /// Without white space, and with XML's idea of what is no character.
  private static func visible(_ utf8: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: utf8, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }
      .map { $0.value < 0x20 || $0.value >= 0xFFFE && $0.value <= 0xFFFF ? "\u{FFFD}" : $0 }
  }

  private static func document(_ random: inout SplitMix) -> Document {
    let words = [
      "le", "«", "»", "\u{A0}", "été", "😀", "<b>", "&", "\"", "dit", "\n", "\u{FFFF}", "\u{1}", "\u{202F}",
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

/// A random generator that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
