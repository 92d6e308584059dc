import DixitDocument
import DixitLexicons
import DixitText
import Testing

/// Words that a hyphen broke at the end of a line.
@Suite struct LineEndTests {
  private static let normalizer = Result {
    Normalizer(vocabulary: try Vocabulary(language: "fr", library: LexiconLibrary()))
  }

  static let cases: [(source: String, text: String)] = [
    ("le gouverne-\nment a dit", "le gouvernement a dit"),
    ("le gouverne-\r\nment a dit", "le gouvernement a dit"),
    ("le gouverne- \n  ment a dit", "le gouvernement a dit"),
    ("l’exem-\nple du pré-\nsident", "l’exemple du président"),
    ("un rendez-\nvous", "un rendez-vous"),
    ("« Non », dit-\nil", "« Non », dit-il"),
    ("Open-\nstreetmap", "Open-\nstreetmap"),
    ("à Saint-\nDenis", "à Saint-Denis"),
    ("Jean-\nPierre Martin", "Jean-Pierre Martin"),
    ("en Rhône-\r\n  Alpes", "en Rhône-Alpes"),
    ("Boulogne-sur-\nMer", "Boulogne-sur-Mer"),
    ("LE GOUVERNE-\nMENT À SAINT-\nDENIS", "LE GOUVERNEMENT À SAINT-DENIS"),
    ("dans le Grand-\nEst", "dans le Grand-Est"),
    ("PARIS-\nLe maire", "PARIS-\nLe maire"),
    ("il dit oui-\nMartin non", "il dit oui-\nMartin non"),
    ("Jean-\n\nPierre", "Jean-\n\nPierre"),
    ("Jean -\nPierre", "Jean -\nPierre"),
    ("le gouver\u{AD}\nnement a dit", "le gouvernement a dit"),
    ("le gouver\u{AD} \r\n\t nement a dit", "le gouvernement a dit"),
    ("le gouver\u{2010}\nnement a dit", "le gouvernement a dit"),
    ("un rendez\u{AD}\nvous à Saint\u{2010}\nDenis", "un rendez-vous à Saint-Denis"),
    ("le gouver\u{AD}\u{AD}\nne\u{301}ment", "le gouver-\nnément"),
    ("gouver\u{AD}\n\nnement", "gouver\n\nnement"),
    ("- un\n- deux", "- un\n- deux"),
    ("gou-\nverne-\nment", "gou-\nverne-\nment"),
    ("gouverne-\n\nment", "gouverne-\n\nment"),
    ("le gouverne-\u{AD}\nment e\u{301}tait", "le gouvernement était"),
    ("-\n", "-\n"),
  ]

  @Test(arguments: cases) func joins(source: String, text: String) throws {
    let document = try Self.document(source)
    #expect(document.text.utf8 == Array(text.utf8), "found “\(document.text.string(document.text.span))”")
  }

  @Test(arguments: cases) func joiningAgainChangesNothing(source: String, text: String) throws {
    #expect(try Self.document(text).text.utf8 == Array(text.utf8))
  }

  @Test func theWholeWordLeadsToBothHalves() throws {
    let document = try Self.document("le gouverne-\nment a dit")
    #expect(document.alignment.sourceSpan(for: Span(3, 15)) == SourceSpan(3, 17))
    #expect(document.alignment.span(for: SourceSpan(18, 19)) == Span(16, 17))
  }

  @Test func aSoftHyphenBelongsToTheWholeWord() throws {
    let document = try Self.document("le gouver\u{AD}\r\n nement a dit")
    #expect(document.alignment.sourceSpan(for: Span(3, 15)) == SourceSpan(3, 20))
    #expect(document.alignment.span(for: SourceSpan(21, 22)) == Span(16, 17))
  }

  @Test func editsAroundAJoinStay() throws {
    let source = "e\u{301}te\u{301} gouverne-\r\nment e\u{301}te\u{301}"
    let document = try Self.document(source)
    #expect(document.text.string(document.text.span) == "été gouvernement été")
    let word = document.alignment.sourceSpan(for: Span(6, 18))
    #expect(Array(source.utf8)[word.start..<word.end].elementsEqual("gouverne-\r\nment".utf8))
    #expect(document.alignment.edits.map(\.sourceScalarCount) == [2, 2, 3, 2, 2])
  }

  private static func document(_ source: String) throws -> Document {
    try normalizer.get().document(from: Article(id: "case", utf8: Array(source.utf8)))
  }
}
