import DixitLexicons
import Testing

@testable import DixitKnowledge

@Suite struct KnowledgeBuilderTests {
  let tables: KnowledgeFixture

  init() throws { tables = try KnowledgeFixture() }

  private let macron =
    "Q3052772\tPER\tEmmanuel Macron\t1\tMacron|died|Макрон\tpageviews=219556\tM\tofficial\tFR\ta,b,c"

  @Test func readsBackEveryField() throws {
    try tables.entities(macron)
    let knowledge = try tables.knowledge()
    let candidate = try #require(knowledge.candidates(for: Folding.nameKey("EMMANUEL MACRON")).first)
    let item = knowledge.item(candidate.item)
    #expect(candidate.kind == .label)
    #expect(item.qid == "Q3052772")
    #expect(item.type == .person)
    #expect(item.gender == .masculine)
    #expect(item.isFrenchLabel)
    #expect(!item.isCurated)
    #expect(item.popularity > 0.7 && item.popularity <= 1)
    #expect(knowledge.label(candidate.item) == "Emmanuel Macron")
    #expect(knowledge.description(candidate.item) == "official")
    #expect(knowledge.country(candidate.item) == "FR")
    #expect(knowledge.title == "Dixit knowledge 2026-11-24")
    #expect(knowledge.item(withID: "Q3052772") == candidate.item)
    #expect(knowledge.item(withID: "Q1") == nil)
  }

  @Test func leavesOutAliasesThatAreNoNames() throws {
    try tables.entities(macron)
    let knowledge = try tables.knowledge()
    #expect(knowledge.candidates(for: Folding.nameKey("Macron")).map(\.kind) == [.alias])
    #expect(knowledge.candidates(for: Folding.nameKey("died")).isEmpty)
    #expect(knowledge.candidates(for: Folding.nameKey("Макрон")).isEmpty)
  }

  @Test func putsTheBestKnownFirst() throws {
    try tables.entities(
      "Q1\tLOC\tParis\t0\t\tpopulation=20000\t\tcity in Texas\tUS\ta",
      "Q90\tLOC\tParis\t1\t\tpopulation=2100000\t\tcity\tFR\ta,b")
    let knowledge = try tables.knowledge()
    let found = knowledge.candidates(for: Folding.nameKey("Paris")).map { knowledge.item($0.item).qid }
    #expect(found == ["Q90", "Q1"])
  }

  @Test func believesADescriptionMoreThanAType() throws {
    try tables.entities("Q2283\tLOC\tMicrosoft, Inc.\t0\t\tsitelinks=90\t\tAmerican company\tUS\ta")
    let knowledge = try tables.knowledge()
    let candidate = try #require(knowledge.candidates(for: Folding.nameKey("Microsoft")).first)
    #expect(candidate.kind == .derived)
    #expect(knowledge.item(candidate.item).type == .organisation)
  }

  @Test func believesAHandMadeRowMost() throws {
    try tables.entities("Q1065\tLOC\tUnited Nations\t0\t\tsitelinks=200\t\tcountry\tUS\ta,b")
    try tables.write(
      "corrections.tsv",
      [KnowledgeFixture.corrections, "Organisation des Nations unies\tQ1065\tORG\tONU\t\t\t", "Nulle\t\tORG\t\t\t\t"])
    let knowledge = try tables.knowledge()
    let candidate = try #require(knowledge.candidates(for: Folding.nameKey("ONU")).first)
    #expect(candidate.kind == .curated)
    #expect(knowledge.item(candidate.item).type == .organisation)
    #expect(knowledge.label(candidate.item) == "Organisation des Nations unies")
    #expect(knowledge.candidates(for: Folding.nameKey("United Nations")).first?.item == candidate.item)
    let nameless = try #require(knowledge.candidates(for: Folding.nameKey("Nulle")).first)
    #expect(knowledge.item(nameless.item).qid == nil)
  }

  @Test(arguments: ["Los Angeles Lakers\t0", "Lakers de Los Angeles\t1"])
  func callsATeamByItsOwnWord(label: String) throws {
    try tables.write("rules.tsv", KnowledgeFixture.rules + ["basketball team\tteam\t", "de\tparticle\t"])
    try tables.entities("Q121783\tORG\t\(label)\t\tsitelinks=90\t\tbasketball team\tUS\ta,b")
    let knowledge = try tables.knowledge()
    #expect(knowledge.candidates(for: Folding.nameKey("Lakers")).count == 1)
    #expect(knowledge.candidates(for: Folding.nameKey("Angeles")).isEmpty)
  }

  @Test func leavesOutWhatHasNoType() throws {
    try tables.entities(macron, "Q3\tMISC\tLife\t0\t\tsitelinks=200\t\t\t\ta", "Q4\tROLE\tMayor\t0\t\t\t\t\t\ta")
    #expect(try tables.knowledge().itemCount == 1)
  }

