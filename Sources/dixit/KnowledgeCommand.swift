import ArgumentParser
import DixitKnowledge
import DixitLexicons
import DixitRuntime

/// `dixit knowledge`: makes, shows and checks the knowledge base.
struct KnowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge", abstract: "Build, show or verify the knowledge base that names are linked with.",
    subcommands: [Build.self, Show.self, Verify.self])
}

extension KnowledgeCommand {
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Build a knowledge base from tables of facts, or from a dump of Wikidata.",
      discussion: """
        The same tables or dump, corrections and date give the same file, byte for byte.

        A dump is read for hours. What was read is kept in the folder of --state: run the same command again after it \
        was stopped, and it goes on. When the file is built the folder may be deleted; with it, building again with \
        other corrections takes minutes.
        """)

    @Option(help: "Folder with entities.tsv.gz, places.tsv.gz and more.tsv.gz.")
    var from: String?

    @Option(help: "Dump of Wikidata: latest-all.json.gz, .json.bz2, .json, or - for standard input.")
    var wikidata: String?

    @Option(help: "Keep items of a dump that have as many sitelinks, an office held now, or serve as a role.")
    var minSitelinks = 5

    @Option(help: "Folder that keeps what was read of a dump. (default: the output and “.state”)")
    var state: String?

    @Option(help: "Your own entities, columns as in the corrections; yours count before ours. May be repeated.")
    var delta: [String] = []

    @Option(
      help: """
        Rows written by hand, such as lexicons/knowledge/corrections.tsv. rules.tsv and wikidata-classes.tsv stand \
        beside them.
        """)
    var corrections: String

    @Option(help: "Date of the facts, such as 2026-11-24.")
    var date: String

    @Option(help: "The file to write.")
    var output: String

    func validate() throws {
      if from == nil, wikidata == nil {
        throw ValidationError("Expected --from with a folder of tables or --wikidata with a dump, found neither.")
      }
      if minSitelinks < 1 { throw ValidationError("Expected at least 1 for --min-sitelinks, found \(minSitelinks).") }
    }

    func run() throws {
      var builder = try KnowledgeBuilder(date: date)
      let folder = corrections.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let lexicons = folder.isEmpty ? "." : folder.joined(separator: "/")
      try builder.addRules(contentsOf: "\(lexicons)/rules.tsv")
      for table in ["words.tsv", "function-words.tsv", "not-names.tsv"] {
        try builder.addCommonWords(contentsOf: "\(lexicons)/../fr/\(table)")
      }
      try builder.addWords(in: lexicons)
      try builder.addRepairs(contentsOf: "\(lexicons)/repairs.tsv")
      if let from { try builder.addTables(in: from) }
      if let wikidata { try read(wikidata, classes: "\(lexicons)/wikidata-classes.tsv", &builder) }
      for table in delta + [corrections] { try builder.addCorrections(contentsOf: table) }
      let bytes = try builder.build()
      try KnowledgeBuilder.write(bytes, to: output)
      print(builder.report)
    }

    private func read(_ dump: String, classes: String, _ builder: inout KnowledgeBuilder) throws {
      let interruption = Interruption()
      let signals = interruption.listen()
      defer { withExtendedLifetime(signals) {} }
      let line = DumpProgressLine()
      let options = WikidataOptions(
        dump: dump, state: state ?? output + ".state", classes: classes, fewestSitelinks: minSitelinks)
      let isWhole = try builder.addWikidata(options) { progress in
        line.show(progress)
        return !interruption.isRequested
      }
      line.end()
      if isWhole { return }
      Console.say("Stopped. The same command goes on from here: \(options.state) keeps what was read.")
      interruption.raiseAgain()
      throw ExitCode(ExitStatus.tryLater.rawValue)
    }

    private func print(_ report: KnowledgeBuilder.Report) {
      for finding in report.badRows { Swift.print("left out: \(finding)") }
      Swift.print(
        """
        \(report.rowCount) rows read, \(report.badRowCount) of them left out as bad
        \(report.itemCount) items, \(report.nameCount) names, \(report.byteCount) bytes: \(output)
        """)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what names may mean, likeliest first, or what an item is.")

    @Option(help: "A knowledge base in a file, in place of the one inside the program.")
    var file: String?

    @Argument(help: "Names such as “Paris”, or items such as Q90.")
    var names: [String]

    func run() throws {
      let knowledge = try KnowledgeCommand.open(file)
      for name in names {
        let isItem = name.first == "Q" && name.count > 1 && name.dropFirst().allSatisfy(\.isNumber)
        let found = isItem ? knowledge.item(withID: name).map { [Candidate(item: $0, kind: .label)] } ?? [] : []
        let candidates = isItem ? found : Array(knowledge.candidates(for: Folding.nameKey(name)))
        print("\(name): \(candidates.isEmpty ? "nothing known" : "\(candidates.count)")\(people(name, knowledge))")
        for candidate in candidates { print("  \(line(candidate, knowledge))") }
      }
    }

    private func people(_ name: String, _ knowledge: KnowledgeBase) -> String {
      let key = Folding.nameKey(name)
      let given = knowledge.givenName(key).map { ", given name (f \($0.feminine), m \($0.masculine))" } ?? ""
      let family = knowledge.familyName(key)
      return given + (family > 0 ? ", family name (\(family))" : "")
    }

    private func line(_ candidate: Candidate, _ knowledge: KnowledgeBase) -> String {
      let item = knowledge.item(candidate.item)
      let popularity = (item.popularity * 100).rounded() / 100
      let marks = [item.gender?.rawValue, knowledge.country(candidate.item), item.isCurated ? "by hand" : nil]
      let facts = [
        item.qid ?? "no id", item.type.rawValue, "\(popularity)", "\(candidate.kind)",
        knowledge.label(candidate.item), marks.compactMap(\.self).joined(separator: " "),
        knowledge.description(candidate.item),
      ]
      return facts.joined(separator: "\t")
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check a knowledge base from its first byte to its last.")

    @Argument(help: "The file; without it the knowledge base inside the program.")
    var file: String?

    func run() throws {
      let knowledge = try KnowledgeCommand.open(file)
      try knowledge.verify()
      print("\(knowledge.title): sound, \(knowledge.itemCount) items, \(knowledge.nameCount) names")
    }
  }

  static func open(_ file: String?) throws -> KnowledgeBase {
    guard let file else { return try KnowledgeBase.embedded() }
    return try KnowledgeBase(contentsOf: file)
  }
}
