import DixitDocument

/// Writes a document as TEI P5: the text with its sentences, quotations and names inline, and the entities and the
/// roles of each quotation in `standOff`.
///
/// Valid against `tei_all` whatever the annotations. The text content of `body` is the document's text, but for the
/// white space between blocks.
public struct TEIWriter: DocumentWriter {
  public var name: String { tokens ? "tei-tokens" : "tei" }
  public var fileExtension: String { tokens ? ".tokens.tei.xml" : ".tei.xml" }
  let generator: Generator
  let tokens: Bool

  /// - Parameter tokens: whether each token is an element too, `w` or `pc`.
  public init(generator: Generator, tokens: Bool = false) {
    self.generator = generator
    self.tokens = tokens
  }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + (tokens ? 16 : 3) * document.text.utf8.count + 8192)
    var tei = TEIDocument(document, generator: generator, tokens: tokens, output: output)
    output = []
    tei.write()
    output = tei.output
  }
}

/// One document on its way into TEI.
struct TEIDocument {
  let document: Document
  let generator: Generator
  let mentions: [Mention]
  let entities: [Entity]
  let layout: InlineLayout
  let writesTokens: Bool
  /// Empty unless tokens are written.
  let tokens: TokenTable
  let features: FeatureNames
  /// The token that is written next, and how many parts of it are: elements may cut it.
  var nextToken = (index: 0, parts: 0)
  var output: [UInt8]

  init(_ document: Document, generator: Generator, tokens: Bool, output: consuming [UInt8]) {
    self.document = document
    self.generator = generator
    self.output = output
    mentions = document.allMentions
    entities = document.allEntities
    layout = InlineLayout(document, mentions: mentions)
    writesTokens = tokens
    features = FeatureNames(document)
    self.tokens = TokenTable(tokens ? document.tokens ?? [] : [], end: document.text.utf8.count)
  }

  mutating func write() {
    output.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"")
    attribute("xml:lang", document.language.flatMap(MetadataSyntax.languageTag))
    output.put(">\n")
    writeHeader()
    writeStandOff()
    writeBody()
    output.put("</TEI>\n")
  }

  // MARK: Pieces that all parts share

  /// An attribute, left out where the value is nil.
  mutating func attribute(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    output.put(" ")
    output.put(name)
    output.put("=\"")
    output.put(xml: value, isAttribute: true)
    output.put("\"")
  }

  /// An attribute made of a fixed beginning and a number: `corresp="#e1"`.
  mutating func attribute(_ name: StaticString, _ prefix: StaticString, _ number: Int?) {
    guard let number else { return }
    output.put(" ")
    output.put(name)
    output.put("=\"")
    output.put(prefix)
    output.put(number)
    output.put("\"")
  }

  /// An element that holds only text; left out where the text is nil.
  mutating func element(_ name: StaticString, _ text: String?, type: String? = nil, unit: String? = nil) {
    guard let text else { return }
    output.put("<")
    output.put(name)
    attribute("type", type)
    attribute("unit", unit)
    output.put(">")
    output.put(xml: text)
    output.put("</")
    output.put(name)
    output.put(">")
  }

  mutating func put(_ span: Span) {
    document.text.utf8.withUnsafeBufferPointer {
      output.put(xml: UnsafeBufferPointer(rebasing: $0[span.start..<span.end]))
    }
  }

  /// An entity's identifier number, for pointers: nil where there is no such entity.
  func identifier(_ entity: Int?) -> Int? {
    entity.flatMap { entities.indices.contains($0) ? $0 + 1 : nil }
  }
}
