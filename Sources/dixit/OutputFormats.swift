import ArgumentParser
import DixitFormats
import DixitTables

extension OutputFormat: ExpressibleByArgument {}

/// Several output formats with commas between them, and tables over the corpus among them.
struct OutputFormats: ExpressibleByArgument, Sendable {
  let formats: [OutputFormat]
  let tables: [TableFormat]

  init(_ formats: [OutputFormat], tables: [TableFormat] = []) {
    self.formats = formats
    self.tables = tables
  }

  init?(argument: String) {
    let names = argument.split(separator: ",").map(String.init)
    formats = OutputFormat.allCases.filter { names.contains($0.rawValue) }
    tables = TableFormat.allCases.filter { names.contains($0.rawValue) }
    let known = Set(formats.map(\.rawValue) + tables.map(\.rawValue))
    guard !names.isEmpty, names.allSatisfy(known.contains) else { return nil }
  }

  var defaultValueDescription: String { (formats.map(\.rawValue) + tables.map(\.rawValue)).joined(separator: ",") }

  /// Whether the annotator must look for parts of speech and lemmas.
  var needsGrammar: Bool { formats.contains(where: \.needsGrammar) }

  static let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
  static let tableNames = TableFormat.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    if tables.isEmpty || formats.contains(where: \.isTabular) { return }
    throw ValidationError(
      "Expected json or ndjson among the formats, because \(tables.map(\.rawValue).joined(separator: " and ")) is made"
        + " of it, found \(defaultValueDescription).")
  }
}
