import DixitDocument
import DixitLexicons

extension HTMLReader {
  public var fileEndings: [String] { [".html", ".htm", ".xhtml"] }
}

/// The input formats, and how a file finds its reader.
public struct Readers: Sendable {
  /// In the order in which they are asked: the surer a format's mark, the earlier.
  public let all: [any ArticleReader]

  /// - Parameter fields: what the fields of records are called.
  public init(fields: FieldNames = .standard) {
    self.init(fields: fields, hints: .embedded)
  }

  /// - Parameter library: holds what names of classes, headings and properties say about parts of a page.
  /// - Throws: `LexiconError` where a table has a bad row.
  public init(fields: FieldNames, library: LexiconLibrary) throws {
    self.init(fields: fields, hints: try HTMLHints(library: library))
  }

  private init(fields: FieldNames, hints: HTMLHints) {
    all = [
      ZipReader(), TEIReader(), NewsMLReader(), NITFReader(), NinjsReader(), JSONReader(fields: fields),
      EuropresseReader(), FactivaReader(), HTMLReader(hints: hints), CSVReader(fields: fields),
    ]
  }

  public static let standard = Readers()

  /// The endings of files that a folder is searched for.
  public static let fileEndings: [String] =
    Set(standard.all.flatMap(\.fileEndings) + TextReader().fileEndings + [Gzip.ending]).sorted()

  /// The reader for a file: content first, name second. What nobody accepts goes to the text reader, which says why
  /// it can't read it.
  public func reader(for bytes: [UInt8], fileName: String) -> any ArticleReader {
    all.first { $0.accepts(bytes, fileName: "") }
      ?? all.first { $0.knows(fileName) && $0.accepts(bytes, fileName: fileName) } ?? TextReader()
  }

  public static func reader(for bytes: [UInt8], fileName: String) -> any ArticleReader {
    standard.reader(for: bytes, fileName: fileName)
  }

  /// The one article of a file, which may be packed by gzip.
  ///
  /// - Parameter origin: of an article that was cut out of a file.
  /// - Throws: `ReadingError`; `.severalArticles` for a file that holds many, or may.
  public func article(
    _ bytes: [UInt8], id: String, fileName: String, limits: UnpackingLimits = UnpackingLimits(),
    origin: PartOrigin = PartOrigin()
  ) throws -> Article {
    let file = try Gzip.unwrapped(bytes, fileName, limits)
    if let cut = file.cut { throw cut }
    let articles = try reader(for: file.bytes, fileName: file.name).read(file.bytes, id: id)
    guard var article = articles.first, articles.count == 1 else { throw ReadingError.severalArticles(fileName) }
    if file.isUnpacked {
      article.origin.sha256 = Fingerprint.sha256(bytes)
      article.origin.byteCount = bytes.count
    }
    article.origin.encoding = origin.encoding ?? article.origin.encoding
    article.warnings = origin.warnings + file.warnings + article.warnings
    return article.withKnownLanguage()
  }

  /// The articles of a file that holds many, each a file of its own by a name below `fileName`; nil where the file is
  /// one article.
  ///
  /// Archives in archives are opened too. A name depends on the article alone: on the id that it has in the file, or else
  /// on its bytes. Names are safe: no part of them is empty, `.` or `..`, and no two differ in case or composition alone.
  /// - Throws: `ReadingError` where the file cannot be opened.
  public func open(
    _ bytes: [UInt8], fileName: String, limits: UnpackingLimits = UnpackingLimits()
  ) throws -> (any ArticleParts)? {
    try Gzip.unwrapped(bytes, fileName, limits).open(self, limits).map {
      PartWalk($0.parts, warnings: $0.warnings, readers: self, limits: limits)
    }
  }

  /// Refuses what is no text before anything is decoded.
  static func check(_ bytes: [UInt8], limit: Int) throws {
    if bytes.isEmpty { throw ReadingError.empty(byteCount: 0) }
    if let refusal = bytes.withUnsafeBufferPointer(BinarySniffing.refusal(of:)) { throw refusal }
    if bytes.count > limit { throw ReadingError.tooLarge(byteCount: bytes.count, limit: limit) }
  }

  /// The text of a file that others are cut out of, in UTF-8, and the encoding that it was in; one that is UTF-8 already
  /// is not copied.
  ///
  /// - Throws: `ReadingError` for what is no text.
  static func decoded(_ bytes: [UInt8], declared: String? = nil) throws -> (utf8: [UInt8], encoding: String) {
    try check(bytes, limit: .max)
    let isPlain = bytes.withUnsafeBufferPointer { UTF8Scanning.isValid($0) && WideDecoding.betrayed(by: $0) == nil }
    if !isPlain {
      let decoding = TextDecoding(bytes, declared: declared)
      return (decoding.utf8, decoding.encoding)
    }
    return (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, "UTF-8")
  }

  static func origin(of bytes: [UInt8], id: String, encoding: String, mediaType: String) -> Article.Origin {
    Article.Origin(
      path: id, sha256: Fingerprint.sha256(bytes), byteCount: bytes.count, encoding: encoding, mediaType: mediaType)
  }
}
