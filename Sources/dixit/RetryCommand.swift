import ArgumentParser
import DixitRuntime

struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Tries the articles again that failed.",
    discussion: """
      The output folder remembers which articles failed and where they are, also those that dixit watch has moved \
      away. Give the options that they were annotated with. While dixit watch holds the folder it is asked to try them.

      EXAMPLES:
        dixit retry annotated
        dixit retry annotated --max-size 200 --time-limit 900
      """)

  @Argument(help: ArgumentHelp("The output folder of an earlier run.", valueName: "dir"))
  var output: BytePath

  @OptionGroup var outputs: OutputOptions
  @OptionGroup var bounds: BoundsOptions
  @OptionGroup var messages: LogOptions

  func run() throws {
    let status = try OutputStatus(of: output)
    if let holder = status.holder, holder.hasPrefix("watch ") {
      try RetryRequest.leave(for: output)
      messages.log.event(
        "retryRequested", [("documents", .integer(status.failed))],
        text: "dixit \(holder) holds \(output): it was asked to try \(grouped(status.failed)) articles again.")
      return
    }
    var options = Batch.Options(inputs: [], output: output)
    bounds.apply(to: &options, outputs)
    try BatchRunner(
      options: options, workshop: outputs.workshop(), tables: outputs.format.tables, messages: messages
    ).run { try $0.retry() }
  }
}
