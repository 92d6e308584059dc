import DixitDocument
import DixitGrammar
import DixitKit
import DixitLexicons
import DixitText
import Testing

/// Which language a text is in.
@Suite struct LanguageTests {
  static let sentences: [(text: String, language: Language)] = [
    ("Le maire a promis hier que les travaux seraient finis avant l’hiver.", .french),
    ("The mayor promised yesterday that the work would be done before winter.", .english),
    ("Der Bürgermeister hat gestern versprochen, dass die Arbeiten vor dem Winter enden.", .german),
    ("El alcalde prometió ayer que las obras terminarían antes del invierno.", .spanish),
    ("Il sindaco ha promesso ieri che i lavori finiranno prima dell’inverno.", .italian),
    ("O prefeito prometeu ontem que as obras terminarão antes do inverno.", .portuguese),
    ("De burgemeester heeft gisteren beloofd dat het werk voor de winter klaar is.", .other),
    ("Primarul a promis ieri că lucrările se vor încheia înainte de iarnă.", .other),
    ("Burmistrz obiecał wczoraj, że prace skończą się przed zimą.", .other),
    ("Belediye başkanı dün çalışmaların kıştan önce biteceğine söz verdi.", .other),
    ("Мэр вчера пообещал, что работы закончатся до зимы.", .other),
    ("市長は昨日、工事は冬までに終わると約束した。", .other),
  ]

  private static let identifier = Result { try LanguageIdentifier() }

  @Test(arguments: sentences) func tellsSentencesApart(text: String, language: Language) throws {
    let utf8 = Array(("« " + text + " »").utf8)
    #expect(try Self.identifier.get().identify(utf8, Span(0, utf8.count)) == language)
  }

  /// Catalan is not one of the six, and its words are near theirs.
  @Test func takesSomeCatalanForOurs() throws {
    let identifier = try Self.identifier.get()
    let utf8 = Array("L’alcalde va prometre ahir que les obres s’acabarien abans de l’hivern.".utf8)
    withKnownIssue { #expect(identifier.identify(utf8, Span(0, utf8.count)) == .other) }
  }

  /// A span is judged by its own words, not by what stands around it.
  @Test func looksAtTheSpanAlone() throws {
    let utf8 = Array("Il a répondu : “We will never accept this agreement”, puis il est parti.".utf8)
    let span = try #require(utf8.firstIndex(of: UInt8(ascii: "W")))
    #expect(try Self.identifier.get().identify(utf8, Span(span, span + 35)) == .english)
  }

  @Test(arguments: ["", "12 % — 3,4 !", "\u{FFFD}"]) func whatHasNoLettersIsOther(_ text: String) throws {
    let utf8 = Array(text.utf8)
    #expect(try Self.identifier.get().identify(utf8, Span(0, utf8.count)) == .other)
  }

  /// A quotation is judged with all its pieces; a short one, a title or a name may be of any language.
  @Test(
    arguments: [
      ("« We will never accept », a dit le ministre, « this agreement. » Puis il est parti.", Language.english),
      (
        "« Das ist eine sehr gute Nachricht für unsere Leute », a lancé hier soir à Paris le chancelier, qui recevait les ministres.",
        .german
      ),
      ("« La grève durera jusqu'à demain soir », a dit le ministre.", nil),
      ("« Yes we can », a dit le ministre aux députés qui le regardaient.", nil),
      ("« Bohemian Rhapsody », a chanté le ministre devant les députés qui le regardaient.", nil),
    ] as [(String, Language?)]) func tellsTheLanguageOfAQuotation(text: String, language: Language?) throws
  {
    let document = try Annotator.shared.annotate(text)
    #expect(document.languages?.compactMap { $0 }.first == language)
    #expect(document.languages?.count == document.quotations?.count)
  }

  @Test func theTextCountsBeforeTheDeclaration() throws {
    let text = Self.sentences[0].text + "\n" + Self.sentences[0].text
    let normalizer = Normalizer(languages: try Self.identifier.get())
    let declared = Article.Metadata(language: "en")
    let document = normalizer.document(from: Article(id: "a", utf8: Array(text.utf8), metadata: declared))
    #expect(document.language == "fr")
    #expect(document.metadata.language == "en")
    #expect(document.warnings == ["The article is declared to be in “en”, but its text is in “fr”."])
  }

  @Test func aShortTextIsWhatItIsDeclared() throws {
    let normalizer = Normalizer(languages: try Self.identifier.get())
    let document = normalizer.document(
      from: Article(id: "a", utf8: Array("Oui.".utf8), metadata: Article.Metadata(language: "fr-CA")))
    #expect(document.identifiedLanguage == nil)
    #expect(document.language == "fr-CA")
  }

  @Test func theModelNamesItsSources() throws {
    let model = try ModelFile(embedded: "models/languages.dixit", kind: "languages")
    #expect(model.learnedFrom.contains { $0.hasPrefix("UD_French-Sequoia") })
  }

  @Test func aDamagedModelIsRefused() throws {
    var bytes = Array(try #require(LexiconLibrary.embedded("models/languages.dixit")))
    bytes[bytes.count / 2] ^= 1
    #expect(throws: ModelError.self) { try ModelFile(bytes, path: "damaged", kind: "languages") }
  }
}
