import ArgumentParser
import DixitRuntime

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows what an output folder remembers.",
    discussion: """
      How many articles are done and failed, with which configuration and knowledge base, and whether a dixit is at \
      work there. Nothing is changed, and a dixit that is at work is not disturbed.

      EXAMPLES:
        dixit status annotated
        dixit status annotated --failed
        dixit status annotated --json
      """)

  @Argument(help: ArgumentHelp("An output folder.", valueName: "dir"))
  var output: BytePath

  @Flag(name: .long, help: "List the articles that failed, and why.")
  var failed = false

  @Flag(name: .long, help: "Write JSON.")
  var json = false

  func run() throws {
    let status = try OutputStatus(of: output)
    if json { return try Console.write(status.json(withFailures: failed).line + "\n") }
    for line in lines(status) { try Console.write(line + "\n") }
    if failed { for line in status.failures { try Console.write(line + "\n") } }
  }

  private func lines(_ status: OutputStatus) -> [String] {
    let holder = status.holder.map { "held by dixit \($0)" } ?? "not held by any dixit"
    // Duplicates that were linked have outputs, and are done.
    let skipped = status.duplicates > 0 ? ", \(grouped(status.duplicates)) skipped as duplicates" : ""
    let counts = "\(grouped(status.done)) done\(skipped), \(grouped(status.failed)) failed"
    return ["\(output): \(counts); \(grouped(status.words)) words; \(holder)"]
      + status.configurations.map { configuration in
        "  configuration \(configuration.name.prefix(12)), knowledge base \(configuration.knowledge):"
          + " \(grouped(configuration.count)) articles"
      }
  }
}
