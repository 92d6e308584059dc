import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime

struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Annotates standard input.",
    discussion: """
      The whole input is one article, plain text or HTML, and the output one document. With --ndjson each line of the \
      input is a JSON object with the article in "text", and perhaps "id", "title", "published", "language", \
      "author", "outlet", "section" and "url"; each is answered by one line of JSON, in order and as soon as it is \
      done. A line that cannot be read is answered by {"error": …, "line": …}.

      EXAMPLES:
        dixit annotate < article.html > article.json
        dixit annotate --format tei < article.txt
        echo '{"id": "1", "text": "« Je pars », a dit Claire Martin."}' | dixit annotate --ndjson
      """)

  @Option(name: [.short, .long], help: ArgumentHelp("The format to write: json or tei.", valueName: "format"))
  var format = OutputFormat.json

  @Flag(name: .long, help: "Read and write one JSON object a line.")
  var ndjson = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var size: SizeOption
  @OptionGroup var resources: ResourceOptions

  func validate() throws {
    if ndjson, format != .json {
      throw ValidationError("Expected --format json with --ndjson, found --format \(format.rawValue).")
    }
  }

  func run() throws {
    if Console.isTerminal(Console.input) {
      throw Failure.terminalInput(command: ndjson ? "annotate --ndjson" : "annotate")
    }
    try ndjson ? annotateLines() : annotateWhole()
  }

  private func annotateWhole() throws {
    let bytes = try Console.readAll(limit: size.bytes)
    let annotator = try resources.annotator()
    let document = try annotator.annotated(bytes, id: "stdin", fileName: "")
    var output: [UInt8] = []
    format.writer(annotator.generator).write(document, to: &output)
    if output.last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
    try Console.write(output)
  }

  private func annotateLines() throws {
    try LineService(resources.annotator(), jobs: jobs.count, lineLimit: size.bytes).run()
  }
}
