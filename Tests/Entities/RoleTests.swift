import DixitDocument
import DixitKit
import Testing

/// Titles and functions of names, by marked cases.
///
/// `R1[…]` is a role and `N1[…]` the name that has it; names without a role are not marked. An arrow for each role, in
/// text order: its kind, its head and the gender that it tells.
@Suite struct RoleTests {
  @Test(arguments: MarkedCase.load("Entities/Cases/roles.txt"))
  func findsTitlesAndFunctions(_ test: MarkedCase) throws {
    let document = try Annotator.shared.annotate(MarkedText(test.marked).text)
    #expect(Self.notation(of: document) == test.notation, test.place)
  }

  /// A role is in the outputs with its name, and an invariant holds for each.
  @Test func aRoleBelongsToTheEntityOfItsName() throws {
    let document = try Annotator.shared.annotate("La ministre Claire Martin et Paul Morel, PDG de Microsoft, parlent.")
    let entities = document.roles!.map { document.entities!.entities[document.entity(of: $0)!].name }
    #expect(entities == ["Claire Martin", "Paul Morel"])
    #expect(document.violation(in: .roles) == nil)
  }

  /// What was found, written as the cases are.
  private static func notation(of document: Document) -> String {
    let roles = document.roles!
    let named = Set(roles.map(\.name)).sorted()
    let names = named.enumerated().map {
      MarkedText.Stretch(label: "N\($0 + 1)", span: document.span(of: document.names![$1].tokens))
    }
    let phrases = roles.map {
      MarkedText.Stretch(label: "R\(named.firstIndex(of: $0.name)! + 1)", span: document.span(of: $0.tokens))
    }
    let arrows = roles.map { role in
      let head = document.string(document.tokens![role.head].span)
      return "→ " + [role.kind.rawValue, head, role.gender?.rawValue].compactMap { $0 }.joined(separator: " · ")
    }
    let text = MarkedText(text: document.string(document.text.span), stretches: names + phrases).notation
    return ([text] + arrows).joined(separator: "\n")
  }
}
