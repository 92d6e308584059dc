import DixitDocument
import DixitText
import Testing

/// What the door does to a text, and where each piece came from.
@Suite struct NormalizationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let text: String
    /// A stretch of the text and the stretch of the source that it came from.
    let word: String
    let origin: String

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "clean text stays", source: "Été à Brest", text: "Été à Brest", word: "à", origin: "à"),
    Case(
      name: "letters compose", source: "e\u{301}te\u{301} ici", text: "été ici", word: "été",
      origin: "e\u{301}te\u{301}"),
    Case(name: "CRLF is one line end", source: "un\r\ndeux", text: "un\ndeux", word: "\n", origin: "\r\n"),
    Case(name: "a lone CR is a line end", source: "un\rdeux", text: "un\ndeux", word: "deux", origin: "deux"),
    Case(name: "line separator", source: "un\u{2028}deux", text: "un\ndeux", word: "\n", origin: "\u{2028}"),
    Case(name: "paragraph separator", source: "un\u{2029}deux", text: "un\ndeux", word: "deux", origin: "deux"),
    Case(name: "next line", source: "un\u{85}deux", text: "un\ndeux", word: "\n", origin: "\u{85}"),
    Case(
      name: "soft hyphen", source: "anti\u{AD}constitution", text: "anticonstitution", word: "anticonstitution",
      origin: "anti\u{AD}constitution"),
    Case(name: "zero-width space", source: "Open\u{200B}AI dit", text: "OpenAI dit", word: "AI", origin: "AI"),
    Case(name: "byte order mark at the start", source: "\u{FEFF}Brest", text: "Brest", word: "Brest", origin: "Brest"),
    Case(name: "control characters", source: "Bre\u{0}st\u{7} dit", text: "Brest dit", word: "dit", origin: "dit"),
    Case(name: "direction marks", source: "a \u{202B}b\u{202C} c", text: "a b c", word: "b", origin: "b"),
    // Touching edits are one, so the letter takes the hyphen before it along.
    Case(
      name: "a composition after a deletion", source: "\u{AD}e\u{301}", text: "é", word: "é", origin: "\u{AD}e\u{301}"),
    Case(
      name: "no-break spaces stay", source: "«\u{A0}Oui\u{202F}»", text: "«\u{A0}Oui\u{202F}»", word: "Oui",
      origin: "Oui"),
    Case(
      name: "the writer's marks stay", source: "“l’été” 'à' \"ici\"", text: "“l’été” 'à' \"ici\"", word: "été",
      origin: "été"),
    Case(name: "ligatures stay", source: "œuvre ﬁn", text: "œuvre ﬁn", word: "ﬁn", origin: "ﬁn"),
    Case(
      name: "emoji keep their joiners", source: "👩\u{200D}🚒 oui", text: "👩\u{200D}🚒 oui", word: "oui", origin: "oui"),
    Case(name: "Hangul composes", source: "\u{1112}\u{1161}\u{11AB} oui", text: "한 oui", word: "oui", origin: "oui"),
    Case(
      name: "what XML cannot hold is replaced", source: "a\u{FFFE}b", text: "a\u{FFFD}b", word: "\u{FFFD}",
      origin: "\u{FFFE}"),
    Case(
      name: "spaces of a machine translation stay", source: "d' Openai , e\u{301}té", text: "d' Openai , été",
      word: "Openai", origin: "Openai"),
    Case(
      name: "apostrophes of every kind stay", source: "l'un l’un lʼun l´un", text: "l'un l’un lʼun l´un",
      word: "lʼun", origin: "lʼun"),
    Case(
      name: "a soft hyphen at a line end", source: "gou\u{AD}\nver", text: "gou-\nver", word: "-", origin: "\u{AD}"),
    Case(
      name: "a hyphen of its own at a line end", source: "gou\u{2010}\nver a\u{2010}b", text: "gou-\nver a\u{2010}b",
      word: "-", origin: "\u{2010}"),
    Case(
      name: "windows-1252 read as ISO-8859-1", source: "L\u{92}été\u{85} \u{93}Oui\u{94}. 5 \u{80}",
      text: "L’été… “Oui”. 5 €", word: "“", origin: "\u{93}"),
    Case(
      name: "a letter of windows-1252 composes", source: "\u{9A}\u{AD}\u{307} \u{9C}uf", text: "ṧ œuf", word: "ṧ",
      origin: "\u{9A}\u{AD}\u{307}"),
    Case(
      name: "what windows-1252 lacks goes", source: "a\u{81}b\u{8D}\u{8F}\u{90}\u{9D} c", text: "ab c", word: "c",
      origin: "c"),
    Case(name: "nothing", source: "", text: "", word: "", origin: ""),
  ]

  @Test(arguments: cases) func cleans(_ test: Case) {
    let text = Self.document(test.source).text
    // Bytes: strings are equal whatever their composition.
    #expect(text.utf8 == Array(test.text.utf8), "found “\(text.string(text.span))”")
  }

  @Test(arguments: cases) func aligns(_ test: Case) throws {
    let alignment = Self.document(test.source).alignment
    let word = try #require(Self.range(of: test.word, in: test.text))
    let origin = try #require(Self.range(of: test.origin, in: test.source))
    #expect(
      alignment.sourceSpan(for: Span(word.lowerBound, word.upperBound))
        == SourceSpan(origin.lowerBound, origin.upperBound))
    #expect(
      alignment.span(for: SourceSpan(origin.lowerBound, origin.upperBound)) == Span(word.lowerBound, word.upperBound))
  }

  @Test func saysWhatItReplaced() {
    #expect(Self.document("a\u{FFFE}b").warnings.count == 1)
    #expect(Self.document("ab").warnings.isEmpty)
    #expect(Self.document("L\u{92}été\u{85} \u{80}").warnings.count == 1)
    #expect(Self.document("un\u{85}deux\u{85}").warnings.isEmpty)
  }

  private static func document(_ source: String) -> Document {
    Normalizer().document(from: Article(id: "case", utf8: Array(source.utf8)))
  }

  /// Where bytes stand first.
  private static func range(of part: String, in whole: String) -> Range<Int>? {
    let (part, whole) = (Array(part.utf8), Array(whole.utf8))
    return (0...max(0, whole.count - part.count)).first { whole[$0...].starts(with: part) }.map { $0..<$0 + part.count }
  }
}
