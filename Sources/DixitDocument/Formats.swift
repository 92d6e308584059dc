/// Reads one input format.
public protocol ArticleReader: Sendable {
  /// IANA media type, such as `text/html`.
  var mediaType: String { get }
  /// Whether the bytes are of this format: content first, the file's name second.
  func accepts(_ bytes: [UInt8], fileName: String) -> Bool
  /// The articles of a file.
  /// - Parameter id: becomes the document's id; a reader of several articles adds to it.
  func read(_ bytes: [UInt8], id: String) throws -> [Article]
}

/// Writes one output format.
public protocol DocumentWriter: Sendable {
  /// The name that `--format` takes: `tei`, `json`.
  var name: String { get }
  /// What follows the input's name: `.tei.xml`, `.json`.
  var fileExtension: String { get }
  /// Appends the whole document to `output`.
  func write(_ document: Document, to output: inout [UInt8])
}

/// What made an output: the program, the configuration and the knowledge base.
public struct Generator: Sendable, Hashable {
  public let version: String
  /// SHA-256 over everything that changes the output: lexicons, options, program version.
  public let configuration: String
  /// Name and date of the knowledge base.
  public let knowledge: String

  public init(version: String, configuration: String, knowledge: String) {
    self.version = version
    self.configuration = configuration
    self.knowledge = knowledge
  }
}
