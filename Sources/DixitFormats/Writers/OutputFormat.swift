import DixitDocument

/// The output formats, by the names that `--format` takes.
public enum OutputFormat: String, CaseIterable, Sendable {
  case tei
  case teiTokens = "tei-tokens"
  case json, ndjson, jsonld, conllu, spacy, brat, vrt, ninjs, html

  /// Whether the format has places for parts of speech and lemmas: the annotator must have looked for them.
  public var needsGrammar: Bool {
    switch self {
    case .teiTokens, .conllu, .spacy, .vrt: true
    case .tei, .json, .ndjson, .jsonld, .brat, .ninjs, .html: false
    }
  }

  /// What follows a document's name in the names of its outputs, in all formats.
  public static let endings: [String] = {
    let nobody = Generator(version: "", configuration: "", knowledge: "")
    return allCases.flatMap { $0.writers(nobody) }.map(\.fileExtension)
  }()

  /// Whether tables over a corpus can be made of it.
  public var isTabular: Bool { self == .json || self == .ndjson }

  /// One writer a file: two for brat, which keeps text and annotations apart.
  ///
  /// - Parameter tokens: whether JSON is to have the tokens too.
  public func writers(_ generator: Generator, tokens: Bool = false) -> [any DocumentWriter] {
    switch self {
    case .tei: [TEIWriter(generator: generator)]
    case .teiTokens: [TEIWriter(generator: generator, tokens: true)]
    case .json: [JSONWriter(generator: generator, tokens: tokens)]
    case .ndjson: [JSONWriter(generator: generator, layout: .line, tokens: tokens)]
    case .jsonld: [JSONLDWriter(generator: generator)]
    case .conllu: [CoNLLUWriter(generator: generator)]
    case .spacy: [SpaCyWriter(generator: generator)]
    case .brat: [BratTextWriter(), BratAnnotationWriter()]
    case .vrt: [VRTWriter(generator: generator)]
    case .ninjs: [NinjsWriter(generator: generator)]
    case .html: [HTMLWriter(generator: generator)]
    }
  }
}
