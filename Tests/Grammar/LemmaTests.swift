import DixitDocument
import DixitKit
import Testing

/// Which dictionary entry a word belongs to, as its tag tells.
@Suite struct LemmaTests {
  private func lemmas(_ text: String) throws -> [String] {
    let document = try Annotator.shared.annotate(Article(id: "lemmas", utf8: Array(text.utf8)))
    return try #require(document.lemmas).compactMap { $0 }
  }

  @Test(arguments: [
    ("La ministre a déclaré que les journaux mentaient.", ["ministre", "avoir", "déclarer", "journal", "mentir"]),
    ("Les travaux reprendront lorsque les députés auront voté.", ["travail", "reprendre", "député", "avoir", "voter"]),
    ("Il n’a pas pu venir.", ["avoir", "pouvoir", "venir"]),
    ("Les pays voisins craignent une crise.", ["pays", "craindre", "crise"]),
    ("Elle naquit à Lyon et mourut à Paris.", ["naître", "mourir"]),
    ("Elle croit que la ville croît.", ["croire", "ville", "croître"]),
    ("Ces ONG appellent les gouvernements au calme.", ["ONG", "appeler", "gouvernement", "calme"]),
  ])
  func undoesTheEnding(_ text: String, _ expected: [String]) throws { #expect(try lemmas(text) == expected) }

  @Test func leavesOtherWordsAlone() throws { #expect(try lemmas("Très bien !") == []) }
}
