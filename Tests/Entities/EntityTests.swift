import DixitDocument
import DixitKit
import Testing

/// Names, what they mean and the Wikidata item, by marked cases.
///
/// `E1[…]` is a mention of entity 1. An arrow for each entity in order: type, name, gender, item; `·` between what is
/// known.
@Suite struct EntityTests {
  static let files = ["names", "coreference", "linking", "gender"]

  @Test(arguments: files.flatMap { MarkedCase.load("Entities/Cases/\($0).txt") })
  func findsWhatNamesMean(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    #expect(Self.notation(of: document.entities!, in: document) == test.notation, test.place)
  }

  /// What was found, written as the cases are.
  private static func notation(of layer: EntityLayer, in document: Document) -> String {
    let stretches = layer.mentions.map { MarkedText.Stretch(label: "E\($0.entity + 1)", span: $0.span) }
    let arrows = layer.entities.map { entity in
      "→ "
        + [entity.type.rawValue, entity.name, entity.gender?.rawValue, entity.qid].compactMap { $0 }.joined(
          separator: " · ")
    }
    let text = MarkedText(text: document.string(document.text.span), stretches: stretches).notation
    return ([text] + arrows).joined(separator: "\n")
  }
}
