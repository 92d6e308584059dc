import ArgumentParser
import DixitDocument
import DixitKnowledge

extension KnowledgeCommand {
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Count what the knowledge base holds.")

    @OptionGroup var knowledge: KnowledgeFileOption

    @Option(help: ArgumentHelp("How many subtypes, occupations and countries to list.", valueName: "count"))
    var limit = 20

    func validate() throws {
      if limit < 0 { throw ValidationError("Expected a count for --limit, found \(limit).") }
    }

    func run() throws {
      let knowledge = try knowledge.open()
      let counts = KnowledgeStatistics(knowledge)
      print("\(knowledge.title): \(knowledge.itemCount) items, \(knowledge.nameCount) names")
      for type in EntityType.allCases {
        guard let found = counts.types[type] else { continue }
        let known = type == .person ? "with an occupation" : "with a subtype"
        print("  \(type.rawValue)\t\(found.items)\t\(found.known) \(known)")
      }
      print(
        """
        labels: \(counts.frenchLabels) French, \(counts.otherLabels) with another one
        items: \(counts.curated) by hand, \(counts.withoutQid) without a Wikidata item, \(counts.genders) with a gender, \
        \(counts.linked) with facts
        names: \(counts.clearNames) of one item, \(counts.sharedNames) of several
        """)
      for (title, found) in [
        ("subtypes", counts.subtypes), ("occupations", counts.occupations), ("countries", counts.countries),
      ] { print("\(title): \(found.count)\(list(found))") }
      print("sections:" + knowledge.sections.map { "\n  \($0.name)\t\($0.byteCount) bytes" }.joined())
    }

    private func list(_ counts: [String: Int]) -> String {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map { "\n  \($0.key)\t\($0.value)" }
        .joined()
    }
  }
}
