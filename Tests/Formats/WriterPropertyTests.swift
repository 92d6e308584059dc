import DixitDocument
import Testing

@testable import DixitFormats

/// What holds for every writer: the text comes back, and what is pointed at in the format's own unit are the words that
/// were meant.
@Suite struct WriterPropertyTests {
  /// Annotations at random over a hostile text: whatever crosses whatever.
  @Test(arguments: 1...120 as ClosedRange<UInt64>)
  func offsetsLeadToTheWords(seed: UInt64) throws {
    let document = FormatExamples.random(seed: seed)
    let text = document.string(document.text.span)
    for format in OutputFormat.allCases {
      let found = try ReadBack(format, document)
      // What has no token has no line.
      if format == .conllu, document.tokens!.isEmpty { continue }
      #expect(found.text?.ink == text.ink, "\(format), seed \(seed)")
      switch format {
      case .json, .ndjson: expect(found, document) { document.string($0) }
      case .jsonld: expect(found, document, keepsEmpty: false) { document.string($0) }
      case .brat:
        expect(found, document, joins: true, keepsEmpty: false) { document.string($0).replacing("\n", with: "") }
      case .spacy, .conllu, .vrt, .tei, .teiTokens, .ninjs, .html: break
      }
    }
  }

  private func expect(
    _ found: ReadBack, _ document: Document, joins: Bool = false, keepsEmpty: Bool = true, _ words: (Span) -> String
  ) {
    let kept = { (words: [String]) in keepsEmpty ? words : words.filter { !$0.isEmpty } }
    #expect(found.mentions == kept(document.allMentions.map { words($0.span) }))
    let shown = keepsEmpty ? Array(document.quotations!.indices) : document.shownQuotations
    let contents = shown.map { number in
      let spans = document.quotations![number].content
      return joins ? [spans.sorted().map(words).joined()] : spans.map(words)
    }
    #expect(found.contents == kept(contents.flatMap { $0 }))
  }

  @Test func writesNothingOfNothing() throws {
    var document = FormatExamples.document("")
    for layers in 0..<2 {
      if layers == 1 { (document.paragraphs, document.tokens, document.sentences) = ([], [], []) }
      for format in OutputFormat.allCases {
        #expect(try ReadBack(format, document).text?.ink == [], "\(format)")
      }
    }
  }

  @Test func keepsTextWithoutLayers() throws {
    let document = FormatExamples.document("\u{A0}Un 🚒\n\n« deux »\u{202F}!")
    // CoNLL-U and VRT are made of tokens; VRT keeps what stands before the first.
    for format in OutputFormat.allCases where format != .conllu {
      #expect(try ReadBack(format, document).text?.ink == document.string(document.text.span).ink, "\(format)")
    }
  }

  /// Who speaks and is only described has no name to be listed by.
  @Test func ninjsListsNamesAlone() {
    var document = FormatExamples.curie()
    document.attributions = AttributionLayer(
      attributions: [Attribution(speaker: 3, rule: "marks", confidence: 1)],
      entities: [Entity(type: .other, name: "eux")], mentions: [])
    var output: [UInt8] = []
    NinjsWriter(generator: FormatExamples.generator).write(document, to: &output)
    let json = String(decoding: output, as: UTF8.self)
    #expect(json.contains("\"Marie Curie\"") && !json.contains("subjects"))
  }

  @Test func hostileNestingStaysLinear() {
    var document = FormatExamples.document(String(repeating: "« a ", count: 20_000))
    let end = document.text.utf8.count
    document.tokens = (0..<20_000).map { Token(span: Span(5 * $0 + 3, 5 * $0 + 4), key: 0, kind: .word, shape: []) }
    document.quotations = (0..<20_000).map { number in
      Quotation(
        kind: .direct, content: [Span(5 * number + 3, end)], parent: number > 0 ? number - 1 : nil, rule: "r",
        confidence: 1)
    }
    for format in OutputFormat.allCases where format != .tei && format != .teiTokens && format != .html {
      for writer in format.writers(FormatExamples.generator) {
        var output: [UInt8] = []
        writer.write(document, to: &output)
        #expect(output.count < 300 * document.text.utf8.count, "\(format) grows with the square of the text")
      }
    }
  }

  @Test func noEndingEndsAnother() {
    let endings = OutputFormat.allCases.flatMap { $0.writers(FormatExamples.generator) }.map(\.fileExtension)
    #expect(Set(endings).count == endings.count)
  }
}
