import DixitDocument
import DixitKit
import Testing

/// What pronouns, possessives and noun phrases mean, by marked cases: `E1[…]` is a mention of entity 1, whatever its form.
@Suite struct ReferenceTests {
  @Test(arguments: MarkedCase.load("Quotations/Cases/references.txt"))
  func findsWhatWordsReferTo(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    #expect(Self.notation(of: document) == test.notation, test.place)
  }

  /// However long the text, a reference costs the same: ten times the text takes ten times as long, not a hundred.
  @Test func takesNoLongerInLongTexts() throws {
    let few = try time(copies: 30)
    #expect(try time(copies: 300) < few * 30)
  }

  /// How long the stage takes for a text that says the same again and again.
  private func time(copies: Int) throws -> Duration {
    let article = "La ministre Solène Kerdrel a vu Paul Morel. Il dit que l'usine ferme. Elle garde son calme.\n\n"
    let utf8 = Array(String(repeating: article, count: copies).utf8)
    var document = Annotator.shared.normalize(Article(id: "long", utf8: utf8))
    for stage in Annotator.shared.stages.dropLast() { try stage.annotate(&document) }
    return try ContinuousClock().measure { try Annotator.shared.stages.last!.annotate(&document) }
  }

  /// What was found, written as the cases are.
  private static func notation(of document: Document) -> String {
    let stretches = document.allMentions.map { MarkedText.Stretch(label: "E\($0.entity + 1)", span: $0.span) }
    return MarkedText(text: document.string(document.text.span), stretches: stretches).notation
  }
}
