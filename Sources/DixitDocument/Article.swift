/// An article as a reader hands it over: decoded, not yet normalized.
public struct Article: Sendable {
  /// Relative path or identifier; the document's `id`.
  public var id: String
  /// The decoded text, valid UTF-8. For HTML it is the text that the reader took from the page.
  public var utf8: [UInt8]
  /// The blocks that the format itself marks, in order; empty where the format has none (plain text).
  public var blocks: [Block]
  public var origin: Origin
  public var metadata: Metadata
  /// What went wrong while reading without losing the article, in sentences for a person.
  public var warnings: [String]
  /// Where the reader mended the text: `utf8` ↔ the text as received. Blocks count in `utf8` and don't go together
  /// with it.
  package var repairs = Alignment()

  public init(
    id: String, utf8: [UInt8], blocks: [Block] = [], origin: Origin = Origin(), metadata: Metadata = Metadata(),
    warnings: [String] = []
  ) {
    self.id = id
    self.utf8 = utf8
    self.blocks = blocks
    self.origin = origin
    self.metadata = metadata
    self.warnings = warnings
  }

  /// A block that the source format marks as such.
  public struct Block: Sendable, Hashable {
    public let span: SourceSpan
    public let kind: Paragraph.Kind

    public init(span: SourceSpan, kind: Paragraph.Kind) {
      self.span = span
      self.kind = kind
    }
  }

  /// Where the article came from, byte by byte.
  public struct Origin: Sendable, Hashable {
    public var path: String
    /// SHA-256 of the file's bytes, in hexadecimal.
    public var sha256: String
    public var byteCount: Int
    /// The encoding that was decoded, by its IANA name.
    public var encoding: String
    public var mediaType: String

    public init(
      path: String = "", sha256: String = "", byteCount: Int = 0, encoding: String = "UTF-8",
      mediaType: String = "text/plain"
    ) {
      self.path = path
      self.sha256 = sha256
      self.byteCount = byteCount
      self.encoding = encoding
      self.mediaType = mediaType
    }
  }

  /// What the format says about the article; nil where it says nothing.
  public struct Metadata: Sendable, Hashable {
    public var title: String?
    /// ISO 8601 date.
    public var published: String?
    public var author: String?
    public var outlet: String?
    public var section: String?
    public var url: String?
    /// BCP 47 language tag.
    public var language: String?

    public init(title: String? = nil, published: String? = nil, language: String? = nil) {
      self.title = title
      self.published = published
      self.language = language
    }
  }
}
