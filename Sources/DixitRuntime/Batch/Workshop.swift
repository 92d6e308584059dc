import DixitDocument

/// What makes outputs out of bytes. It comes in as a value: the runtime knows nothing of languages and formats.
public struct Workshop: Sendable {
  public var stages: [any Stage]
  public var writers: [any DocumentWriter]
  /// Decodes and normalizes a file; `id` becomes the document's. Of an article that was cut out of a file, `origin` tells
  /// what its bytes do not.
  public var read: @Sendable (_ bytes: [UInt8], _ id: String, _ origin: PartOrigin) throws -> Document
  /// The articles of a file that holds many, by names below it; nil where the file is one article. Asked before it is
  /// known whether the file is worth annotating, on the thread that hands files in.
  public var open: @Sendable (_ bytes: [UInt8], _ name: String, _ maximumSize: Int) throws -> (any ArticleParts)? = {
    _, _, _ in nil
  }
  /// The endings of the outputs of all formats, which other runs may have written.
  public var knownEndings: [String] = []
  /// SHA-256 in hexadecimal.
  public var digest: @Sendable ([UInt8]) -> String
  /// Hash of everything but the bytes that changes the outputs.
  public var configuration: String
  /// Name and date of the knowledge base, for people: the configuration's hash covers it.
  public var knowledge: String

  public init(
    stages: [any Stage], writers: [any DocumentWriter], configuration: String, knowledge: String = "",
    digest: @escaping @Sendable ([UInt8]) -> String,
    read: @escaping @Sendable (_ bytes: [UInt8], _ id: String, _ origin: PartOrigin) throws -> Document
  ) {
    self.stages = stages
    self.writers = writers
    self.configuration = configuration
    self.knowledge = knowledge
    self.digest = digest
    self.read = read
  }

  var endings: [String] { writers.map(\.fileExtension) }

  /// The document in every format.
  func render(_ document: Document) -> Rendered {
    Rendered(
      outputs: writers.map { writer in
        var bytes: [UInt8] = []
        writer.write(document, to: &bytes)
        return Rendered.Output(ending: writer.fileExtension, bytes: bytes)
      },
      words: document.tokens?.count { $0.kind == .word || $0.kind == .number } ?? 0,
      quotations: document.quotations?.count ?? 0)
  }
}

/// One document's outputs, not yet written.
public struct Rendered: Sendable, Hashable {
  public struct Output: Sendable, Hashable {
    /// What follows the document's name.
    public var ending: String
    public var bytes: [UInt8]
  }

  public var outputs: [Output]
  public var words: Int
  public var quotations: Int
}
