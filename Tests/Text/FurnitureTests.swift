import DixitDocument
import DixitKit
import DixitKnowledge
import DixitLexicons
import Testing

/// What is found in the furniture of a page: a link's words are another article's.
@Suite struct FurnitureTests {
  private static let text = """
    Le maire a promis une école.
    Lire aussi : « Nous irons jusqu'au bout », affirme Claire Martin
    Regarder : Paul Morel affirme que la grève durera
    Le conseil votera demain, selon Anne Petit.
    """

  @Test(arguments: [
    (Paragraph.Coverage.none, ["Le conseil votera demain"], ["Anne Petit"]),
    (.names, ["Le conseil votera demain"], ["Claire Martin", "Paul Morel", "Anne Petit"]),
    (
      .all, ["Nous irons jusqu'au bout", "la grève durera", "Le conseil votera demain"],
      ["Claire Martin", "Paul Morel", "Anne Petit"]
    ),
  ]) func isCoveredAsAsked(coverage: Paragraph.Coverage, quotations: [String], names: [String]) throws {
    let annotator = try Annotator(lexicons: LexiconLibrary(), knowledge: .embedded(), furniture: coverage)
    let document = try annotator.annotate(Self.text)
    #expect(document.quotations!.flatMap(\.content).map(document.string) == quotations)
    #expect(document.entities!.mentions.map(\.span).map(document.string) == names)
    #expect(document.paragraphs!.count { $0.kind == .furniture } == 2)
    #expect(document.sentences!.count == 4)
  }

  @Test func saysNoQuotationUnlessAsked() throws {
    #expect(try Annotator.shared.annotate(Self.text).quotations!.count == 1)
  }

  @Test func theChoiceIsPartOfTheConfiguration() throws {
    let other = try Annotator(lexicons: LexiconLibrary(), knowledge: .embedded(), grammar: true, furniture: .all)
    #expect(other.generator.configuration != Annotator.shared.generator.configuration)
  }
}
