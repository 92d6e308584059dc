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

  /// A contraction is one token and two words; where *du* and *des* are articles they are one word.
  @Test func tellsTheWordsOfATokenThatIsTwo() throws {
    let document = try Annotator.shared.annotate("Le maire du village va au marché, auquel tiennent des habitants.")
    let found = document.contractions!.map { document.string(document.tokens![$0.token].span) }
    #expect(found == ["du", "au", "auquel"])
    #expect(document.words(ofToken: document.contractions![0].token) == ["de", "le"])
    #expect(document.words(ofToken: 0) == ["Le"])
  }

  /// `·` divides tokens that touch; `_` is a space inside a token, `~` a no-break space there.
  @Test(arguments: MarkedCase.load("Text/Cases/tokens.txt")) func dividesTokens(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(
      test.marked.replacing("·", with: "").replacing("_", with: " ").replacing("~", with: "\u{A0}"))
    var (found, end) = ("", 0)
    for token in document.tokens! {
      let space = document.string(Span(end, token.span.start))
      #expect(space.isEmpty != token.shape.contains(.spaceBefore) || end == 0)
      found += space.isEmpty && end > 0 ? "·" : space
      found += document.string(token.span).replacing(" ", with: "_").replacing("\u{A0}", with: "~")
      end = token.span.end
    }
    #expect(found == test.marked, test.place)
  }

  /// What leans on the word before it is a token of its own: names end before it, and verbs are found.
  @Test(arguments: ["'", "’"]) func dividesCliticsFromEnglishWords(apostrophe: String) throws {
    let text =
      "The mayor's lawyers don't think that they'll win, and it's too late for O'Brien's men of the rock'n'roll."
    let document = try Annotator.shared.annotate(text.replacing("'", with: apostrophe))
    let found = document.tokens!.map { document.string($0.span).replacing(apostrophe, with: "'") }
    #expect(
      found.joined(separator: "|")
        == "The|mayor|'s|lawyers|do|n't|think|that|they|'ll|win|,|and|it|'s|too|late|for|O'Brien|'s|men|of|the|rock'n'roll|."
    )
  }

  @Test(arguments: ["\u{A0}", "\u{2009}", "\u{202F}"]) func narrowSpacesGroupThousands(_ space: String) throws {
    let document = try Annotator.shared.annotate("Ils sont 3\(space)000 à Brest.")
    #expect(document.tokens!.map { document.string($0.span) }.contains("3\(space)000"))
  }
}
