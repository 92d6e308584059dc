import ArgumentParser
import DixitKnowledge

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
      abstract: "Build a knowledge base from tables of facts, or from another knowledge base.",
      discussion: """
        The same tables, corrections and date give the same file, byte for byte. Without the tables, --base takes the \
        facts of a knowledge base that is there, such as lexicons/knowledge/knowledge.dixit; rows of the corrections \
        are then added to it or replace what an earlier row said.
        """)

    @Option(help: "Folder with entities.tsv.gz, places.tsv.gz, more.tsv.gz and edges.tsv.gz.")
    var from: String?

    @Option(help: "A knowledge base to start from in place of tables.")
    var base: String?

    @Option(help: "Rows written by hand, such as lexicons/knowledge/corrections.tsv. rules.tsv stands beside them.")
    var corrections: String

    @Option(help: "Date of the facts, such as 2026-11-24.")
    var date: String

    @Option(help: "The file to write.")
    var output: String

    func validate() throws {
      if (from == nil) == (base == nil) {
        throw ValidationError("Expected --from with a folder of tables or --base with a knowledge base: one of them.")
      }
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
      if let base { builder.start(from: try KnowledgeBase(contentsOf: base)) }
      try builder.addCorrections(contentsOf: corrections)
      let bytes = try builder.build()
      try KnowledgeBuilder.write(bytes, to: output)
      print(builder.report)
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
    return try KnowledgeBase(contentsOf: file)
  }
}

/// Which knowledge base to read.
struct KnowledgeFileOption: ParsableArguments {
  @Option(help: "A knowledge base in a file, in place of the one inside the program.")
  var file: String?

  func open() throws -> KnowledgeBase { try KnowledgeCommand.open(file) }
}