  @Test func leavesHomonymsUnlinkedWhomNobodyKnows() throws {
    try tables.entities(
      macron, "Q5\tPER\tWang Yi\t0\t\tquotes=2\tM\t\t\ta", "Q6\tPER\tWang Yi\t0\t\tquotes=1\tM\t\t\ta",
      "Q7\tPER\tWang Yi\t0\t\tquotes=1\tF\t\t\ta")
    #expect(try tables.knowledge().candidates(for: Folding.nameKey("Wang Yi")).isEmpty)
  }

  @Test func repairsWhatTablesSayWrongly() throws {
    try tables.entities("Q7\tORG\tBoara\t0\tBarça|Boara Polesine\tsitelinks=90\t\tcity in Italy\tIT\ta,b")
    try tables.write(
      "repairs.tsv", ["# columns: qid<TAB>description<TAB>unaliases", "Q7\tfilm of 1990\tBarça", "Q8\t\tNobody"])
    let knowledge = try tables.knowledge()
    #expect(knowledge.candidates(for: Folding.nameKey("Barca")).isEmpty)
    let item = try #require(knowledge.candidates(for: Folding.nameKey("Boara Polesine")).first?.item)
    #expect(knowledge.description(item) == "film of 1990")
    #expect(knowledge.subtype(item) == "film")
    #expect(knowledge.item(item).type == .work)
  }

  /// A country decides between *Cour suprême* of one and of another: none is left out.
  @Test func keepsAllBearersByHand() throws {
    let rows = (1...20).map { "Cour suprême (\($0))\t\tORG\tCour suprême\t\tFR\t" }
    try tables.write("corrections.tsv", [KnowledgeFixture.corrections] + rows)
    #expect(try tables.knowledge().candidates(for: Folding.nameKey("Cour suprême")).count == 20)
  }

  @Test func countsGivenAndFamilyNames() throws {
    let people = ["Anne", "Anne", "Anne", "Anne", "Luc"].enumerated().map { number, given in
      "Q\(number + 10)\tPER\t\(given) Dupont\t0\t\tquotes=\(number + 50)\t\(given == "Luc" ? "M" : "F")\t\t\ta"
    }
    try tables.write("entities.tsv.gz", [KnowledgeFixture.header] + people)
    let knowledge = try tables.knowledge()
    #expect(try #require(knowledge.givenName(Folding.nameKey("Anne"))) == (4, 0))
    #expect(try #require(knowledge.givenName(Folding.nameKey("Luc"))) == (0, 1))
    #expect(knowledge.givenName(Folding.nameKey("Dupont")) == nil)
    #expect(knowledge.familyName(Folding.nameKey("Dupont")) == 5)
    #expect(knowledge.familyName(Folding.nameKey("Anne")) == 0)
  }

  @Test func buildsTheSameBytesTwice() throws {
    try tables.entities(macron, "Q90\tLOC\tParis\t1\tVille lumière\tpopulation=2100000\t\tcity\tFR\ta,b")
    var first = try tables.builder()
    var second = try tables.builder()
    #expect(try first.build() == second.build())
  }

