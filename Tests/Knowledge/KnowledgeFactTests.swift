import DixitLexicons
import Testing

@testable import DixitKnowledge

/// What is known about an item besides its names.
@Suite struct KnowledgeFactTests {
  let tables: KnowledgeFixture

  init() throws {
    tables = try KnowledgeFixture()
    try tables.write(
      "occupations.tsv",
      [
        "# columns: term<TAB>forms<TAB>kind", "actor\tacteur|actrice\toccupation", "art film\tfilm\tsubtype",
        "prime minister\tpremier ministre|ministre\toffice", "singer\tchanteur\toccupation", "state\tétat\tsubtype",
      ])
    try tables.write(
      "demonyms.tsv",
      [
        "# columns: form<TAB>country<TAB>class", "coréen\tKP\tdemonym", "coréen\tKR\tdemonym", "français\tFR\tdemonym",
        "français\tUS\tregion",
      ])
  }

  private func item(_ id: String, _ knowledge: KnowledgeBase) throws -> Int {
    try #require(knowledge.item(withID: id))
  }

  private func names(_ codes: KindCodes, _ knowledge: KnowledgeBase) -> [String] {
    codes.compactMap { knowledge.kindName($0) }
  }

  @Test func readsKindsFromDescriptionsAndNames() throws {
    try tables.entities(
      "Q1\tLOC\tSpringfield\t0\t\tsitelinks=90\t\tcity in the state of Illinois\tUS\ta",
      "Q2\tWORK\tAlphaville\t1\t\tsitelinks=90\t\t1965 art film\tFR\ta",
      "Q3\tORG\tMinistry of Truth\t0\t\tsitelinks=90\t\t\tGB\ta", "Q4\tORG\tLes Amis\t1\t\tsitelinks=90\t\t\tFR\ta")
    let knowledge = try tables.knowledge()
    #expect(try knowledge.subtype(item("Q1", knowledge)) == "city")
    #expect(try knowledge.occupations(item("Q1", knowledge)).isEmpty)
    #expect(try knowledge.subtype(item("Q2", knowledge)) == "film")
    #expect(try names(knowledge.occupations(item("Q2", knowledge)), knowledge) == ["art film"])
    #expect(try knowledge.subtype(item("Q3", knowledge)) == "ministry")
    #expect(try knowledge.subtype(item("Q4", knowledge)) == nil)
  }

  @Test func readsWhatPeopleDo() throws {
    try tables.entities(
      "Q1\tPER\tAnne Dupont\t1\t\tsitelinks=90\tF\tAmerican singer and actor; prime minister of France\tFR\ta",
      "Q2\tROLE\tsinger\t0\t\t\t\t\t\ta", "Q3\tPER\tLuc Martin\t1\t\tsitelinks=90\tM\t\tFR\ta")
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject", "Q3\tP106\tQ2"])
    let knowledge = try tables.knowledge()
    let anne = try item("Q1", knowledge)
    #expect(names(knowledge.occupations(anne), knowledge) == ["singer", "actor", "prime minister"])
    #expect(knowledge.subtype(anne) == nil)
    #expect(try names(knowledge.occupations(item("Q3", knowledge)), knowledge) == ["singer"])
    let minister = knowledge.kindCode(named: "prime minister")
    #expect(knowledge.occupations(anne).contains(minister))
    #expect(Array(knowledge.kinds(ofWord: Folding.nameKey("ministre"))) == [minister])
    #expect(knowledge.kinds(ofWord: Folding.nameKey("boulangère")).isEmpty)
    #expect(knowledge.kindCode(named: "baker") == 0)
  }

