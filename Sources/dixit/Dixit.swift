import ArgumentParser
import DixitKit

@main
struct Dixit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dixit",
    abstract: "Finds who said what, about whom, in French press articles.",
    discussion: """
      Articles go in as plain text or HTML; out come TEI and JSON with every quotation, its speaker, and the people, \
      organisations and places named, linked to Wikidata. Nothing leaves this computer.

      EXAMPLES:
        dixit run articles --output annotated            a folder of articles, once
        dixit watch inbox --output annotated             a folder of articles, as they come
        dixit explain articles/a.txt                     one article, in the terminal
        dixit annotate < a.txt > a.json                  one article, in a pipe
        dixit annotate --ndjson < feed > annotated       one JSON object a line

      EXIT STATUS:
        0 all done, 1 some documents failed, 64 usage, 66 no input, 73 cannot create the output, 74 input/output \
      error or disk full, 75 another dixit holds the output folder, 78 configuration; 130 and 143 after a signal.
      """,
    version: "dixit \(Annotator.version)",
    subcommands: [
      RunCommand.self, WatchCommand.self, RetryCommand.self, StatusCommand.self, DoctorCommand.self, WorkerCommand.self,
      AnnotateCommand.self, TablesCommand.self, ExplainCommand.self, ValidateCommand.self, KnowledgeCommand.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard let status = Failure.status(of: error) else { exit(withError: error) }
      Console.complain("\(error)")
      exit(withError: ExitCode(status.rawValue))
    }
  }
}
