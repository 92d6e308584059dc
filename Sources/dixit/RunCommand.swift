import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Annotates files and folders of articles.",
    discussion: """
      Each article becomes one file a format below the output folder, in the same subfolders: articles/a.txt becomes \
      articles/a.txt.json. Folders are searched for .txt, .text, .html, .htm and .xhtml; a file that you name is read \
      whatever its ending.

      Running again does only what is new or changed. An article that fails is listed at the end and in \
      .dixit/failures.tsv; the others go on. The first Ctrl-C finishes the articles at hand, the second stops at once.

      EXAMPLES:
        dixit run articles --output annotated
        dixit run articles more.html --output annotated --format json --jobs 4
      """)

  @Argument(help: ArgumentHelp("Articles, or folders of articles.", valueName: "input"))
  var inputs: [BytePath]

  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to write into; made where it is missing.", valueName: "dir"))
  var output: BytePath

  @Option(
    name: [.short, .long], help: ArgumentHelp("Formats to write, with commas between: tei, json.", valueName: "formats")
  )
  var format = OutputFormats([.tei, .json])

  @Flag(name: .long, help: "Write each token with its part of speech into the JSON, which grows several times.")
  var tokens = false

  @OptionGroup var jobs: JobsOption

  @Flag(name: .long, help: "Do articles again that are done.")
  var force = false

  @OptionGroup var size: SizeOption
  @OptionGroup var resources: ResourceOptions

  @Flag(name: [.short, .long], help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .long, help: "Show how long each stage took.")
  var stats = false

  func run() throws {
    try Batch.check(options)
    let annotator = try resources.annotator(grammar: tokens)
    let interruption = Interruption()
    let listeners = interruption.listen()
    let progress = ProgressLine(isShown: !quiet && Console.isTerminal(Console.errors))
    let batch = Batch(options, workshop(annotator), interruption: interruption) { progress.show($0) }
    let summary = try batch.run()
    progress.clear()
    report(summary, signal: interruption.signal)
    withExtendedLifetime(listeners) { interruption.raiseAgain() }
    if summary.exitStatus != .done { throw ExitCode(summary.exitStatus.rawValue) }
  }

  private var options: Batch.Options {
    Batch.Options(inputs: inputs, output: output, jobs: jobs.count, force: force, maximumSize: size.bytes)
  }

  private func workshop(_ annotator: Annotator) -> Batch.Workshop {
    Batch.Workshop(
      stages: annotator.stages, writers: format.formats.map { $0.writer(annotator.generator, tokens: tokens) },
      configuration: annotator.generator.configuration + (tokens ? " with tokens" : ""), digest: Fingerprint.sha256
    ) { bytes, id in
      try annotator.document(bytes, id: id, fileName: id)
    }
  }

  private func report(_ summary: BatchSummary, signal: Int32?) {
    for line in SummaryText.failures(of: summary, output: output) { Console.say(line) }
    if let stop = summary.stop { Console.complain("\(stop)") }
    if quiet { return }
    for line in SummaryText.lines(of: summary, isInterrupted: signal != nil) { Console.say(line) }
    if stats { for line in SummaryText.table(summary.timings) { Console.say(line) } }
  }
}
