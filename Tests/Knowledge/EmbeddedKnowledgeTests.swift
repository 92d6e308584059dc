import DixitLexicons
import Testing

@testable import DixitKnowledge

/// The knowledge base that ships: sound, and right about what every newspaper names.
@Suite struct EmbeddedKnowledgeTests {
  let knowledge: KnowledgeBase

  init() throws { knowledge = try KnowledgeBase.embedded() }

  @Test func isSound() throws { try knowledge.verify() }

  @Test(arguments: [
    ("Paris", "Q90"), ("France", "Q142"), ("Emmanuel Macron", "Q3052772"), ("Macron", "Q3052772"),
    ("Microsoft", "Q2283"), ("ONU", "Q1065"), ("Washington", "Q61"), ("Union européenne", "Q458"), ("UE", "Q458"),
    ("AFP", "Q40464"), ("Maison-Blanche", "Q35525"), ("Le Monde", "Q12461"), ("Alep", "Q41183"), ("Lot", "Q12576"),
  ])
  func knowsWhatEverybodyKnows(name: String, qid: String) throws {
    let first = try #require(knowledge.candidates(for: Folding.nameKey(name)).first)
    #expect(knowledge.item(first.item).qid == qid)
  }

  @Test(arguments: [
    ("ONU", "ORG"), ("Union européenne", "ORG"), ("OMS", "ORG"), ("Bundestag", "ORG"), ("Le Figaro", "ORG"),
    ("Parlement européen", "ORG"), ("Tsahal", "ORG"), ("France", "LOC"),
  ])
  func knowsWhatInstitutionsAre(name: String, type: String) throws {
    let first = try #require(knowledge.candidates(for: Folding.nameKey(name)).first)
    #expect(knowledge.item(first.item).type.rawValue == type)
  }

  @Test(arguments: ["died", "le", "de", "Wang Wei"])
  func knowsNothingByWords(name: String) {
    #expect(knowledge.candidates(for: Folding.nameKey(name)).isEmpty)
  }

  @Test func knowsTheGenderOfGivenNames() throws {
    let marie = try #require(knowledge.givenName(Folding.nameKey("Marie")))
    #expect(marie.feminine > 10 * marie.masculine)
    #expect(knowledge.familyName(Folding.nameKey("Martin")) > 100)
  }

  @Test func keepsHomonymsAway() {
    let aliases = knowledge.candidates(for: Folding.nameKey("Idlib")).map { knowledge.item($0.item).qid }
    #expect(!aliases.contains("Q131301"))
  }

  private func first(_ name: String) throws -> Int {
    try #require(knowledge.candidates(for: Folding.nameKey(name)).first).item
  }

  /// What a word beside a name calls it: *la ville de Paris*, *le président Emmanuel Macron*.
  @Test(arguments: [
    ("Paris", "ville"), ("France", "pays"), ("Seine", "fleuve"), ("Emmanuel Macron", "président"),
    ("Microsoft", "groupe"),
  ])
  func knowsWhatThingsAreCalled(name: String, word: String) throws {
    let item = try first(name)
    let kinds = knowledge.kinds(ofWord: Folding.nameKey(word))
    #expect(kinds.contains(knowledge.subtypeCode(item)) || knowledge.occupations(item).contains { kinds.contains($0) })
  }

  @Test(arguments: [
    ("Moscou", "russe", "Russie"), ("Microsoft", "américaine", "États-Unis"), ("Lyon", "français", "France"),
  ])
  func knowsWhereThingsAre(name: String, word: String, country: String) throws {
    let code = try knowledge.countryCode(first(name))
    #expect(code != 0)
    #expect(knowledge.country(ofWord: Folding.nameKey(word)) == code)
    #expect(knowledge.country(ofWord: Folding.nameKey(country)) == code)
    #expect(try knowledge.countryItem(code) == first(country))
  }

  @Test func joinsCapitalsToTheirCountries() throws {
    #expect(try knowledge.areLinked(first("Berlin"), first("Allemagne")))
    #expect(try !knowledge.areLinked(first("Berlin"), first("Emmanuel Macron")))
  }

  /// Codes of countries in tables of results are no villages.
  @Test(arguments: ["BRE", "CAN", "ENG", "GER", "SUI"]) func knowsCodesOfCountriesByHandOnly(code: String) {
    #expect(knowledge.candidates(for: Folding.nameKey(code)).allSatisfy { $0.kind == .curated })
  }
}
