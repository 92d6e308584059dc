import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime

struct AnnotateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Annotates a file, or standard input.",
    discussion: """
      One article gives one document. A file of several (JSON lines, CSV, a ZIP archive, an export of Europresse or \
      Factiva and so on: doc/inputs.md) gives one a line, in JSON; one that cannot be read is answered by \
      {"error": …, "id": …}.

      With --ndjson standard input is read as it comes: each line is a JSON object with the article in "text", and \
      perhaps "id", "title", "published", "language", "author", "outlet", "section" and "url", or by other usual names; \
      each is answered by one line of JSON, in order and as soon as it is done. A line that cannot be read is answered \
      by {"error": …, "line": …}.

      EXAMPLES:
        dixit annotate < article.html > article.json
        dixit annotate --format tei < article.txt
        dixit annotate corpus.jsonl > corpus.ndjson
        dixit annotate --format html,brat --output article < article.txt
        echo '{"id": "1", "text": "« Je pars », a dit Claire Martin."}' | dixit annotate --ndjson
      """)

  @Argument(help: ArgumentHelp("The file; standard input where none is named.", valueName: "file"))
  var file: BytePath?

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

  @OptionGroup var fields: FieldOptions
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
    if ndjson, let file {
      throw ValidationError(
        "Expected standard input with --ndjson, found \(file). Leave --ndjson out, or send it the file.")
    }
  }

  func run() throws {
    if file == nil, Console.isTerminal(Console.input) {
      throw Failure.terminalInput(command: ndjson ? "annotate --ndjson" : "annotate")
    }
    try ndjson ? annotateLines() : annotateWhole()
  }

  private func annotateWhole() throws {
    let bytes = try file.map { try Files.read($0, limit: size.bytes) } ?? Console.readAll(limit: size.bytes)
    let (id, fileName) = (file?.name.description ?? "stdin", file?.name.description ?? "")
    let readers = try Readers(fields: fields.names(resources), library: resources.library())
    if let parts = try readers.open(bytes, fileName: fileName, limits: UnpackingLimits(size: size.bytes)) {
      guard output == nil, format.formats == [.json] || format.formats == [.ndjson] else {
        throw ReadingError.severalArticles(id)
      }
      return try lineService().run(parts, of: id, readers)
    }
    let annotator = try resources.annotator(grammar: format.needsGrammar)
    let document = try annotator.annotated(bytes, id: id, fileName: fileName, by: readers)
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
    try lineService().run(JSONReader(fields: fields.names(resources)))
  }

  private func lineService() throws -> LineService {
    try LineService(resources.annotator(), jobs: jobs.count, lineLimit: size.bytes)
  }
}
