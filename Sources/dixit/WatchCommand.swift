import ArgumentParser
import DixitRuntime

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Annotates articles as they come into folders.",
    discussion: """
      What is in the folders is done first, then what comes, changes or is moved into them. A file is taken when it has \
      looked the same for --settle seconds; one that changes later is done again. Files that are still being written by \
      their names (.part, ~ and the like) wait for their names.

      One that fails is tried again a few times and then given up: the reason is in failed/NAME.error.json below the \
      output folder. dixit retry has it tried once more. With several folders, outputs go below the name of each.

      SIGTERM or Ctrl-C finishes the articles at hand; a service manager hears of it by sd_notify. doc/watch.md has a \
      unit for systemd.

      EXAMPLES:
        dixit watch inbox --output annotated
        dixit watch inbox --output annotated --on-success move --isolate
        dixit watch /mnt/nas/inbox --output annotated --poll 30
        dixit watch inbox --output annotated --once
      """)

  @Argument(help: ArgumentHelp("Folders to watch.", valueName: "inbox"))
  var inboxes: [BytePath]

  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to write into; made where it is missing.", valueName: "dir"))
  var output: BytePath

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var bounds: BoundsOptions

  @Option(
    name: .customLong("on-success"),
    help: ArgumentHelp("What becomes of a file that is done: keep, move or delete.", valueName: "what"))
  var onSuccess = SuccessAction.keep

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where done files are moved to; below the output folder, done, unless told otherwise.", valueName: "dir"))
  var done: BytePath?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where failed files are moved to, with the reason beside them. Without it they are moved to failed below the "
        + "output folder, or, with --on-success keep, only the reason is written there.", valueName: "dir"))
  var failed: BytePath?

  @Option(
    name: .customLong("done-suffix"),
    help: ArgumentHelp("Take a file only when another with this behind its name is beside it.", valueName: "suffix"))
  var doneSuffix: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a file must look the same, in seconds; 2, or 5 where folders are polled.", valueName: "s"))
  var settle: Double?

  @Option(name: .long, help: ArgumentHelp("How often an article is tried.", valueName: "n"))
  var tries = 3

  @Option(
    name: .customLong("back-off"),
    help: ArgumentHelp("Seconds before the second try; three times as long before each further one.", valueName: "s"))
  var backOff = 10.0

  @Option(
    name: .customLong("poll"),
    help: ArgumentHelp(
      "Trust no events, and look every so many seconds. Network mounts are polled anyway, every 5 s.", valueName: "s"))
  var poll: Double?

  @Option(
    name: .long, help: ArgumentHelp("Seconds between two listings of everything, besides events.", valueName: "s"))
  var rescan = 60.0

  @Option(name: .long, help: ArgumentHelp("Seconds between two signs of life.", valueName: "s"))
  var heartbeat = 60.0

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What to do with a second file of the same bytes: link to it the outputs of the first (which tell the first's "
        + "name), skip it, or process it.", valueName: "what"))
  var duplicates = Duplicates.link

  @Flag(name: .long, help: "End when nothing is left to do.")
  var once = false

  @OptionGroup var messages: LogOptions

  func validate() throws {
    for (name, value, least) in [
      ("settle", settle ?? 1, 0), ("back-off", backOff, 0), ("poll", poll ?? 1, 0.01), ("rescan", rescan, 0.01),
      ("heartbeat", heartbeat, 0.01),
    ] where !(least...1_000_000).contains(value) {
      throw ValidationError("Expected --\(name) between \(least) and 1000000 seconds, found \(value).")
    }
    guard (1...1000).contains(tries) else {
      throw ValidationError("Expected --tries between 1 and 1000, found \(tries).")
    }
    if let doneSuffix, doneSuffix.isEmpty || doneSuffix.contains("/") {
      throw ValidationError("Expected an ending such as .done for --done-suffix, found “\(doneSuffix)”.")
    }
  }

  func run() throws {
    let options = options
    try Watch.check(options)
    let workshop = try outputs.workshop()
    let interruption = Interruption()
    let listeners = interruption.listen()
    let log = messages.log
    let tables = WatchedTables(of: output, formats: outputs.format.tables, log: log)
    let watch = Watch(options, workshop, interruption: interruption) { notice in
      if case .heartbeat(let counts) = notice { tables.refresh(counts) }
      let (event, fields) = notice.json
      log.event(event, fields, isWarning: notice.isWarning, text: "\(notice)")
    }
    let summary = try watch.run()
    let hasTables = tables.finish()
    try messages.finish(summary, output: output, signal: interruption.signal)
    withExtendedLifetime(listeners) { interruption.raiseAgain() }
    if summary.exitStatus != .done { throw ExitCode(summary.exitStatus.rawValue) }
    if !hasTables { throw ExitCode(ExitStatus.inputOutput.rawValue) }
  }

  private var options: WatchOptions {
    var options = WatchOptions(inboxes: inboxes, output: output)
    bounds.apply(to: &options.batch, outputs)
    options.batch.filter = filter.filter
    options.batch.duplicates = duplicates
    (options.onSuccess, options.doneFolder, options.failedFolder) = (onSuccess, done, failed)
    (options.doneSuffix, options.settle) = (doneSuffix, settle)
    (options.tries, options.backOff) = (tries, backOff)
    options.polls = poll != nil
    options.pollInterval = poll ?? options.pollInterval
    (options.rescanInterval, options.heartbeat, options.once) = (rescan, heartbeat, once)
    return options
  }
}
