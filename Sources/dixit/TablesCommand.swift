import ArgumentParser
import DixitRuntime
import DixitTables

struct TablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Makes tables over all articles of an output folder.",
    discussion: """
      quotations.csv has a row for each quotation, speakers.csv one for each speaker, corpus.sqlite both, with full-text \
      search over quotations. They are made of the articles' JSON, anew and at once: whoever reads them never sees a half. \
      dixit run --format json,csv,sqlite makes them too, when it is done. Safe while dixit watch is at work.

      EXAMPLES:
        dixit tables annotated
        dixit tables annotated --format csv --spreadsheet
        sqlite3 annotated/corpus.sqlite "SELECT speaker, text FROM search WHERE search MATCH 'retraites'"
      """)

  @Argument(help: ArgumentHelp("The output folder of dixit run or dixit watch.", valueName: "dir"))
  var output: BytePath

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("What to make, with commas between: \(OutputFormats.tableNames).", valueName: "formats"))
  var format = OutputFormats([], tables: TableFormat.allCases)

  @Flag(
    name: .long,
    help: "Change the CSV for spreadsheets: a byte order mark, and an apostrophe before what looks like a formula.")
  var spreadsheet = false

  @Flag(name: [.short, .long], help: "Say nothing but what went wrong.")
  var quiet = false

  func validate() throws {
    if !format.formats.isEmpty {
      throw ValidationError("Expected \(OutputFormats.tableNames), found \(format.defaultValueDescription).")
    }
  }

  func run() throws {
    let tables = CorpusTables(of: output, formats: format.tables, forSpreadsheets: spreadsheet)
    let summary = try tables.make()
    Log(isJSON: false, isQuiet: quiet).report(summary)
    if summary.missing > 0 { throw ExitCode(ExitStatus.someFailed.rawValue) }
  }
}

extension Log {
  /// Says what tables were made.
  func report(_ tables: CorpusTables.Summary) {
    event(
      "tables",
      [
        ("documents", .integer(tables.documents)), ("quotations", .integer(tables.quotations)),
        ("speakers", .integer(tables.speakers)), ("missing", .integer(tables.missing)),
        ("unchanged", .bool(tables.isUnchanged)),
      ], text: tables.sentence)
    if tables.missing > 0 { event("tablesMissing", [], isWarning: true, text: tables.complaint) }
  }
}

extension CorpusTables.Summary {
  var sentence: String {
    isUnchanged
      ? "tables: as they were"
      : "tables: \(grouped(documents)) documents, \(grouped(quotations)) quotations, \(grouped(speakers)) speakers"
  }

  var complaint: String {
    "Expected JSON of each document for the tables, found none that can be read of \(grouped(missing)), such as"
      + " \(firstMissing.map(\.description).joined(separator: ", ")). Run again with json among the formats."
  }
}