  @Test func tellsCountriesByWordsAndNames() throws {
    try tables.entities(
      "Q142\tLOC\tFrance\t1\tfr\tsitelinks=300\t\tcountry\t\tregister",
      "Q90\tLOC\tParis\t1\t\tsitelinks=90\t\tcity\tfrance\ta",
      "Q884\tLOC\tCorée du Sud\t1\tkr\tsitelinks=290\t\tcountry\t\tregister")
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject", "Q884\tP17\tQ884", "Q142\tP17\tQ142"])
    let knowledge = try tables.knowledge()
    let paris = try item("Q90", knowledge)
    #expect(knowledge.country(paris) == "FR")
    #expect(try knowledge.countryItem(knowledge.countryCode(paris)) == item("Q142", knowledge))
    for word in ["français", "Français", "France"] {
      #expect(knowledge.country(ofWord: Folding.nameKey(word)) == knowledge.countryCode(paris))
    }
    #expect(knowledge.countryName(knowledge.country(ofWord: Folding.nameKey("coréen"))) == "KR")
    #expect(knowledge.country(ofWord: Folding.nameKey("Paris")) == 0)
  }

  @Test func joinsItemsFromBothEnds() throws {
    try tables.entities(
      "Q1\tPER\tAnne Dupont\t1\t\tsitelinks=90\tF\t\tFR\ta", "Q2\tORG\tDupont Inc\t1\t\tsitelinks=90\t\tcompany\tFR\ta",
      "Q3\tLOC\tParis\t1\t\tsitelinks=90\t\tcity\tFR\ta")
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject", "Q1\tP108\tQ2", "Q1\tP108\tQ99", "Q1\tP108\tQ2"])
    let knowledge = try tables.knowledge()
    let (anne, dupont) = (try item("Q1", knowledge), try item("Q2", knowledge))
    #expect(Array(knowledge.edges(anne)) == [KnowledgeBase.Edge(property: 108, other: dupont, isReversed: false)])
    #expect(Array(knowledge.edges(dupont)) == [KnowledgeBase.Edge(property: 108, other: anne, isReversed: true)])
    #expect(knowledge.areLinked(anne, dupont) && knowledge.areLinked(dupont, anne))
    #expect(try knowledge.edges(item("Q3", knowledge)).isEmpty)
    #expect(try !knowledge.areLinked(anne, item("Q3", knowledge)))
  }

  @Test func keepsAnotherLabelWhereItDiffers() throws {
    try tables.entities(
      "Q1065\tORG\tUnited Nations\t0\t\tsitelinks=200\t\t\t\ta", "Q90\tLOC\tParis\t1\t\tsitelinks=200\t\tcity\t\ta")
    try tables.write(
      "more.tsv.gz",
      [KnowledgeFixture.header.replacing("sources", with: "source"), "Q1065\tORG\tNations unies\t1\t\t\t\t\t\tb"])
    let knowledge = try tables.knowledge()
    #expect(try knowledge.label(item("Q1065", knowledge)) == "Nations unies")
    #expect(try knowledge.otherLabel(item("Q1065", knowledge)) == "United Nations")
    #expect(try knowledge.otherLabel(item("Q90", knowledge)) == nil)
  }

  @Test func namesWhatHasNoItemByTypeAndName() throws {
    try tables.write(
      "corrections.tsv",
      [KnowledgeFixture.corrections, "L’Île (journal)\t\tORG\t\t\t\t", "L’Île\t\tLOC\t\t\t\t", "l'ile\t\tLOC\t\t\t\t"])
    var builder = try tables.builder()
    let bytes = try builder.build()
    #expect(
      builder.report.badRows == [
        "\(tables.path("corrections.tsv")):4: expected a name that no other row without an item has, found “l'ile” again"
      ])
    try KnowledgeBuilder.write(bytes, to: tables.path("small.dixit"))
    let knowledge = try KnowledgeBase(contentsOf: tables.path("small.dixit"))
    let ids = (0..<knowledge.itemCount).map { knowledge.id($0) }
    #expect(Set(ids) == ["dixit:org/l-ile-journal", "dixit:loc/l-ile"])
    for (index, id) in ids.enumerated() { #expect(knowledge.item(withID: id) == index) }
    #expect(knowledge.item(withID: "dixit:per/l-ile") == nil)
  }
}
