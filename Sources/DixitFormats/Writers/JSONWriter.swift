import DixitDocument

/// Writes a document in the product's own JSON (`schemas/dixit-document-1.schema.json`).
///
/// Offsets count Unicode code points, ends are exclusive. A layer that has not run is written as an empty list.
public struct JSONWriter: DocumentWriter {
  public enum Layout: Sendable {
    /// Indented, one file a document.
    case pretty
    /// One object a line, with line feed, for streams.
    case line
  }

  public var name: String { layout == .line ? "ndjson" : "json" }
  public var fileExtension: String { layout == .line ? ".ndjson" : ".json" }
  let generator: Generator
  let layout: Layout
  let tokens: Bool

  /// - Parameter tokens: whether to write the tokens' offsets too, which doubles the file.
  public init(generator: Generator, layout: Layout = .pretty, tokens: Bool = false) {
    self.generator = generator
    self.layout = layout
    self.tokens = tokens
  }

  /// Appends the document and a line feed.
  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 4 * document.text.utf8.count + 4096)
    let body = JSONDocument(document)
    JSONEmitter.append(to: &output, isLine: layout == .line) {
      body.write(to: &$0, generator: generator, tokens: tokens)
    }
  }
}

/// One document on its way into JSON: what is looked up more than once, and a method for each key.
struct JSONDocument {
  let document: Document
  let index: ScalarIndex
  let words: WordCounts
  let features: FeatureNames
  let mentions: [Mention]
  let entities: [Entity]

  init(_ document: Document) {
    self.document = document
    index = ScalarIndex(document.text.utf8)
    words = WordCounts(document)
    features = FeatureNames(document)
    mentions = document.allMentions
    entities = document.allEntities
  }

  func write(to json: inout JSONEmitter, generator: Generator, tokens: Bool) {
    json.key("schema")
    json.value("dixit-document/1")
    json.key("id")
    json.value(document.id)
    writeSource(to: &json)
    writeMetadata(to: &json)
    write(generator, to: &json)
    writeText(to: &json)
    writeBlocks(to: &json)
    if tokens { writeTokens(to: &json) }
    writeEntities(to: &json)
    writeMentions(to: &json)
    writeQuotations(to: &json)
    json.key("warnings")
    json.array(document.warnings) { $0.value($1) }
  }

  func write(_ span: Span, to json: inout JSONEmitter) {
    json.key("start")
    json.value(index.scalars(before: span.start))
    json.key("end")
    json.value(index.scalars(before: span.end))
  }
}
