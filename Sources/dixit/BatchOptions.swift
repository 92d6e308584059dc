import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Foundation

/// Where outputs go and what they are: what `run`, `watch` and `retry` ask alike, and a worker process too.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Formats to write, with commas between: \(OutputFormats.names); and tables over the whole corpus, made of the "
        + "JSON when all is done: \(OutputFormats.tableNames).", valueName: "formats"))
  var format = OutputFormats([.tei, .json])

  @Flag(name: .long, help: "Write each token with its part of speech into the JSON, which grows several times.")
  var tokens = false

  @OptionGroup var fields: FieldOptions
  @OptionGroup var resources: ResourceOptions

  func validate() throws { try format.validate() }

  func workshop() throws -> Workshop {
    let annotator = try resources.annotator(grammar: tokens || format.needsGrammar)
    let names = try fields.names(resources)
    let readers = try Readers(fields: names, library: resources.library())
    var workshop = Workshop(
      stages: annotator.stages, writers: format.formats.flatMap { $0.writers(annotator.generator, tokens: tokens) },
      configuration: annotator.generator.configuration + (tokens ? " with tokens" : "")
        + (names.identity.isEmpty ? "" : " with \(names.identity)"),
      knowledge: annotator.generator.knowledge, digest: Fingerprint.sha256
    ) { bytes, id, origin in
      // How much it unpacks to was asked when it was opened.
      let limits = UnpackingLimits(size: SizeOption.largest)
      return annotator.normalize(try readers.article(bytes, id: id, fileName: id, limits: limits, origin: origin))
    }
    workshop.knownEndings = OutputFormat.endings
    workshop.open = { try readers.open($0, fileName: $1, limits: UnpackingLimits(size: $2)) }
    return workshop
  }

  /// The same options for a worker process.
  var arguments: [BytePath] {
    var arguments = ["--format", format.defaultValueDescription, "--furniture", resources.furniture.rawValue]
      .map { BytePath($0) }
    if tokens { arguments.append(BytePath("--tokens")) }
    if resources.candidates { arguments.append(BytePath("--candidates")) }
    if let lexicons = resources.lexicons { arguments += [BytePath("--lexicons"), lexicons] }
    if let knowledge = resources.knowledge { arguments += [BytePath("--knowledge"), knowledge] }
    return arguments + fields.arguments
  }
}

/// How much time and memory a document may take, and in whose process.
struct BoundsOptions: ParsableArguments {
  @OptionGroup var jobs: JobsOption
  @OptionGroup var size: SizeOption

  @Option(
    name: .customLong("time-limit"),
    help: ArgumentHelp(
      "How long an article may take, in seconds. A stage that hangs is only stopped with --isolate.", valueName: "s"))
  var timeLimit = 300

  @Flag(
    name: .long,
    help: "Annotate in processes of their own: an article that crashes or hangs one costs that article only.")
  var isolate = false

  @Option(
    name: .customLong("memory-limit"),
    help: ArgumentHelp("The memory of each such process, in megabytes.", valueName: "mb"))
  var memoryLimit = 2048

  func validate() throws {
    guard (1...86_400).contains(timeLimit) else {
      throw ValidationError("Expected --time-limit between 1 and 86400 seconds, found \(timeLimit).")
    }
    guard (256...1_048_576).contains(memoryLimit) else {
      throw ValidationError("Expected --memory-limit between 256 and 1048576 megabytes, found \(memoryLimit).")
    }
  }

  func apply(to options: inout Batch.Options, _ output: OutputOptions) {
    options.jobs = jobs.count
    options.maximumSize = size.bytes
    options.timeLimit = timeLimit
    if isolate {
      let own = [BytePath(Self.program), BytePath("worker"), BytePath("--memory-limit"), BytePath("\(memoryLimit)")]
      options.isolation = Isolation(command: own + output.arguments)
    }
  }

  /// This program, however it was called.
  private static var program: String {
    #if os(Linux)
      "/proc/self/exe"
    #else
      Bundle.main.executablePath ?? CommandLine.arguments[0]
    #endif
  }
}

/// Which files of a folder are wanted.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only files like this, whatever their ending; may be repeated. * and ? stay within a name, ** crosses folders.",
      valueName: "pattern"))
  var include: [BytePath] = []

  @Option(
    name: .long, help: ArgumentHelp("No files and no folders like this; may be repeated.", valueName: "pattern"))
  var exclude: [BytePath] = []

  @Option(
    name: .customLong("max-depth"),
    help: ArgumentHelp("How many folders deep to go; all of them unless told otherwise.", valueName: "n"))
  var maximumDepth: Int?

  var filter: InputScan.Filter {
    var filter = InputScan.Filter()
    filter.include = include.map { NamePattern($0) }
    filter.exclude = exclude.map { NamePattern($0) }
    filter.maximumDepth = maximumDepth
    return filter
  }
}

extension Duplicates: ExpressibleByArgument {}
extension SuccessAction: ExpressibleByArgument {}

/// How messages look.
struct LogOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(
    name: .customLong("log-format"),
    help: ArgumentHelp("How messages on standard error look: text, or json, one object a line.", valueName: "format"))
  var format = Format.text

  @Flag(name: [.short, .long], help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .long, help: "Show how long each stage took, and how many articles waited before it.")
  var stats = false

  @Option(
    name: .long, help: ArgumentHelp("Write the counts into this file, as JSON, when all is over.", valueName: "file"))
  var summary: BytePath?

  var log: Log { Log(isJSON: format == .json, isQuiet: quiet) }

  /// Reports what a batch or a watch did, and ends the process with its status.
  func finish(_ result: BatchSummary, output: BytePath, signal: Int32?) throws {
    if let summary { try Files.replace(summary, with: Array((result.json.line + "\n").utf8)) }
    if format == .json {
      log.event("summary", [("summary", result.json)], isWarning: result.exitStatus != .done)
    } else {
      sayText(result, output: output, signal: signal)
    }
  }

  private func sayText(_ result: BatchSummary, output: BytePath, signal: Int32?) {
    for line in SummaryText.failures(of: result, output: output) { Console.say(line) }
    if let stop = result.stop { Console.complain("\(stop)") }
    if quiet { return }
    for line in SummaryText.lines(of: result, isInterrupted: signal != nil) { Console.say(line) }
    if stats { for line in SummaryText.table(result.timings) { Console.say(line) } }
  }
}
