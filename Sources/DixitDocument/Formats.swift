/// Reads one input format.
public protocol ArticleReader: Sendable {
  /// IANA media type, such as `text/html`.
  var mediaType: String { get }
  /// Endings of names that say so too, in lower case: `.html`.
  var fileEndings: [String] { get }
  /// Whether the bytes are of this format; an empty name asks for the bytes alone.
  func accepts(_ bytes: [UInt8], fileName: String) -> Bool
  /// The article of a file that holds one.
  /// - Parameter id: becomes the document's id.
  func read(_ bytes: [UInt8], id: String) throws -> [Article]
  /// The articles of a file that holds many, or may; nil where the file is one article.
  /// - Throws: where the file cannot be opened at all. What is wrong with one article is said in its part.
  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)?
}

extension ArticleReader {
  public var fileEndings: [String] { [] }
  public func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? { nil }

  /// Whether a file's name has one of the endings.
  package func knows(_ fileName: String) -> Bool {
    let name = fileName.lowercased()
    return fileEndings.contains { name.utf8.count > $0.utf8.count && name.hasSuffix($0) }
  }
}

/// One article of a file that holds many: a small file of its own, which is read as any file is.
public struct ArticlePart: Sendable {
  /// What it is called in the file that holds it; below a name of the whole once it has left the readers.
  public var name: String
  public var bytes: Result<[UInt8], any Error>
  /// Whether it may hold several articles again, as a file of an archive may.
  public var isFile: Bool
  public var origin = PartOrigin()

  public init(name: String, bytes: Result<[UInt8], any Error>, isFile: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isFile = isFile
  }
}

/// What is known of an article that was cut out of a file, and does not show in its bytes.
public struct PartOrigin: Sendable, Hashable {
  /// The encoding that the file was in, by its IANA name; nil where the bytes tell themselves.
  public var encoding: String?
  /// What was wrong around the article, in sentences for a person.
  public var warnings: [String] = []

  public init() {}
}

/// The articles of a file, one after another, each made when it is asked for. A value: a copy goes its own way.
public protocol ArticleParts {
  /// The encoding of the file; nil where its articles tell their own.
  var encoding: String? { get }
  /// Whether they are files with names of their own, as those of an archive are.
  var areFiles: Bool { get }
  /// The names of all such files, known before any is unpacked; nil where they are not.
  var fileNames: [String]? { get }
  /// The next one; nil behind the last.
  /// - Throws: where the file can be read no further.
  mutating func next() throws -> ArticlePart?
}

extension ArticleParts {
  public var encoding: String? { nil }
  public var areFiles: Bool { false }
  public var fileNames: [String]? { nil }
}

/// What a packed file may grow to: text packs three to ten times, a bomb a thousand times.
public struct UnpackingLimits: Sendable {
  /// Bytes of one unpacked file.
  public var size: Int
  /// Bytes of all files of an archive.
  public var total: Int
  /// Unpacked bytes for each packed one, asked of what is larger than a megabyte.
  public var ratio = 250
  public var members = 200_000
  /// Archives within archives.
  public var depth = 3

  public init(size: Int = 64 << 20) {
    self.size = size
    total = 16 * size
  }
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
