import ArgumentParser
import DixitFormats
import DixitRuntime

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks TEI documents against a RelaxNG schema.",
    discussion: """
      The schema is compiled once, which takes some seconds for all of TEI; then each document takes little. Folders \
      are searched for .tei.xml. Documents that declare entities are refused unread.

      EXAMPLE:
        dixit validate --schema tei_all.rng annotated
      """)

  @Option(name: .long, help: ArgumentHelp("The schema, in RelaxNG's XML syntax.", valueName: "rng"))
  var schema: BytePath

  @Argument(help: ArgumentHelp("Documents, or folders of documents.", valueName: "file"))
  var files: [BytePath]

  @OptionGroup var size: SizeOption

  func run() throws {
    let scan = InputScan(files, endings: [".tei.xml"])
    for failure in scan.failures { Console.complain("\(failure.error)") }
    if scan.files.isEmpty { throw scan.failures.first?.error ?? Failure.noDocuments(files) as any Error }
    let validator = try XMLValidator(schemaPath: String(decoding: schema.bytes, as: UTF8.self))
    var invalid = scan.failures.count
    for file in scan.files {
      guard let wrong = violation(in: file, validator) else { continue }
      invalid += 1
      try Console.write("\(file.path): \(wrong)\n")
    }
    try Console.write("\(scan.files.count + scan.failures.count - invalid) valid, \(invalid) invalid\n")
    if invalid > 0 { throw ExitCode(ExitStatus.someFailed.rawValue) }
  }

  /// The first thing that is wrong with a file; nil where it is valid.
  private func violation(in file: InputFile, _ validator: XMLValidator) -> String? {
    do {
      switch validator.validate(try Files.read(file.path, limit: size.bytes)) {
      case .valid: return nil
      case .invalid(let message): return "\(firstLine(message))"
      case .malformed(let message): return "not well-formed XML: \(firstLine(message))"
      case .refused(let message): return "refused: \(firstLine(message))"
      }
    } catch {
      return "\(error)"
    }
  }

  private func firstLine(_ message: String) -> Substring { message.split(whereSeparator: \.isNewline).first ?? "" }
}
