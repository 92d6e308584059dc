import ArgumentParser
import DixitRuntime
import DixitTables

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Annotates files and folders of articles.",
    discussion: """
      Each article becomes one file a format below the output folder, in the same subfolders: articles/a.txt becomes \
      articles/a.txt.json. A file of many articles (JSON lines, CSV, ZIP, an export of Europresse or Factiva and so on) \
      becomes a folder of them: corpus.jsonl/ID.json. Folders are searched for text, HTML, JSON, CSV, XML, .gz and .zip; \
      a file that you name is read whatever its ending. doc/inputs.md lists the formats.

      Running again does only what is new or changed: articles, options, lexicons or knowledge base. An article that \
      fails is listed at the end and in .dixit/failures.tsv; the others go on. The first Ctrl-C finishes the articles \
      at hand, the second stops at once; SIGTERM finishes them too. Nothing is ever half written, and what is done \
      stays done, whatever ends the run.

      EXAMPLES:
        dixit run articles --output annotated
        dixit run articles more.html --output annotated --format json --jobs 4
        dixit run articles --output annotated --exclude drafts --dry-run
        dixit run articles --output annotated --format html,json,csv,sqlite
        dixit run crawl --output annotated --isolate --log-format json --summary summary.json
      """)

  @Argument(help: ArgumentHelp("Articles, or folders of articles.", valueName: "input"))
  var inputs: [BytePath]

  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to write into; made where it is missing.", valueName: "dir"))
  var output: BytePath

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var bounds: BoundsOptions

  @Flag(name: .long, help: "Do articles again that are done.")
  var force = false

  @Flag(name: .long, help: "Read all files again, those too whose date, size and place say that nothing has changed.")
  var reread = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would be done, and do nothing.")
  var dryRun = false

  @Flag(name: .customLong("fail-fast"), help: "Stop at the first article that fails.")
  var failFast = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What to do with a second file of the same bytes: process it, link to it the outputs of the first (which tell "
        + "the first's name), or skip it while the first is there.", valueName: "what"))
  var duplicates = Duplicates.process

  @Flag(name: .customLong("delete-removed"), help: "Delete the outputs of articles that are not there any more.")
  var deleteRemoved = false

  @Flag(name: .customLong("no-ledger"), help: "Remember nothing, and do not wait for the disk: for measurements.")
  var noLedger = false

  @OptionGroup var messages: LogOptions

  func validate() throws {
    if noLedger, let table = outputs.format.tables.first {
      throw ValidationError(
        "Expected no --no-ledger with \(table.rawValue): the ledger tells what the table is made of.")
    }
  }

  func run() throws {
    try Batch.check(options)
    let workshop = try outputs.workshop()
    if dryRun { return try rehearse(workshop) }
    try BatchRunner(options: options, workshop: workshop, tables: outputs.format.tables, messages: messages)
      .run { try $0.run() }
  }

  private var options: Batch.Options {
    var options = Batch.Options(inputs: inputs, output: output, force: force)
    bounds.apply(to: &options, outputs)
    options.filter = filter.filter
    options.readsAll = reread
    options.duplicates = duplicates
    options.failFast = failFast
    options.deletesRemoved = deleteRemoved
    options.keepsLedger = !noLedger
    return options
  }

  private func rehearse(_ workshop: Workshop) throws {
    let summary = try Batch(options, workshop).rehearse { file, reason in
      try? Console.write("\(reason)\t\(file)\n")
    }
    if let path = messages.summary { try Files.replace(path, with: Array((summary.json.line + "\n").utf8)) }
    messages.log.event(
      "rehearsal", [("summary", summary.json)],
      text: "\(grouped(summary.remaining)) to do, \(grouped(summary.skipped)) done already,"
        + " \(grouped(summary.removed.count)) removed, \(grouped(summary.failed)) cannot be listed. Nothing was done.")
  }
}

/// Runs a batch with signals, progress and reports.
struct BatchRunner {
  let options: Batch.Options
  let workshop: Workshop
  let tables: [TableFormat]
  let messages: LogOptions

  func run(_ work: (Batch) throws -> BatchSummary) throws {
    let interruption = Interruption()
    let listeners = interruption.listen()
    let isShown = !messages.quiet && messages.format == .text && Console.isTerminal(Console.errors)
    let progress = ProgressLine(isShown: isShown)
    let batch = Batch(options, workshop, interruption: interruption) { progress.show($0) }
    let summary = try work(batch)
    progress.clear()
    try messages.finish(summary, output: options.output, signal: interruption.signal)
    withExtendedLifetime(listeners) { interruption.raiseAgain() }
    // What was stopped goes on another time, and makes the tables then.
    let isComplete = summary.stop != nil || tables.isEmpty ? true : try makeTables()
    if summary.exitStatus != .done { throw ExitCode(summary.exitStatus.rawValue) }
    if !isComplete { throw ExitCode(ExitStatus.someFailed.rawValue) }
  }

  private func makeTables() throws -> Bool {
    let summary = try CorpusTables(of: options.output, formats: tables).make(onlyIfChanged: true)
    messages.log.report(summary)
    return summary.missing == 0
  }
}
