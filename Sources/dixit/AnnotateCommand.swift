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
        dixit annotate --format html,brat --output article < article.txt
        echo '{"id": "1", "text": "« Je pars », a dit Claire Martin."}' | dixit annotate --ndjson
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("What to write, with commas between: \(OutputFormats.names).", valueName: "formats"))
  var format = OutputFormats([.json])

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write files of this name with each format's ending, and nothing to standard output: needed for more than one "
        + "file.", valueName: "name"))
  var output: BytePath?

  @Flag(name: .long, help: "Read and write one JSON object a line.")
  var ndjson = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var size: SizeOption
  @OptionGroup var resources: ResourceOptions

  func validate() throws {
    if let table = format.tables.first {
      throw ValidationError("Expected formats of one document, found \(table.rawValue): use it with dixit run.")
    }
    if ndjson, format.formats != [.json], format.formats != [.ndjson] {
      throw ValidationError("Expected --format json with --ndjson, found \(format.defaultValueDescription).")
    }
    if output == nil, format.formats.count > 1 || format.formats == [.brat] {
      throw ValidationError("Expected --output for more than one file, found \(format.defaultValueDescription).")
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
    let annotator = try resources.annotator(grammar: format.needsGrammar)
    let document = try annotator.annotated(bytes, id: "stdin", fileName: "")
    for writer in format.formats.flatMap({ $0.writers(annotator.generator) }) {
      var bytes: [UInt8] = []
      writer.write(document, to: &bytes)
      if let output {
        try Files.replace(output.appending(suffix: writer.fileExtension), with: bytes)
      } else {
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        try Console.write(bytes)
      }
    }
  }

  private func annotateLines() throws {
    try LineService(resources.annotator(), jobs: jobs.count, lineLimit: size.bytes).run()
  }
}
