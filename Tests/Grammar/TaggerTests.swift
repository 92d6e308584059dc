import DixitDocument
import DixitKit
import Testing

/// What the tagger must know wherever it learned from.
@Suite struct TaggerTests {
  private func tags(_ text: String) throws -> [String] {
    let document = try Annotator.shared.annotate(Article(id: "tags", utf8: Array(text.utf8)))
    return try zip(#require(document.tokens), #require(document.tags)).map { token, tag in
      "\(document.string(token.span))/\(tag.partOfSpeech.universalName)"
    }
  }

  private func features(_ word: String, in text: String) throws -> String {
    let document = try Annotator.shared.annotate(Article(id: "tags", utf8: Array(text.utf8)))
    let index = try #require(document.tokens?.firstIndex { document.string($0.span) == word })
    return try #require(document.tags)[index].features.universalName
  }

  @Test(arguments: [
    "La/DET ministre/NOUN a/AUX déclaré/VERB que/SCONJ la/DET loi/NOUN serait/AUX votée/VERB ./PUNCT",
    "Il/PRON la/PRON voit/VERB souvent/ADV ./PUNCT",
    "Le/DET président/NOUN de/ADP la/DET région/NOUN est/AUX malade/ADJ ./PUNCT",
    "Les/DET trois/NUM hommes/NOUN qui/PRON parlaient/VERB sont/AUX partis/VERB ./PUNCT",
    "Mais/CCONJ elle/PRON ne/ADV viendra/VERB pas/ADV à/ADP Paris/PROPN ./PUNCT",
    "«/PUNCT Nous/PRON partons/VERB »/PUNCT ,/PUNCT dit/VERB -il/PRON ./PUNCT",
  ])
  func knowsTheCommonCases(_ tagged: String) throws {
    let expected = tagged.split(separator: " ").map(String.init)
    let words = expected.map { $0.split(separator: "/")[0] }
    let text = words.joined(separator: " ").replacing(" .", with: ".").replacing(" ,", with: ",")
    #expect(try tags(text.replacing(" -il", with: "-il")) == expected)
  }

  @Test func knowsFormsFromTheirContext() throws {
    #expect(try features("ministre", in: "La ministre a répondu.") == "Gender=Fem|Number=Sing")
    #expect(try features("ministre", in: "Le ministre a répondu.") == "Gender=Masc|Number=Sing")
    #expect(
      try features("parlaient", in: "Les députés parlaient.") == "Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin")
    #expect(try features("viendra", in: "Elle viendra.") == "Mood=Ind|Number=Sing|Person=3|Tense=Fut|VerbForm=Fin")
    #expect(try features("partir", in: "Il veut partir demain.") == "VerbForm=Inf")
    // Read as the noun of *selon ses dires*.
    let spoken = try features("dire", in: "Il faut le dire.")
    withKnownIssue { #expect(spoken == "VerbForm=Inf") }
  }

  @Test func isTheSameEachTime() throws {
    let other = try Annotator(grammar: true)
    for article in try Project.corpus() {
      let first = try Annotator.shared.annotate(article)
      #expect(try first.tags == other.annotate(article).tags)
      #expect(first.tags?.count == first.tokens?.count)
    }
  }
}
