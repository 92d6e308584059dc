import ArgumentParser
import DixitKnowledge
import DixitLexicons
import DixitRuntime

/// `dixit knowledge`: makes, shows and checks the knowledge base.
struct KnowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Build, show, count, verify or compare knowledge bases, which names are linked with.",
    subcommands: [Build.self, Show.self, Stats.self, Verify.self, Diff.self])
}

extension KnowledgeCommand {
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Build a knowledge base from tables of facts, from a dump of Wikidata, or from another knowledge base.",
      discussion: """
        The same tables or dump, corrections and date give the same file, byte for byte. Without both, --base takes the \
        facts of a knowledge base that is there, such as lexicons/knowledge/knowledge.dixit; rows of the corrections \
        are then added to it or replace what an earlier row said.

        A dump is read for hours. What was read is kept in the folder of --state: run the same command again after it \
        was stopped, and it goes on. When the file is built the folder may be deleted; with it, building again with \
        other corrections takes minutes.
        """)

    @Option(help: "Folder with entities.tsv.gz, places.tsv.gz, more.tsv.gz and edges.tsv.gz.")
    var from: String?

    @Option(help: "A knowledge base to start from in place of tables and dump.")
    var base: String?

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
      let found = [from.map { _ in "--from" }, wikidata.map { _ in "--wikidata" }, base.map { _ in "--base" }]
        .compactMap(\.self)
      if found.isEmpty || base != nil && found.count > 1 {
        throw ValidationError(
          "Expected --from with a folder of tables or --wikidata with a dump, or both, or --base with a knowledge base"
            + " alone, found \(found.isEmpty ? "none of them" : found.joined(separator: " and ")).")
      }
      if minSitelinks < 1 { throw ValidationError("Expected at least 1 for --min-sitelinks, found \(minSitelinks).") }
    }

    func run() throws {
      var builder = try KnowledgeBuilder(date: date)
      try KnowledgeBuilder.checkOutput(output)
      for table in [corrections] + delta { try KnowledgeBuilder.checkTable(table) }
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
      if let base { builder.start(from: try KnowledgeCommand.open(base)) }
      for table in delta + [corrections] { try builder.addCorrections(contentsOf: table) }
      if base == nil { builder.addConcepts() }
      let bytes = try builder.build()
      try KnowledgeBuilder.write(bytes, to: output)
      print(builder.report)
      if builder.report.isCutShort {
        Console.complain(
          "\(wikidata ?? ""): expected a closing bracket at the end, found none: what was read is built, but the dump may"
            + " be cut short. Compare its size with the one that is offered, or fetch it again.")
      }
      if builder.report.isCutShort || builder.report.badRowCount > 0 { throw ExitCode(ExitStatus.someFailed.rawValue) }
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
    let knowledge = try KnowledgeBase(contentsOf: file)
    // Who asks what a file holds should not be told what damage made of it.
    try knowledge.verify()
    return knowledge
  }
}

/// Which knowledge base to read.
struct KnowledgeFileOption: ParsableArguments {
  @Option(help: "A knowledge base in a file, in place of the one inside the program.")
  var file: String?

  func open() throws -> KnowledgeBase { try KnowledgeCommand.open(file) }
}