  @Test func reportsBadRowsAndGoesOn() throws {
    try tables.entities("nonsense", "X1\tPER\tNobody\t0\t\t\t\t\t\ta", macron)
    var builder = try tables.builder()
    _ = try builder.build()
    #expect(builder.report.itemCount == 1)
    #expect(builder.report.badRowCount == 2)
    #expect(
      builder.report.badRows.first
        == "\(tables.path("entities.tsv.gz")):2: expected 10 columns with tabs between them, found 1")
  }

  @Test func readsCompressedTables() throws {
    let text = "\(KnowledgeFixture.header)\n\(macron)\n"
    try tables.write("entities.tsv.gz", gzipped(text))
    #expect(try tables.knowledge().itemCount == 1)
    try tables.write("entities.tsv.gz", Array(gzipped(text).dropLast(60)))
    #expect(throws: KnowledgeBuildError.self) { try tables.knowledge() }
  }

  @Test func startsFromAKnowledgeBase() throws {
    try tables.entities(
      macron, "Q90\tLOC\tParis\t1\tVille lumière\tpopulation=2100000\t\tcity\tFR\ta,b",
      "Q1\tLOC\tParis\t0\t\tpopulation=20000\t\tcity in Texas\tUS\ta")
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject", "Q1\tP190\tQ90"])
    try tables.write("corrections.tsv", [KnowledgeFixture.corrections, "Lyon\t\tLOC\tLugdunum\t\tFR\t"])
    let old = try tables.knowledge()
    func rebuilt(_ rows: String...) throws -> KnowledgeBase {
      try tables.write("corrections.tsv", [KnowledgeFixture.corrections] + rows)
      var builder = try KnowledgeBuilder(date: "2026-11-24")
      try builder.addRules(contentsOf: tables.path("rules.tsv"))
      try builder.addWords(in: tables.folder)
      builder.start(from: old)
      try builder.addCorrections(contentsOf: tables.path("corrections.tsv"))
      try KnowledgeBuilder.write(try builder.build(), to: tables.path("new.dixit"))
      return try KnowledgeBase(contentsOf: tables.path("new.dixit"))
    }
    let same = KnowledgeDifference(from: old, to: try rebuilt())
    #expect(same.added.isEmpty && same.removed.isEmpty && same.changed.isEmpty && same.changedNames.isEmpty)
    #expect(same.addedNames.isEmpty && same.removedNames.isEmpty)
    let new = try rebuilt(
      "Lyon\t\tLOC\tCapitale des Gaules\t\tFR\t", "Paris\tQ1\tLOC\t\t\t\tdrop", "Nice\tQ33959\tLOC\t\t\tFR\t")
    let difference = KnowledgeDifference(from: old, to: new)
    #expect(difference.added.map(\.id) == ["Q33959"])
    #expect(difference.removed.map(\.id) == ["Q1"])
    #expect(new.candidates(for: Folding.nameKey("Lugdunum")).isEmpty)
    #expect(new.candidates(for: Folding.nameKey("Capitale des Gaules")).map { new.id($0.item) } == ["dixit:loc/lyon"])
  }

  @Test func namesLanguagesAndCurrenciesInFrench() throws {
    try tables.entities(
      "Q7737\tMISC\tRussian\t0\tRussian language|ru\t\t\tSlavic language\t\ta",
      "Q4917\tPROD\tUnited States dollar\t0\tUSD\t\t\tcurrency of the United States\t\ta,b",
      "Q1\tPER\tWolof\t0\t\tpageviews=90\tM\tsinger in the Wolof language\tSN\ta")
    var builder = try tables.builder()
    builder.addConcepts()
    try KnowledgeBuilder.write(try builder.build(), to: tables.path("small.dixit"))
    let knowledge = try KnowledgeBase(contentsOf: tables.path("small.dixit"))
    func ids(_ name: String) -> [String] {
      knowledge.candidates(for: Folding.nameKey(name)).map { knowledge.id($0.item) }
    }
    #expect(ids("russe") == ["Q7737"])
    #expect(ids("dollar des États-Unis") == ["Q4917"])
    #expect(ids("franc CFA (BCEAO)").isEmpty && ids("wolof").last == "dixit:misc/wolof")
    let item = try #require(knowledge.item(withID: "Q7737"))
    #expect(knowledge.label(item) == "russe" && knowledge.subtype(item) == "language")
  }

  @Test func takesTablesAsSpreadsheetsWriteThem() throws {
    try tables.write("delta.tsv", Array("\u{FEFF}type\tname\r\nORG\tLa Gazette du Test\r\n".utf8))
    var builder = try tables.builder()
    try builder.addCorrections(contentsOf: tables.path("delta.tsv"))
    try KnowledgeBuilder.write(try builder.build(), to: tables.path("small.dixit"))
    let knowledge = try KnowledgeBase(contentsOf: tables.path("small.dixit"))
    #expect(knowledge.item(withID: "dixit:org/la-gazette-du-test") != nil)
    #expect(builder.report.badRowCount == 0)
  }

  @Test(arguments: [
    ("Lyon\t\tLOC\t\tx\tFR\t", "f or m"), ("Lyon\t\tLOC\t\t\tFrance\t", "country such as FR"),
    ("Lyon\t\tLOC\t\t\tFR\tdelete", "drop for the action"), ("Lyon\tL90\tLOC\t\t\tFR\t", "item such as Q90"),
    ("Lyon\tQ99999999999\tLOC\t\t\tFR\t", "item such as Q90"), ("\t\tLOC\t\t\tFR\t", "a label"),
    ("Lutèce\tQ90\tLOC\t\t\tFR\t", "one row for each item"),
  ])
  func tellsWhatIsWrongWithARowByHand(_ row: String, _ finding: String) throws {
    try tables.write("corrections.tsv", [KnowledgeFixture.corrections, "Paris\tQ90\tLOC\t\t\tFR\t", row])
    let report = try tables.builder().report
    #expect(report.badRowCount == 1)
    #expect(report.badRows.first?.contains(finding) == true, "\(report.badRows)")
  }

  @Test func refusesWhatItCannotBuildFrom() throws {
    for date in ["yesterday", "2026-02-30", "2026-1-1"] {
      #expect(throws: KnowledgeBuildError.wrongDate(date)) { try KnowledgeBuilder(date: date) }
    }
    var builder = try KnowledgeBuilder(date: "2026-11-24")
    #expect(throws: KnowledgeBuildError.noTable(path: "/nowhere/entities.tsv.gz")) {
      try builder.addTables(in: "/nowhere")
    }
    try tables.write("more.tsv.gz", ["qid\ttype"])
    #expect(throws: KnowledgeBuildError.self) { try tables.builder() }
  }
}
