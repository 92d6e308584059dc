import DixitLexicons
import Testing

@testable import DixitKnowledge

/// Counting and comparing knowledge bases.
@Suite struct KnowledgeInspectionTests {
  let tables: KnowledgeFixture

  init() throws { tables = try KnowledgeFixture() }

  private func knowledge(_ name: String, _ rows: String...) throws -> KnowledgeBase {
    try tables.write("entities.tsv.gz", [KnowledgeFixture.header] + rows)
    var builder = try tables.builder()
    try KnowledgeBuilder.write(try builder.build(), to: tables.path(name))
    return try KnowledgeBase(contentsOf: tables.path(name))
  }

  @Test func countsWhatThereIs() throws {
    let knowledge = try knowledge(
      "a.dixit", "Q90\tLOC\tParis\t1\tLutèce\tpopulation=2100000\t\tcity\tFR\ta,b",
      "Q1\tLOC\tParis\t0\t\tpopulation=20000\t\t\tUS\ta", "Q2\tPER\tAnne Dupont\t1\t\tsitelinks=90\tF\t\tFR\ta")
    let counts = KnowledgeStatistics(knowledge)
    #expect(counts.types[.place]?.items == 2)
    #expect(counts.types[.place]?.known == 1)
    #expect(counts.types[.person]?.known == 0)
    #expect(counts.subtypes == ["city": 1])
    #expect(counts.countries == ["FR": 2, "US": 1])
    #expect((counts.frenchLabels, counts.genders) == (2, 1))
    #expect((counts.clearNames, counts.sharedNames) == (knowledge.nameCount - 1, 1))
    #expect(knowledge.sections.map(\.name).contains("ITEM"))
  }

  @Test func findsNoDifferenceInTheSame() throws {
    let row = "Q90\tLOC\tParis\t1\tLutèce\tpopulation=2100000\t\tcity\tFR\ta,b"
    let difference = KnowledgeDifference(from: try knowledge("a.dixit", row), to: try knowledge("b.dixit", row))
    #expect(difference.added.isEmpty && difference.removed.isEmpty && difference.changed.isEmpty)
    #expect(difference.addedNames.isEmpty && difference.removedNames.isEmpty && difference.changedNames.isEmpty)
  }

  @Test func tellsWhatIsNewGoneAndChanged() throws {
    let old = try knowledge(
      "a.dixit", "Q90\tLOC\tParis\t1\tLutèce\tpopulation=2100000\t\tcity\tFR\ta,b",
      "Q2\tLOC\tLyon\t1\t\tsitelinks=90\t\tcity\tFR\ta", "Q3\tLOC\tNice\t1\t\tsitelinks=90\t\tcity\tFR\ta")
    let new = try knowledge(
      "b.dixit", "Q90\tLOC\tParis\t1\tPaname\tpopulation=2100000\t\tcity\tBE\ta,b",
      "Q3\tLOC\tNice\t1\t\tsitelinks=90\t\tcity\tFR\ta", "Q4\tLOC\tNice\t0\t\tsitelinks=40\t\tcity\tUS\ta")
    let difference = KnowledgeDifference(from: old, to: new)
    #expect(difference.added.map(\.id) == ["Q4"])
    #expect(difference.removed.map(\.id) == ["Q2"])
    #expect(difference.changed.map(\.id) == ["Q90"])
    #expect(difference.changed[0].facts.contains("country FR → BE"))
    #expect(difference.addedNames.map(\.after) == [["Q90"]])
    #expect(Set(difference.removedNames.map(\.text)) == ["Lyon", "Lutèce"])
    #expect(difference.changedNames.map(\.text) == ["Nice"])
    #expect(difference.changedNames.map(\.after) == [["Q3", "Q4"]])
  }
}
