import DixitDocument
import DixitKit
import Testing

/// Noun phrases that speak, by marked cases: `S[…]` is one, its arrow has head, gender, number and definiteness, as far
/// as they are known.
@Suite struct NominalTests {
  @Test(arguments: MarkedCase.load("Quotations/Cases/nominals.txt"))
  func readsThePhrasesThatSpeak(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    #expect(Self.notation(of: document) == test.notation, test.place)
  }

  /// What was found, written as the cases are.
  private static func notation(of document: Document) -> String {
    let nominals = document.allMentions.filter { $0.form == .nominal }
    let arrows = nominals.map { mention in
      let noun = mention.noun
      return "→ "
        + [
          noun.map { document.string($0.head) }, noun?.gender?.rawValue, noun?.number?.rawValue,
          noun?.definiteness?.rawValue,
        ].compactMap { $0 }.joined(separator: " · ")
    }
    let stretches = nominals.map { MarkedText.Stretch(label: "S", span: $0.span) }
    return ([MarkedText(text: document.string(document.text.span), stretches: stretches).notation] + arrows)
      .joined(separator: "\n")
  }
}
