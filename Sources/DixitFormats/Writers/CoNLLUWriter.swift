import DixitDocument

/// Writes CoNLL-U: a word a line, with `Entity=` as in CorefUD, and quotations in MISC.
///
/// Parts of speech, features and lemmas stand there where the document has them; the tree is flat, for there is no
/// parser. `SpaceAfter=No` and `SpacesAfter=` hold what stands between the tokens, so that the text can be had back.
public struct CoNLLUWriter: DocumentWriter {
  public let name = "conllu"
  public let fileExtension = ".conllu"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 12 * document.text.utf8.count + 1024)
    var conllu = CoNLLUDocument(document, generator, output: output)
    output = []
    conllu.write()
    output = conllu.output
  }
}

/// One document on its way into CoNLL-U.
struct CoNLLUDocument {
  let document: Document
  let generator: Generator
  let table: TokenTable
  let entities: [Entity]
  /// The two words of tokens that are two.
  let words: [Int: [String]]
  let brackets: EntityBrackets
  let roles: TokenRoles
  let features: FeatureNames
  var output: [UInt8]

  init(_ document: Document, _ generator: Generator, output: consuming [UInt8]) {
    self.document = document
    self.generator = generator
    self.output = output
    table = TokenTable(document)
    entities = document.allEntities
    words = Dictionary((document.contractions ?? []).map { ($0.token, $0.words) }) { first, _ in first }
    brackets = EntityBrackets(document.allMentions, table)
    roles = TokenRoles(document, table)
    features = FeatureNames(document)
  }

  mutating func write() {
    for (number, chunk) in table.chunks.enumerated() { write(chunk, isFirst: number == 0) }
  }

  private mutating func write(_ chunk: TokenTable.Chunk, isFirst: Bool) {
    if isFirst { writeHeader() }
    if chunk.opensParagraph, let paragraph = chunk.paragraph {
      comment("newpar id", "p\(paragraph + 1)")
      comment("par_kind", document.paragraphs![paragraph].kind.rawValue)
    }
    if let sentence = chunk.sentence { comment("sent_id", "s\(sentence)") }
    let span = document.span(of: chunk.tokens)
    output.put("# text = ")
    output.put(line: document.text, span)
    output.put("\n")
    for quotation in roles.beginning(in: chunk.tokens) { describe(quotation) }
    var id = 1
    for token in chunk.tokens { id = write(token, id) }
    output.put("\n")
  }

  private mutating func writeHeader() {
    comment("newdoc id", document.id)
    output.put("# global.Entity = eid-etype-head-other\n")
    for (name, value) in document.metadataFields { comment("meta::\(name)", value) }
    if !document.origin.sha256.isEmpty { comment("meta::sha256", document.origin.sha256) }
    comment("meta::generator", "dixit \(generator.version)")
    if !table.lead.isEmpty {
      output.put("# spaces_before = ")
      output.put(spaces: document.text.bytes(table.lead))
      output.put("\n")
    }
  }

  private mutating func comment(_ name: String, _ value: String) {
    output.put("# ")
    output.put(name)
    output.put(" = ")
    output.put(line: value)
    output.put("\n")
  }

  /// `# quote = q1 type=direct speaker=e1 confidence=0.94 name=Marie Curie`, before the sentence in which it begins.
  private mutating func describe(_ number: Int) {
    let quotation = document.quotations![number]
    let attribution = document.attribution(of: number)
    output.put("# quote = ")
    identifier("q", number)
    output.put(" type=")
    output.put(quotation.kind.rawValue)
    if let parent = quotation.parent {
      output.put(" parent=")
      identifier("q", parent)
    }
    output.put(" confidence=")
    output.put(confidence: attribution?.confidence ?? quotation.confidence)
    if let speaker = attribution?.speaker, entities.indices.contains(speaker) {
      output.put(" speaker=")
      identifier("e", speaker)
      output.put(" name=")
      output.put(line: entities[speaker].name)
    }
    output.put("\n")
  }

  private mutating func identifier(_ prefix: StaticString, _ index: Int) {
    output.put(prefix)
    output.put(index + 1)
  }

}
