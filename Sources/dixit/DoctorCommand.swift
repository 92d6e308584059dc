import ArgumentParser
import DixitRuntime

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells what could trouble a watch here.",
    discussion: """
      Whether folders can be read, tell of changes and are not too many to be watched, whether the output can be \
      written and has room. Nothing is changed.

      EXAMPLES:
        dixit doctor inbox --output annotated
      """)

  @Argument(help: ArgumentHelp("Folders to watch.", valueName: "inbox"))
  var inboxes: [BytePath] = []

  @Option(name: [.short, .long], help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var output: BytePath?

  func run() throws {
    let findings = Diagnosis(inboxes: inboxes, output: output).findings
    for finding in findings { try Console.write("\(finding.isGood ? "ok  " : "note") \(finding.sentence)\n") }
  }
}
