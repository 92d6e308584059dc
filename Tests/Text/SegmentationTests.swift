import DixitDocument
import DixitKit
import Testing

/// Paragraphs, tokens, marks and sentences, by marked cases.
@Suite struct SegmentationTests {
  /// `T[…]⏎⏎P[…]`: title, heading (`H`), body, list (`L`), caption (`C`), furniture (`F`).
  @Test(arguments: MarkedCase.load("Text/Cases/paragraphs.txt")) func findsParagraphs(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    let labels: [Paragraph.Kind: String] = [
      .title: "T", .heading: "H", .body: "P", .list: "L", .caption: "C", .furniture: "F",
    ]
    let found = document.paragraphs!.map { MarkedText.Stretch(label: labels[$0.kind] ?? "?", span: $0.span) }
    #expect(MarkedText(text: document.string(document.text.span), stretches: found).notation == test.marked, test.place)
  }

  /// `M[…]` is a pair of marks, `U[…]` one that is never closed, `R[…]` one that its paragraph opens again.
  @Test(arguments: MarkedCase.load("Text/Cases/marks.txt")) func pairsMarks(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    let found = document.marks!.map { marks in
      let tokens = marks.open..<(marks.close.map { $0 + 1 } ?? marks.end)
      return MarkedText.Stretch(
        label: marks.isReopened ? "R" : marks.close == nil ? "U" : "M", span: document.span(of: tokens))
    }
    #expect(MarkedText(text: document.string(document.text.span), stretches: found).notation == test.marked, test.place)
  }

  /// `|` ends a sentence.
  @Test(arguments: MarkedCase.load("Text/Cases/sentences.txt")) func endsSentences(_ test: MarkedCase) throws {
    #expect(try sentences(of: test, language: "fr") == test.marked, test.place)
  }

  /// The same in the language that opens the case's name.
  @Test(arguments: MarkedCase.load("Text/Cases/sentences-other.txt"))
  func endsSentencesOfOtherLanguages(_ test: MarkedCase) throws {
    #expect(try sentences(of: test, language: String(test.name.prefix(2))) == test.marked, test.place)
  }

  private func sentences(of test: MarkedCase, language: String) throws -> String {
    let text = test.marked.replacing("|", with: "").replacing("⏎", with: "\n")
    let metadata = Article.Metadata(language: language)
    let document = try Annotator.shared.annotate(Article(id: "case", utf8: Array(text.utf8), metadata: metadata))
    var found = document.string(document.text.span)
    for sentence in document.sentences!.reversed() {
      found.insert("|", at: found.utf8.index(found.startIndex, offsetBy: sentence.span.end))
    }
    return found.replacing("\n", with: "⏎")
  }

  /// `·` divides tokens that touch; `_` is a space inside a token.
  @Test(arguments: MarkedCase.load("Text/Cases/tokens.txt")) func dividesTokens(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(test.marked.replacing("·", with: "").replacing("_", with: " "))
    var found = ""
    for token in document.tokens! {
      if !found.isEmpty { found += token.shape.contains(.spaceBefore) ? " " : "·" }
      found += document.string(token.span).replacing(" ", with: "_")
    }
    #expect(found == test.marked, test.place)
  }
}
