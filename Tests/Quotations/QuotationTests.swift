import DixitDocument
import DixitKit
import Testing

/// Quotations and their speakers, by marked cases.
///
/// `Q[…]` is content, `C[…]` the cue, `S[…]` the source; several quotations are numbered, pieces share a number. An
/// arrow for each, in text order: kind, then the speaker's name or `?` where the text does not tell, then to whom.
@Suite struct QuotationTests {
  static let files = [
    "direct", "incise", "indirect", "mixed", "fragments", "markers", "marks", "nested", "reopened", "continuation",
    "insertions",
    "speakers", "addressees", "nothing", "english",
  ]

  @Test(arguments: files.flatMap { MarkedCase.load("Quotations/Cases/\($0).txt") })
  func findsWhoSaysWhat(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    #expect(Self.notation(of: document) == test.notation, test.place)
  }

  /// What was found, written as the cases are.
  private static func notation(of document: Document) -> String {
    let quotations = document.quotations!
    var stretches: [MarkedText.Stretch] = []
    for (index, quotation) in quotations.enumerated() {
      let number = quotations.count > 1 ? "\(index + 1)" : ""
      stretches += quotation.content.map { .init(label: "Q" + number, span: $0) }
      if let cue = quotation.cue { stretches.append(.init(label: "C" + number, span: cue.span)) }
      if let source = quotation.source { stretches.append(.init(label: "S" + number, span: source)) }
    }
    let arrows = zip(quotations, document.attributions!.attributions).map { quotation, attribution in
      "→ \(quotation.kind) · \(attribution.speaker.map { document.allEntities[$0].name } ?? "?")"
        + (attribution.addressee.map { " · to \(document.allEntities[$0].name)" } ?? "")
    }
    let text = MarkedText(text: document.string(document.text.span), stretches: stretches).notation
    return ([text] + arrows).joined(separator: "\n")
  }
}
