import DixitDocument
import DixitKit
import DixitKnowledge
import DixitLexicons
import Testing

/// What decides among several things of one name, by small knowledge bases.
@Suite struct LinkingTests {
  private func annotator(_ rows: [String], edges: [String] = [], candidates: Bool = false) throws -> Annotator {
    let tables = try KnowledgeFixture()
    try tables.write(
      "occupations.tsv",
      [
        "# columns: term<TAB>forms<TAB>kind", "footballer\tfootballeur|footballeuse\toccupation",
        "politician\tdéputé|députée|élu\toccupation",
      ])
    try tables.write(
      "demonyms.tsv",
      ["# columns: form<TAB>country<TAB>class", "brésilienne\tBR\tdemonym", "indienne\tIN\tdemonym"])
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject"] + edges)
    try tables.write("entities.tsv.gz", [KnowledgeFixture.header] + rows)
    return try Annotator(lexicons: LexiconLibrary(), knowledge: tables.knowledge(), candidates: candidates)
  }

  private func entities(_ text: String, _ annotator: Annotator) throws -> [Entity] {
    try annotator.annotate(Article(id: "a", utf8: Array(text.utf8))).entities!.entities
  }

  static let courts = [
    "Q1\tORG\tCour suprême\t1\t\tsitelinks=60\t\t\tBR\ta,b", "Q2\tORG\tCour suprême\t1\t\tsitelinks=60\t\t\tIN\ta,b",
    "Q3\tLOC\tBrésil\t1\t\tsitelinks=200\t\tcity\tBR\ta,b", "Q4\tLOC\tInde\t1\t\tsitelinks=200\t\tcity\tIN\ta,b",
  ]

  @Test(arguments: [
    ("Le Brésil vote dimanche. Au Brésil, la Cour suprême a suspendu la loi.", "Q1"),
    ("L'Inde vote dimanche. En Inde, la Cour suprême a suspendu la loi.", "Q2"),
    ("Lundi, la Cour suprême brésilienne a suspendu la loi.", "Q1"),
  ])
  func theCountryOfTheDocumentDecides(_ text: String, _ item: String) throws {
    #expect(try entities(text, annotator(Self.courts)).contains { $0.qid == item })
  }

  @Test(arguments: [("Le footballeur", "Q5"), ("Le député", "Q6")])
  func theWordBesideTheNameDecides(_ word: String, _ item: String) throws {
    let rows = [
      "Q5\tPER\tPaul Kerdrel\t1\t\tsitelinks=40\tM\tfootballer\tFR\ta,b",
      "Q6\tPER\tPaul Kerdrel\t1\t\tsitelinks=40\tM\tpolitician\tFR\ta,b",
    ]
    #expect(try entities("\(word) Paul Kerdrel est arrivé lundi.", annotator(rows)).map(\.qid) == [item])
  }

  @Test func aFactJoinsWhatIsNamedTogether() throws {
    let rows = [
      "Q7\tLOC\tGuilers\t1\t\tsitelinks=60\t\tcity\t\ta,b", "Q8\tLOC\tGuilers\t1\t\tsitelinks=60\t\tcity\t\ta,b",
      "Q9\tLOC\tBrest\t1\t\tsitelinks=150\t\tcity\t\ta,b", "Q10\tLOC\tBretagne\t1\t\tsitelinks=150\t\tcity\t\ta,b",
    ]
    let linked = try entities(
      "À Brest et à Guilers, en Bretagne, le port ferme.",
      annotator(rows, edges: ["Q8\tP131\tQ9", "Q8\tP131\tQ10"]))
    #expect(linked.first { $0.name == "Guilers" }?.qid == "Q8")
  }

  @Test func candidatesAreKeptWhereTheyAreAskedFor() throws {
    let text = "Le Brésil vote dimanche. Au Brésil, la Cour suprême a suspendu la loi."
    let asked = try #require(
      entities(text, annotator(Self.courts, candidates: true)).first { $0.type == .organisation })
    #expect(asked.candidates.map(\.key) == ["Q1", "Q2"])
    #expect(asked.candidates.map(\.share).reduce(0, +) <= 1)
    #expect(try entities(text, annotator(Self.courts)).allSatisfy(\.candidates.isEmpty))
  }

  @Test func whatIsUnknownHasTheSameKeyInEveryDocument() throws {
    let annotator = try annotator(Self.courts)
    let one = try entities("Hier, Solène Kerdrel est arrivée.", annotator)
    let other = try entities("La ministre Solène KERDREL a parlé au Brésil.", annotator)
    #expect(one.map(\.key) == ["dixit:per/solene-kerdrel"])
    #expect(other.contains { $0.key == "dixit:per/solene-kerdrel" })
  }
}
